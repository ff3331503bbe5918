"""SEEING: what is drawn in pixels and dots, as plain rows of characters."""
