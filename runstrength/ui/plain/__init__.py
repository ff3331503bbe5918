"""A session line by line, for screen readers, slow lines, and terminals that can't draw."""
