"""The history: one file per session, the journal of the running session, exports and imports."""
