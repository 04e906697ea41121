"""What goes along: the words of what something is made of, as its first text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from forum.documenting.reach import is_for_all_of
from intranet.accounts.models import User
from intranet.content.kinds import narrower_kinds
from intranet.content.models import Entry
from intranet.core.text import excerpt
from intranet.flows.wording import people_named, plain

MOST_SOURCES = 30
MOST_SAID = 40
LONGEST_TITLE = 120


def passages_of(sources: Sequence[Entry], reader: User) -> list[Entry]:
    """What can go along: each source, and under a single one what was said there, as far as this person reads it."""
    if len(sources) != 1 or sources[0].root_id is not None:
        return [source for source in sources if source.body.strip()]
    [source] = sources
    said = Entry.objects.visible_to(reader).without_blocked(reader).published().filter(root=source.entry_id)
    said = said.exclude(kind__in=narrower_kinds()).exclude(body="").select_related("author")
    # What was found best first, then as it was said.
    chosen = sorted(said.order_by("-votes_count", "pk")[:MOST_SAID], key=lambda entry: entry.pk)
    return [*([source] if source.body.strip() else []), *chosen]


def _no_marks(name: str) -> str:
    """A name as the words of a reference: it calls nobody, and ends nothing."""
    return " ".join(re.sub(r"[\[\]|@#]", " ", name).split()) or "?"


def reads_on(passages: Iterable[Entry], audience: str) -> bool:
    """Whether everybody who reads ``audience`` reads these already. Where that cannot be said for sure: no."""
    return all(is_for_all_of(entry.audience, audience) for entry in passages)


def label_of(entry: Entry) -> str:
    return _("%(name)s: %(words)s") % {"name": entry.author.name, "words": excerpt(entry.body_text, 160)}


def title_of(sources: Sequence[Entry]) -> str:
    return sources[0].title or excerpt(" ".join(sources[0].body_text.split()), LONGEST_TITLE)


def put_together(words: str, kept: Sequence[Entry], *, quotes: bool, names: bool = False) -> str:
    """Own words first, then what goes along: quoted, or as the text itself. Nobody is named in it but by their own
    words: whoever has written it is credited beside it. ``names``: where nobody is, who said it and where it stands are
    above each quote."""
    people = people_named(entry.body for entry in kept)
    texts = [plain(entry.body, people).strip() for entry in kept]
    if quotes:
        texts = ["\n".join(f"> {line}".rstrip() for line in text.split("\n")) for text in texts]
    if names:
        heads = [f"[[#{entry.entry_id}|{_no_marks(entry.author.name)}]]:" for entry in kept]
        texts = [f"{head}\n\n{text}" for head, text in zip(heads, texts, strict=True)]
    return "\n\n".join(part for part in (words.strip(), *texts) if part)
