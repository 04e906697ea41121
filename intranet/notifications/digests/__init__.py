"""The digest: of all that happened, the few things that are worth a person's minutes (docs/notifications.md)."""
