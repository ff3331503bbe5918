"""DOING: the plan of a session, the machine that runs it, its cues, and the record of what was done."""
