"""The app: its screens and widgets."""
