"""The coach's screens: check-in, runs, self-check, warm-up, guide."""
