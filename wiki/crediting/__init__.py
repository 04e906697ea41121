"""Whose words a page is made of, and where they came from."""
