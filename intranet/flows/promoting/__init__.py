"""Making something of what was said: an idea, a page, a public question, a section of a page, a task on an idea."""
