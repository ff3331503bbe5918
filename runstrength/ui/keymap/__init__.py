"""The key bindings of all screens, and the check of a person's own keys."""
