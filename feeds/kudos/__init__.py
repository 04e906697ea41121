"""Kudos: thanking colleagues in front of those who read it, for something the house values."""
