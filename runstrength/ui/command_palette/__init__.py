"""The command palette: what it offers, what it finds, and its screen."""
