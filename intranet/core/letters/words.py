"""What people called themselves, made harmless for a mail."""

from __future__ import annotations

import re
import unicodedata

# Mail programs make a link of whatever looks like one, in plain text too: a name must not become something to press.
_LOOKS_LIKE_A_LINK = re.compile(r"(?<=[.@/:])(?=\S)")
_BREAK = "\u200b"


def one_line(text: str, longest: int = 200) -> str:
    """``text`` as it may stand in a header: one line, no control characters, not endless."""
    plain = "".join(" " if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else letter for letter in text)
    line = " ".join(plain.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def unlinked(name: str) -> str:
    """``name`` so that no mail program takes it for an address: it reads the same, with breaks that have no width."""
    return _LOOKS_LIKE_A_LINK.sub(_BREAK, name)
