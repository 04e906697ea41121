"""Who knows about what, as their work shows."""
