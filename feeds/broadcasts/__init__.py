"""Broadcasts: what must reach people, to whom it goes, and whom it has reached."""
