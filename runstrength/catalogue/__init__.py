"""Exercises and routines, and the library that reads them from files."""
