"""The keys of all screens together, and whether those that a person has chosen can be used."""
