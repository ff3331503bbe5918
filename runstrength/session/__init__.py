"""A session: its plan, the engine that runs it, its cues, and the record of what was done."""
