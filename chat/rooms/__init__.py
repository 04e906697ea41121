"""The pages about rooms: finding, opening and keeping them, who is in them, and one's own list."""
