"""How far the house has come, in six stages, as its own figures say it."""
