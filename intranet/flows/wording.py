"""What was said in the forum, as the first text of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from forum.models import Topic
from intranet.accounts.models import User
from intranet.content.models import Entry

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=\s)")
# Code is left as it is.
_NAMED = re.compile(r"(`+)(?:(?!\1).)*\1|(?<![\w/&\\.@+-])@([A-Za-z0-9][\w.-]*)")
# In place of a name that is its owner's to give; whoever edits the page sees it.
SOMEBODY = "[…]"


def first_text(topic: Topic, *, question: Entry | None, answers: Sequence[Entry]) -> str:
    """The question and the answers that were chosen, each under a heading, in the language of the topic."""
    people = people_named([entry.body for entry in [question, *answers] if entry is not None])
    with translation.override(topic.language or translation.get_language()):
        parts = []
        if question is not None and question.body.strip():
            parts += [f"## {_('Question')}", plain(question.body, people)]
        solving = [entry for entry in answers if entry.entry_id == topic.accepted_id]
        others = [entry for entry in answers if entry.entry_id != topic.accepted_id]
        if solving:
            parts += [f"## {_('Answer')}", *(plain(entry.body, people) for entry in solving)]
        if others:
            heading = _("What else was said") if solving else _("Answer")
            parts += [f"## {heading}", *(plain(entry.body, people) for entry in others)]
    return "\n\n".join(part.strip() for part in parts) + "\n" if parts else ""


def people_named(texts: Iterable[str]) -> dict[str, str]:
    """What stands instead of each handle in these texts: the name of a colleague; of others nothing that tells."""
    handles = {found[2].lower().rstrip(".-") for text in texts for found in _NAMED.finditer(text) if found[2]}
    people = User.objects.filter(handle__in=handles) if handles else ()
    return {person.handle: person.name if person.is_staff_member else SOMEBODY for person in people}


def plain(text: str, people: dict[str, str]) -> str:
    """Headings two levels lower, so that they stand under ours; nobody is called by an @."""
    fence, lines = "", []
    for line in text.replace("\r\n", "\n").split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        lines.append(line if mark or fence else _plain_line(line, people))
    return "\n".join(lines)


def _plain_line(line: str, people: dict[str, str]) -> str:
    line = _HEADING.sub(lambda found: "#" * min(len(found[1]) + 2, 6), line)
    return _NAMED.sub(lambda found: _without_at(found, people), line)


def _without_at(found: re.Match[str], people: dict[str, str]) -> str:
    if found[2] is None:
        return found[0]
    handle = found[2].rstrip(".-")
    name = people.get(handle.lower())
    return found[0] if name is None else name + found[2][len(handle) :]
