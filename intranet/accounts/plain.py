"""What people type about themselves and each other, as it is stored."""

from __future__ import annotations

import unicodedata


def plain(text: str, *, longest: int | None = None, lines: bool = False) -> str:
    """Without what cannot be seen, turns the reading direction or fits no database; on one line unless ``lines``.

    Cut at ``longest`` where that is given: for notes, where a refusal would help nobody.
    """
    kept = "".join(
        letter
        for letter in unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        if letter in "\n\t\u200d" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    kept = kept.strip() if lines else " ".join(kept.split())
    return kept[:longest]
