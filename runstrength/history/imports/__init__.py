"""Imports sessions and runs: reads files, finds what is new, and adds it to the history."""
