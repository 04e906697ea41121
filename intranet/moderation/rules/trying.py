"""A rule is asked about last month's texts as if it had been in force: what would it have caught? Nothing changes.

Texts are taken in the order they were sent. Levels are those people had then; what the rule would have refused counts
as not sent, and what it would have held as let out at once when it came out, so the figures of "First posts" are those
of moderators who never wait.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate, now

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.moderation.models import Rule, TrustChange
from intranet.moderation.trust.levels import level_for
from intranet.spaces.audiences import is_apart

from .gate import BETWEEN_THEM, STOPS_FOR_OTHERS, looks_here
from .judging import LONGEST_LOOK, Said, judge
from .past import SAID, Replayed

DAYS = 30
MOST_TEXTS = 20_000
EXAMPLES = 50
_CHUNK = 500


def look_back(rule: Rule, *, until: datetime | None = None) -> dict[str, Any]:
    """What ``rule`` would have done to the texts of the last thirty days, at most the newest twenty thousand."""
    until = until or now()
    since = until - timedelta(days=DAYS)
    texts, is_cut = _texts_since(rule, since, until)
    authors = {text["author_id"] for text in texts}
    past = Replayed(authors, texts[0]["created_at"] - timedelta(microseconds=1) if texts else since)
    trust = _Trust(authors, since)
    looked_at, did, days = 0, Counter[str](), Counter[str]()
    standing, examples = 0, []
    for text in _with_words(texts):
        said = _said(text, trust)
        hit = judge(rule, said, past)
        if hit is not None and text["is_apart"] and hit.did in STOPS_FOR_OTHERS:
            hit = None
        if text["created_at"] >= since:
            looked_at += 1
            if hit is not None:
                did[hit.did] += 1
                days[localdate(text["created_at"]).isoformat()] += 1
                standing += text["state"] == Entry.State.PUBLISHED
                examples.append({"entry": text["pk"], "did": hit.did, "why": hit.why[:80]})
        if not text["is_apart"] and (hit is None or hit.did != "refuse"):
            came_out = text["published_at"] is not None
            past.remember(said.author, said.at, said.body, came_out=came_out)
    return {
        "since": localdate(since).isoformat(),
        "until": localdate(until).isoformat(),
        "looked_at": looked_at,
        "did": dict(did),
        "caught": sum(did.values()),
        "standing": standing,
        "days": dict(days),
        "examples": examples[: -EXAMPLES - 1 : -1],
        "is_cut": is_cut,
    }


def _texts_since(rule: Rule, since: datetime, until: datetime) -> tuple[list[dict[str, Any]], bool]:
    """What the rule looks at, the oldest first: who, when and where; the words are read later, some at a time. What a
    limit looks back at is read from further back."""
    further = LONGEST_LOOK
    if rule.sort == "same_text":
        further = timedelta(hours=int(rule.value("hours")))
    found = Entry.objects.filter(SAID, created_at__gt=since - further, created_at__lte=until, author__is_system=False)
    if rule.scope == Rule.Scope.CUSTOMERS:
        found = found.filter(author__kind=User.Kind.CUSTOMER)
    whose = ("author_id", "author__kind", "author__trust")
    columns = ("pk", "kind", "root__kind", *whose, "audience", "intended_audience", "state")
    rows = found.order_by("-created_at", "-pk").values(*columns, "created_at", "published_at")[: MOST_TEXTS + 1]
    newest = [
        text | {"is_apart": is_apart(text["intended_audience"] or text["audience"])}
        for text in rows
        if (rule.sort in BETWEEN_THEM or not is_apart(text["intended_audience"] or text["audience"]))
        and looks_here(
            rule,
            kind=text["kind"],
            root_kind=text["root__kind"] or "",
            by_customer=text["author__kind"] == User.Kind.CUSTOMER,
        )
    ]
    return newest[:MOST_TEXTS][::-1], len(rows) > MOST_TEXTS


def _with_words(texts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        words = Entry.objects.annotate(files=Count("attachments")).order_by().in_bulk([text["pk"] for text in chunk])
        for text in chunk:
            if (entry := words.get(text["pk"])) is not None:
                yield text | {"words": entry}


def _said(text: dict[str, Any], trust: _Trust) -> Said:
    entry = text["words"]
    return Said(
        author=text["author_id"],
        level=level_for(text["author__kind"], trust.at(text["author_id"], text["author__trust"], text["created_at"])),
        title=entry.title,
        body=entry.body,
        html=str(entry.body_html),
        plain=entry.body_text,
        language=entry.language,
        at=text["created_at"],
        files=entry.files,
    )


class _Trust:
    """The level each person had at a moment: today's, taken back change by change."""

    def __init__(self, authors: set[int], since: datetime) -> None:
        self._changes: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
        later = TrustChange.objects.filter(person__in=authors, at__gt=since - timedelta(days=7)).order_by("at", "pk")
        for person, at, before in later.values_list("person_id", "at", "before"):
            self._changes[person].append((at, before))

    def at(self, person: int, today: int, moment: datetime) -> int:
        return next((before for at, before in self._changes[person] if at > moment), today)
