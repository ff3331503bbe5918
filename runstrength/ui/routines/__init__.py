"""Routines: the list, a shared one, and the builder."""
