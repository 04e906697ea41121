"""The page as one reads it."""
