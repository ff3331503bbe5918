"""KEEPING: what was done, one plain file a session; the journal of the running one; and exports for other programs."""
