"""What is searched for and not found: counted by words and by how many people, never by whom.

A page of results carries a signed token of its own search. The browser sends it back when the page has been looked at,
and again when a result is opened; only whoever searched can. A search with operators or filters is not counted, since
those name people and places. Guests are told apart by the address they come from, of which nothing is kept but the same
keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.content.models import Entry
from intranet.jobs import scheduled
from intranet.realtime.units import action
from intranet.spaces.audiences import Viewer

from .models import Asking, Opening
from .words import words_of

# Words that fewer people have searched for are not shown to anybody.
FEWEST_PEOPLE = 3
KEPT_DAYS = 90
MOST_ROWS = 200
LONGEST = 120
_SALT = "search.heard"
_TOKEN_SECONDS = 3600


@dataclass(frozen=True)
class Line:
    """``people``: how many found nothing, or opened nothing."""

    text: str
    people: int
    times: int
    last_at: Any


def token_for(person: Viewer, text: str, total: int, *, address: str = "") -> str:
    """What the page carries; "" for what is not counted. ``address``: where a guest asks from."""
    said = " ".join(words_of(text))[:LONGEST]
    return signing.dumps([_name(person, address), said, total], salt=_SALT, compress=True) if said else ""


@dataclass(frozen=True)
class Led:
    """Words by which several people came to an entry."""

    text: str
    people: int


@action
def count_search(*, by: Viewer, token: str, opened: bool, entry_id: int | None = None, address: str = "") -> None:
    """Count the search of this token, which must be the person's own, and which entry they opened. Twice is once."""
    try:
        name, text, total = signing.loads(token, salt=_SALT, max_age=_TOKEN_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise ValidationError(_("This search was too long ago."), code="token") from error
    if name != _name(by, address):
        raise ValidationError(_("This search was somebody else's."), code="token")
    who = _who(text, name)
    if opened and entry_id is not None and Entry.objects.visible_to(by).filter(pk=entry_id).exists():
        Opening.objects.update_or_create(text=text, who=who, entry_id=entry_id, defaults={"last_at": now()})
    is_outside = not by.is_authenticated or by.is_customer
    row, is_new = Asking.objects.get_or_create(
        text=text, who=who, defaults={"results": total, "opened": opened, "is_outside": is_outside}
    )
    if is_new:
        return
    changes: dict[str, Any] = {"results": total, "last_at": now()}
    if opened:
        changes["opened"] = True
    else:
        changes["times"] = F("times") + 1
    Asking.objects.filter(pk=row.pk).update(**changes)


def found_nothing(*, outside: bool | None = None, settled: QuerySet[Any] | None = None) -> list[Line]:
    """Words by which several people found nothing, most people first. ``outside``: of customers alone, or of colleagues
    alone. ``settled``: rows with ``text`` and ``at``; of those words only who has searched for them after that."""
    return _lines(Q(results=0), outside, settled)


def opened_nothing(*, outside: bool | None = None, settled: QuerySet[Any] | None = None) -> list[Line]:
    """Words by which several people found something, and none of it was what they wanted."""
    return _lines(Q(results__gt=0, opened=False), outside, settled)


def searches_leading_to(entry: Entry, *, most: int = 10) -> list[Led]:
    """The words by which several people came to this entry in ninety days, most people first."""
    since = now() - timedelta(days=KEPT_DAYS)
    rows = Opening.objects.filter(entry=entry.entry_id, last_at__gte=since).order_by().values("text")
    rows = rows.annotate(people=Count("pk")).filter(people__gte=FEWEST_PEOPLE).order_by("-people", "text")
    return [Led(row["text"], row["people"]) for row in rows[:most]]


def _lines(which: Q, outside: bool | None, settled: QuerySet[Any] | None) -> list[Line]:
    if outside is not None:
        which &= Q(is_outside=outside)
    if settled is not None:
        which &= ~Q(Exists(settled.filter(text=OuterRef("text"), at__gte=OuterRef("last_at"))))
    rows = Asking.objects.filter(which, last_at__gte=now() - timedelta(days=KEPT_DAYS)).order_by().values("text")
    rows = rows.annotate(people=Count("pk"), sum=Sum("times"), last=Max("last_at")).filter(people__gte=FEWEST_PEOPLE)
    return [
        Line(row["text"], row["people"], row["sum"], row["last"])
        for row in rows.order_by("-people", "-sum", "text")[:MOST_ROWS]
    ]


def _name(person: Viewer, address: str) -> str:
    """Whom a token belongs to. Of an address only a keyed hash leaves the house."""
    return str(person.pk) if person.is_authenticated else f"guest {_keyed(address)}"


def _who(text: str, name: str) -> str:
    """Differs from text to text, so that nobody's searches can be laid together."""
    return _keyed(f"{name}:{text}")


def _keyed(text: str) -> str:
    key = hashlib.sha256(f"search.asking:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


@scheduled(cron="41 3 * * *", name="search-askings")
def forget_old() -> None:
    old = now() - timedelta(days=KEPT_DAYS)
    Asking.objects.filter(last_at__lt=old).delete()
    Opening.objects.filter(last_at__lt=old).delete()
