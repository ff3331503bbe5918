"""Sound: schedules the cues of a session and plays them, mostly through a mixer process."""
