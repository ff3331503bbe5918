"""Files of watches and other programs: FIT, GPX, TCX, Strava's archive and list."""
