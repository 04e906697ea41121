"""Fifteen minutes a week, for a house with nobody whose work it is."""
