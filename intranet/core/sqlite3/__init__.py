"""Django's backend for SQLite, with a fair wait for the turn to write (``base``)."""
