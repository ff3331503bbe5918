"""What passes between the program and the terminal: input that is checked, output that never blocks."""
