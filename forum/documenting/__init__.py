"""From answer to document: what is not documented yet, and what is."""
