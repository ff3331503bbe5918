"""Settings: their rows, their values, and the sound check."""
