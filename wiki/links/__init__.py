"""How pages hang together: what a title means, what points where, and what points nowhere."""
