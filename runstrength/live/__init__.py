"""A running session without a screen: what its keys do, its clock, its sound, and its end."""
