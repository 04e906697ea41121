"""For how long a room keeps what is said in it, and taking a copy along."""
