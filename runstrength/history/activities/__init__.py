"""Files of other programs that tell of runs: FIT, GPX, TCX, and Strava's activities.csv."""
