"""The tree of a space as one reader sees it, and changing how pages stand in it."""
