"""Who knows about it: whom to ask, and why them. Everything here is as far as the reader may see."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content import evidence
from intranet.content.models import Entry, Product, ProductVersion, Tag
from intranet.core.text import fold
from intranet.insights.models import Evidence, HiddenTheme, doublings
from intranet.spaces.audiences import people_in

FEW = 3
# Of so many who know most, those who were asked least come first.
POOL = 20
# As many answers in a week halve what somebody's knowledge counts for.
BUSY = 4
WEEK = timedelta(days=7)
# What is left of it is no more than a memory: a twentieth of one piece of evidence of weight one.
LEAST = 0.05
# In anything that is counted over people, fewer are not told apart.
FEWEST_PEOPLE = 5
MOST_WORDS = 300
_WORD = re.compile(r"[\w-]{2,60}")


@dataclass
class Expert:
    """A person to ask, with the reasons as sentences; ``answered`` this week, as far as the reader may see."""

    person: User
    score: float
    answered: int = 0
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Theme:
    key: str
    name: str
    # How many people; None: fewer than five, and so not told.
    people: int | None = None


def who_know(
    themes: Collection[str], viewer: User, *, audience: str = "", most: int = FEW, among: QuerySet[User] | None = None
) -> list[Expert]:
    """The people who know most about these themes and have answered least this week. With ``audience``, only those
    who would read what is written there. The same few questions, however many they are."""
    if not themes:
        return []
    moment = now()
    people = User.objects.visible_to(viewer).active() if among is None else among
    if audience:
        people = people.filter(pk__in=people_in(audience).values("pk"))
    asked: Any = people.values("pk")
    seen = Evidence.objects.visible_to(viewer).filter(theme__in=themes, person__in=asked)
    scored = seen.exclude(person=viewer).values("person").annotate(score=Sum("strength"))
    best = scored.filter(score__gte=_least(moment)).order_by("-score", "person")[:POOL]
    scores = {row["person"]: row["score"] / 2 ** doublings(moment) for row in best}
    if not scores:
        return []
    answered = load_of(list(scores), viewer, moment)
    rested = {pk: score / (1 + answered.get(pk, 0) / BUSY) for pk, score in scores.items()}
    chosen = sorted(rested, key=lambda pk: (-rested[pk], pk))[:most]
    reasons = _reasons(seen.filter(person__in=chosen))
    known = User.objects.with_byline().in_bulk(chosen)
    return [Expert(known[pk], rested[pk], answered.get(pk, 0), reasons.get(pk, [])) for pk in chosen]


def load_of(people: Collection[int], viewer: User, moment: datetime) -> dict[int, int]:
    total: dict[int, int] = {}
    for source in evidence.all_sources():
        for pk, count in source.load(people, moment - WEEK, viewer).items():
            total[pk] = total.get(pk, 0) + count
    return total


def _reasons(seen: QuerySet[Evidence]) -> dict[int, list[str]]:
    """By person, what shows it: "3 accepted answers: battery, cold"; what there is most of first."""
    rows = list(
        seen.values("person", "source", "theme")
        .annotate(times=Count("entry", distinct=True), score=Sum("strength"))
        .order_by("-score", "theme")
    )
    entries = {
        (row["person"], row["source"]): row["times"]
        for row in seen.values("person", "source").annotate(times=Count("entry", distinct=True))
    }
    names = evidence.names_of(row["theme"] for row in rows)
    themes: dict[tuple[int, str], list[str]] = {}
    for row in rows:
        if (name := names.get(row["theme"])) is not None:
            themes.setdefault((row["person"], row["source"]), []).append(name)
    said: dict[int, list[str]] = {}
    for (person, name), about in themes.items():
        if (source := evidence.known(name)) is not None:
            what = {"evidence": source.said(entries[person, name]), "themes": ", ".join(about[:3])}
            said.setdefault(person, []).append(_("%(evidence)s: %(themes)s") % what)
    return said


# --- Which themes -----------------------------------------------------------------------------------------------------


def themes_in(
    text: str, viewer: User, *, tags: Iterable[str] = (), made_with: str = "", more: Iterable[str] = ()
) -> list[str]:
    """The keys of what a text is about: tags that were chosen or whose words stand in it, products that are named.
    Only what the reader could know of: a tag that nobody used where this reader reads, shows nothing below."""
    words = list(dict.fromkeys(_WORD.findall(fold(text))))[:MOST_WORDS]
    folded = {fold(tag) for tag in tags} | set(words)
    keys = [f"tag_{pk}" for pk in Tag.objects.filter(folded_name__in=folded).values_list("pk", flat=True)]
    said = f" {' '.join(words)} "
    products = Product.objects.values_list("pk", "name")
    keys += [f"product_{pk}" for pk, name in products if f" {' '.join(_WORD.findall(fold(name)))} " in said]
    if made_with[:1] == "p" and made_with[1:].isdigit():
        keys.append(f"product_{made_with[1:]}")
    elif made_with[:1] == "v" and made_with[1:].isdigit():
        of = ProductVersion.objects.filter(pk=int(made_with[1:])).values_list("product", flat=True)
        keys += [f"product_{pk}" for pk in of]
    keys += [key for key in more if re.fullmatch(r"[a-z]{1,20}_[0-9]{1,18}", key)]
    return list(dict.fromkeys(keys))


def known_for(person: User, viewer: User, *, most: int = 8) -> list[Theme]:
    """What a person has shown to know about, the strongest first. Two questions and one for the names of each sort."""
    seen = Evidence.objects.visible_to(viewer).filter(person=person)
    rows = seen.values("theme").annotate(score=Sum("strength")).filter(score__gte=_least(now()))
    keys = list(rows.order_by("-score", "theme").values_list("theme", flat=True)[:most])
    names = evidence.names_of(keys)
    return [Theme(key, names[key]) for key in keys if key in names]


def themes_known(viewer: User, *, most: int = 60) -> list[Theme]:
    """What people here know about, with how many they are, where they are five or more."""
    seen = Evidence.objects.visible_to(viewer)
    rows = seen.values("theme").annotate(people=Count("person", distinct=True), score=Sum("strength"))
    found = list(rows.filter(score__gte=_least(now())).order_by("-people", "-score", "theme")[:most])
    names = evidence.names_of(row["theme"] for row in found)
    return [Theme(row["theme"], names[row["theme"]], at_least(row["people"])) for row in found if row["theme"] in names]


def at_least(people: int) -> int | None:
    return people if people >= FEWEST_PEOPLE else None


def theme_seen_by(key: str, viewer: User) -> Theme | None:
    """A theme of which this viewer may know, by something they may read."""
    if not Evidence.objects.visible_to(viewer).filter(theme=key).exists():
        return None
    name = evidence.names_of([key]).get(key)
    return Theme(key, name) if name is not None else None


# --- One's own --------------------------------------------------------------------------------------------------------


@dataclass
class Shown:
    """What shows that one knows about a theme, for oneself."""

    key: str
    name: str
    is_hidden: bool
    pieces: list[Evidence]


def own_evidence(person: User, *, most: int = 400) -> list[Shown]:
    """All of one's own, the newest first in each theme, also what is hidden from others; where one still reads."""
    readable = Entry.objects.visible_to(person).values("pk")
    rows = Evidence.objects.filter(person=person, entry__in=readable).select_related("entry__root")
    found = list(rows.order_by(F("at").desc(), "-pk")[:most])
    names = evidence.names_of(row.theme for row in found)
    hidden = set(HiddenTheme.objects.filter(person=person).values_list("theme", flat=True))
    shown: dict[str, Shown] = {}
    for row in found:
        if row.theme in names:
            one = shown.setdefault(row.theme, Shown(row.theme, names[row.theme], row.theme in hidden, []))
            one.pieces.append(row)
    return sorted(shown.values(), key=lambda one: (-sum(piece.strength for piece in one.pieces), one.name))


def _least(moment: datetime) -> float:
    return LEAST * 2 ** doublings(moment)
