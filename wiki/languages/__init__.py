"""One page in several languages."""
