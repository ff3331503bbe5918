"""Drawing: stick figures, charts and pixel letters, as plain rows of characters."""
