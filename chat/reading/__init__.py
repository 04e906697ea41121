"""How far people have read: what is new, and who has seen what."""
