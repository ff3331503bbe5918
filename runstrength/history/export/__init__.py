"""Exports sessions: the formats, and the files of each."""
