"""What every part brings to a digest without doing anything for it: what people were told and have not read, what is
said to everybody, by whom and about what they follow, and what interests them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from intranet.accounts.models import User
from intranet.content.models import AppliesTo, Entry, Product, TaggedEntry
from intranet.content.stances import stances_of
from intranet.notifications.models import Notification
from intranet.spaces.audiences import CUSTOMERS, ORG, PUBLIC

from . import interests, sources
from .sources import EXECUTIVE, INTERESTS, MOST, Candidate

_OWN = {"mention", "team", "reply", "author", "you", "watching"}
_LIKE = {"comment": "watching", "kudos": "you", "coming": "you", "voter": "watching", "followed": "watching"}
_MOST_NAMED = 60


def register() -> None:
    sources.register("notifications.told", told)
    sources.register("notifications.followed", followed)
    sources.register("notifications.house", said_to_everybody)
    sources.register("notifications.interests", of_interest, mode=INTERESTS)
    sources.register("notifications.executive-told", concerns_me, mode=EXECUTIVE)


def told(person: User, since: datetime, until: datetime) -> Iterable[Candidate]:
    """What stands unread in the inbox. What names somebody is not lost among the newest of the rest."""
    rows = (
        Notification.objects.of(person)
        .unread()
        .readable_by(person)
        .without_blocked(person)
        .filter(entry__isnull=False, created_at__gt=since, created_at__lte=until)
        .order_by("-pk")
    )
    fields = ("pk", "entry", "reason", "subject", "activity__actor__name", "created_at")
    named = list(rows.filter(reason__in=["mention", "you", "reply"]).values_list(*fields)[:_MOST_NAMED])
    known = {row[0] for row in named}
    rest = [row for row in rows.values_list(*fields)[: MOST - _MOST_NAMED] if row[0] not in known]
    for _pk, entry, reason, subject, actor, at in [*named, *rest]:
        about = subject if not subject.startswith("entry_") else ""
        key = reason if reason in _OWN else _LIKE.get(reason, "told")
        yield Candidate(entry, key, at, said={"actor": actor or ""}, subject=about)


def concerns_me(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """Who decides is told of what names them all the same."""
    for candidate in told(person, since, until):
        if candidate.reason in ("mention", "you"):
            yield candidate


def followed(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """By people, and with tags, that somebody follows."""
    mine = stances_of(person)
    if mine.people_followed:
        rows = _published(person, since, until).filter(author__in=mine.people_followed)
        for pk, at, name in rows.values_list("pk", "published_at", "author__name")[: MOST // 2]:
            yield Candidate(pk, "followed-person", at, said={"actor": name})
    if mine.tags_followed:
        for pk, at, name in _tagged(person, since, until, mine.tags_followed)[: MOST // 2]:
            yield Candidate(pk, "followed-tag", at, said={"tag": f"#{name}"})


def said_to_everybody(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """To all staff, and to customers: what concerns everybody."""
    audiences = [CUSTOMERS, PUBLIC] if person.is_customer else [ORG]
    rows = _published(person, since, until).filter(audience__in=audiences, in_feed=True)
    for pk, at in rows.values_list("pk", "published_at")[: MOST // 3]:
        yield Candidate(pk, "house", at)


def of_interest(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """With the tags that were chosen, and what is true of the products."""
    mine = interests.of(person)
    if mine["tag"]:
        for pk, at, name in _tagged(person, since, until, mine["tag"])[: MOST // 2]:
            yield Candidate(pk, "interest-tag", at, said={"name": f"#{name}"})
    if mine["product"]:
        names = dict(Product.objects.filter(pk__in=mine["product"]).values_list("pk", "name"))
        applies = AppliesTo.objects.filter(version__product__in=mine["product"])
        rows = _published(person, since, until).filter(pk__in=applies.values("entry"))
        about = applies.values_list("entry", "version__product").order_by("entry", "version__product")
        found: dict[int, datetime | None] = dict(rows.values_list("pk", "published_at")[: MOST // 2])
        products = dict(about.filter(entry__in=list(found)))
        for pk, at in found.items():
            yield Candidate(pk, "interest-product", at, said={"name": names[products[pk]]})


def _published(person: User, since: datetime, until: datetime) -> QuerySet[Entry]:
    """What stands by itself, the newest first."""
    entries = Entry.objects.visible_to(person).published().filter(root__isnull=True)
    return entries.filter(published_at__gt=since, published_at__lte=until).order_by("-published_at", "-pk")


def _tagged(person: User, since: datetime, until: datetime, tags: Iterable[int]) -> QuerySet[Any, Any]:
    rows = TaggedEntry.objects.filter(tag__in=tags, content_object__in=_published(person, since, until).order_by())
    return rows.order_by("-content_object__published_at", "-content_object", "tag").values_list(
        "content_object", "content_object__published_at", "tag__name"
    )
