"""What a notice says, in the reader's language: it is kept as ids and words, and put together when it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat.keeping.rule import sentence_of

MOST_NAMED = 3


def sentence(message: Any) -> str:
    """A completed notice as one sentence; its author is who did it, ``message.named`` whom it was done to."""
    what, actor = message.notice.get("what", ""), message.author.name
    words = str(message.notice.get("words", ""))
    match what:
        case "joined":
            return _("%(names)s joined") % {"names": _names(message.named, message) or actor}
        case "left":
            return _("%(names)s left") % {"names": _names(message.named, message) or actor}
        case "added":
            return _("%(actor)s added %(names)s") % {"actor": actor, "names": _names(message.named, message)}
        case "removed":
            return _("%(actor)s removed %(names)s") % {"actor": actor, "names": _names(message.named, message)}
        case "name_changed":
            return _("%(actor)s named the room “%(words)s”") % {"actor": actor, "words": words}
        case "topic_changed" if words:
            return _("%(actor)s set the topic: %(words)s") % {"actor": actor, "words": words}
        case "topic_changed":
            return _("%(actor)s took the topic away") % {"actor": actor}
        case "archived":
            return _("%(actor)s archived the room") % {"actor": actor}
        case "unarchived":
            return _("%(actor)s opened the room again") % {"actor": actor}
        case "keeping":
            return _("%(actor)s set how long this room keeps its messages. %(sentence)s") % {
                "actor": actor,
                "sentence": sentence_of(int(message.notice.get("days", 0))),
            }
    return _("%(actor)s changed the room") % {"actor": actor}


def summary(messages: Sequence[Any]) -> str:
    """Several notices in one line: "5 people joined, 2 left, and the topic was changed"."""
    counts: dict[str, int] = {}
    for message in messages:
        what = message.notice.get("what", "")
        people = len(message.notice.get("people", ())) if what in ("joined", "left", "added", "removed") else 1
        counts[what] = counts.get(what, 0) + max(people, 1)
    came, went = counts.pop("joined", 0) + counts.pop("added", 0), counts.pop("left", 0) + counts.pop("removed", 0)
    parts = []
    if came:
        parts.append(ngettext("%(count)s person came", "%(count)s people came", came) % {"count": came})
    if went:
        parts.append(ngettext("%(count)s person went", "%(count)s people went", went) % {"count": went})
    if others := sum(counts.values()):
        changed = ngettext("%(count)s change to the room", "%(count)s changes to the room", others)
        parts.append(changed % {"count": others})
    return ", ".join(parts)


def _names(names: Sequence[str], message: Any) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    more = len(message.notice.get("people", ())) - len(names[:MOST_NAMED])
    if more > 0 and shown:
        return _("%(names)s and %(count)s more") % {"names": shown, "count": more}
    return shown
