"""Reminders: of an entry, or of a few words of one's own, at a time one chooses."""
