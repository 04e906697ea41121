"""What the wiki brings to a digest: pages that changed, which one follows, answers for, or has in one's spaces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.conversation.models import Watch
from intranet.notifications.digests import interests, reasons, sources
from intranet.notifications.digests.reasons import Reason
from intranet.notifications.digests.sources import EXECUTIVE, INTERESTS, MOST, Candidate
from intranet.spaces.audiences import spaces_joined

from .models import Page, Version


def register() -> None:
    reasons.register(
        Reason("page-watched", _("A page you follow was changed"), 56, icon="wiki"),
        Reason("page-owned", _("A page you answer for was changed"), 62, icon="wiki"),
        Reason("page-space", _("A page of {space} was changed"), 22, icon="wiki"),
        Reason("page-due", _("You answer for this page, and it is due to be looked at"), 40, icon="wiki"),
        Reason("page-overdue", _("Nobody has looked at this page in time"), 35, icon="wiki"),
    )
    sources.register("wiki.changed", changed)
    sources.register("wiki.due", due)
    sources.register("wiki.overdue", overdue, mode=EXECUTIVE)
    sources.register("wiki.docs", docs_of_interest, mode=INTERESTS)


def changed(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """Each page once, for the last time that its readers got other words. A page that somebody saves ten times in a day
    is one thing to read."""
    watched = Watch.objects.filter(person=person, level=Watch.Level.ALL, entry__kind="wiki.page")
    mine = set(watched.values_list("entry", flat=True))
    versions = Version.objects.filter(
        published_at__gt=since, published_at__lte=until, page__in=Page.objects.visible_to(person).published()
    )
    joined = spaces_joined(person)
    rows = versions.order_by("-published_at", "-pk").values_list(
        "page", "published_at", "page__space", "page__space__name", "page__owner", "page__author", "added", "removed"
    )
    seen: set[int] = set()
    for page, at, space, name, owner, author, added, removed in rows[: MOST * 2]:
        if page in seen or author == person.pk:
            continue
        seen.add(page)
        size = min(10, (added + removed) // 40)
        # What changed is read, not the page again.
        seconds = min(90, 10 + (added + removed) // 4)
        if owner == person.pk:
            yield Candidate(page, "page-owned", at, weight=size, seconds=seconds)
        elif page in mine:
            yield Candidate(page, "page-watched", at, weight=size, seconds=seconds)
        elif space in joined:
            yield Candidate(page, "page-space", at, weight=size, said={"space": name}, seconds=seconds)


def due(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """One's own, the longest overdue first."""
    pages = Page.objects.visible_to(person).published().filter(owner=person, review_due__lte=localdate(until))
    for pk in pages.order_by("review_due", "pk").values_list("pk", flat=True)[:20]:
        yield Candidate(pk, "page-due", since, seconds=20)


def overdue(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    pages = Page.objects.visible_to(person).published().filter(review_due__lt=localdate(since))
    for pk in pages.order_by("review_due", "pk").values_list("pk", flat=True)[:20]:
        yield Candidate(pk, "page-overdue", since, seconds=15)


def docs_of_interest(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """Pages that have changed and are true of the products that were chosen."""
    products = interests.of(person)["product"]
    if not products:
        return
    about = Page.objects.visible_to(person).published().filter(applies_to__version__product__in=products)
    rows = Version.objects.filter(published_at__gt=since, published_at__lte=until, page__in=about.values("pk"))
    fields = ("page", "published_at", "page__applies_to__version__product__name")
    named = rows.filter(page__applies_to__version__product__in=products).order_by("-published_at", "-pk")
    for page, at, product in named.values_list(*fields)[:MOST]:
        yield Candidate(page, "interest-product", at, said={"name": product})
