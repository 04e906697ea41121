"""Polls: a question with answers to choose from, on an entry of any kind.

``actions`` adds, changes and closes a poll and takes the votes; ``showing`` is what one reader sees of it.
"""
