"""Input and output of the terminal: input is checked, output never blocks."""
