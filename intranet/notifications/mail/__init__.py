"""The channel "mail": what is told leaves as mail, and what comes back by mail is taken in (docs/notifications.md)."""
