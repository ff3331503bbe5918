"""Reads the tables that strength apps export: Strong, Hevy, FitNotes, and this program's own."""
