"""Releases: what was delivered, who hears of it, and who wants to."""
