"""Shared by several features: base screens, forms, and the lines of rows and plans."""
