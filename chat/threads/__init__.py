"""Threads: one beside its room, and all that one follows."""
