"""Programs that speak in rooms, and how they come in."""
