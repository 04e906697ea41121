"""What companies say here, for the customer system: lines in the order in which they changed."""
