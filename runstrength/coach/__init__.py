"""Decides how much to do today: from a routine, the level, the choices and the past to a plan."""
