"""The command palette: its commands, its search, and its screen."""
