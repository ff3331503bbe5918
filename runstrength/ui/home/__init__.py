"""Home: what a start shows, and the first start."""
