"""A session under way, below any screen: what its keys do, its clock, its sound, and its end."""
