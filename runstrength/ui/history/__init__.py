"""The history: sessions that were done, edited, exported, imported, and drawn over time."""
