"""Exercises: the list, the page of one, and the choice of one."""
