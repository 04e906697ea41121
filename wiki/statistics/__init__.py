"""Who reads a page, in numbers and never by name."""
