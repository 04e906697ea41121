"""The doors of the wiki: of all of it, and of one space."""
