"""A session and other programs: what they can command and ask, and what they are told as it happens."""
