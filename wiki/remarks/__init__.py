"""Comments about a passage of a page: where each has its place, also after the text has changed."""
