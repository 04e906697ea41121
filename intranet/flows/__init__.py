"""What needs the writes of two parts: from an answer of the forum to a page of the wiki. The parts know nothing of each
other; this knows both."""
