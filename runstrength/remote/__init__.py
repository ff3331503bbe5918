"""Remote control of a session by other programs: their commands and questions, and the events that they get."""
