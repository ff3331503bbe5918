"""HEARING: what plays the cues."""
