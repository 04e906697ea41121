"""What readers would have otherwise: proposals, piece by piece, and what becomes of each."""
