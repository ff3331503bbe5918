"""The session: its screen, what it shows, and what can be asked on the way."""
