"""The documentation: the pages of the wiki that are read outside, as guests and customers find them at /docs/."""
