"""THE SCREEN: the app, its screens and its widgets."""
