"""How pages came to be: versions, what changed between two of them, who wrote what, and who hears of changes."""
