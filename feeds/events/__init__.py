"""Events: when and where, who comes, reminders, and calendars elsewhere."""
