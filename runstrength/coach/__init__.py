"""HOW MUCH: from a routine, a level and what a person chose to a plan."""
