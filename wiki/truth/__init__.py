"""Whether a page is true: who answers for it, by when somebody looks again, and what its readers say of it."""
