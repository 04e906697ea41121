"""A text as it is read, with what goes and what comes marked in it.

Marks stand in the source while it is rendered, as characters nobody writes, and become ``ins`` and ``del`` afterwards.
That is only done where a mark can stand among words; what changes how a text is built, the caller shows otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .render import TooLong, render

_MARKS = {"added": ("\ue0a0", "\ue0a1"), "removed": ("\ue0a2", "\ue0a3")}
_ANY = re.compile("[\ue0a0-\ue0a3]")
# What may mean more than itself where it stands.
_BUILDS = re.compile(r"[\n*_`~\[\]()<>|#\\$&@:]|^\s*(?:[-+]|\d+[.)])\s")
_IN_A_TAG = re.compile("<[^>]*[\ue0a0-\ue0a3]")


def render_changes(pieces: Iterable[tuple[str, str]]) -> SafeString | None:
    """``pieces``: ("same" | "added" | "removed", words) in order. None where marks among the words would not do."""
    source = []
    for change, words in pieces:
        if _ANY.search(words):
            return None
        if change == "same":
            source.append(words)
            continue
        if _BUILDS.search(words):
            return None
        opens, closes = _MARKS[change]
        inner = words.strip()
        if not inner:
            source.append(words if change == "added" else "")
            continue
        lead, trail = words[: words.index(inner)], words[words.index(inner) + len(inner) :]
        source.append(f"{lead}{opens}{inner}{closes}{trail}")
    return _rendered("".join(source))


def _rendered(source: str) -> SafeString | None:
    count = len(_ANY.findall(source))
    try:
        html = render(source).html
    except TooLong:
        return None
    # Lost, or inside an address or a name of something: then words are not all that changed.
    if len(_ANY.findall(html)) != count or _IN_A_TAG.search(html):
        return None
    added = format_html('<ins><span class="visually-hidden">{} </span>', _("added:"))
    removed = format_html('<del><span class="visually-hidden">{} </span>', _("taken out:"))
    tags = {"\ue0a0": added, "\ue0a1": "</ins>", "\ue0a2": removed, "\ue0a3": "</del>"}
    return SafeString(_ANY.sub(lambda mark: tags[mark.group()], html))
