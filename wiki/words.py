"""How much changed between two texts, in words."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def count_changes(before: str, after: str) -> tuple[int, int]:
    """(words that came, words that went), counted as a bag: cheap, and right but for what only changed its place."""
    old, new = Counter(_WORD.findall(before)), Counter(_WORD.findall(after))
    return sum((new - old).values()), sum((old - new).values())
