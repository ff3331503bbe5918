"""The home screen and the first start."""
