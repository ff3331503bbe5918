"""How fast and how small runstrength is, as ratios."""
