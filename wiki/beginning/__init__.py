"""Beginning pages: where they will stand, what they begin with, and what they are called."""
