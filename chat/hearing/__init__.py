"""Whom a message concerns, and what people want to hear."""
