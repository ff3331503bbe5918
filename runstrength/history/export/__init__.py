"""Exporting sessions: the formats, and what goes into a file of each."""
