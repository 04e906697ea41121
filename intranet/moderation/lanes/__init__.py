"""Lanes: how what is written in a space comes out, who approves it, by when, and how long that takes."""
