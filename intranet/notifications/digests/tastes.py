"""What somebody has said they want more or less of, by what things have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.content.models import Tag
from intranet.notifications.models import Taste
from intranet.spaces.models import Space

# However often somebody presses: what they want less of may still be what they are named in.
MOST = 3
_MOST_TAGS = 5


def features_of(*, kind: str, author: int, space: int | None, tags: Iterable[int]) -> list[str]:
    """What an entry has in common with others. Its kind counts where it stands in no space: else one press on a post
    would be about all posts."""
    place = f"space_{space}" if space is not None else f"kind_{kind}"
    return [place, f"author_{author}", *(f"tag_{pk}" for pk in sorted(tags)[:_MOST_TAGS])]


def weights_of(person: User) -> Mapping[str, int]:
    """By feature, from -3 to 3. One query."""
    rows = Taste.objects.filter(person=person).order_by().values_list("feature").annotate(sum=Sum("weight"))
    return Counter({feature: max(-MOST, min(MOST, total)) for feature, total in rows if total})


def verdicts_of(person: User, entries: Iterable[int]) -> dict[int, int]:
    """What was said of these entries: 1 or -1. One query."""
    return dict(Taste.objects.filter(person=person, entry__in=list(entries)).values_list("entry", "weight"))


@dataclass(frozen=True)
class Named:
    """A line of the settings."""

    feature: str
    label: str
    weight: int


def named(person: User) -> list[Named]:
    """What a person wants more and less of, in words: the most wanted first. What they may see no more has no name."""
    weights = weights_of(person)
    names = _names(person, list(weights))
    lines = [Named(feature, names.get(feature, _("Something you no longer see")), n) for feature, n in weights.items()]
    return sorted(lines, key=lambda line: (-line.weight, line.label, line.feature))


def _names(person: User, features: Sequence[str]) -> dict[str, str]:
    wanted: dict[str, list[Any]] = {}
    for feature in features:
        sort, _sep, key = feature.partition("_")
        wanted.setdefault(sort, []).append(key)
    found: dict[str, str] = {}
    for space in Space.objects.visible_to(person).filter(pk__in=wanted.get("space", ())):
        found[f"space_{space.pk}"] = space.name
    for author in User.objects.visible_to(person).filter(pk__in=wanted.get("author", ())):
        found[f"author_{author.pk}"] = author.name
    for tag in Tag.objects.filter(pk__in=wanted.get("tag", ())):
        found[f"tag_{tag.pk}"] = f"#{tag.name}"
    for model in wanted.get("kind", ()):
        if (kind := kinds.known(model)) is not None:
            found[f"kind_{model}"] = str(kind.plural)
    return found
