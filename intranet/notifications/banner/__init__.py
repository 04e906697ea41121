"""The line above every page: set by admins, for what everybody has to know now."""
