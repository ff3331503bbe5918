"""Importing sessions and runs: what a file holds, what of it is new, and how it gets into the history."""
