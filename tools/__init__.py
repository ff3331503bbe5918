"""Scripts that make assets and pictures, and one that looks for files that break something."""
