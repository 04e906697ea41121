"""What a release delivers, and who hears of it: everybody who had a part in it once, with their own part named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import override

from ideas import policies
from ideas.models import Heard, Idea, Meaning, Release
from ideas.statuses import first_status
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.actions.telling import lists_of, place_of
from intranet.content.models import Entry, Link
from intranet.realtime.units import step
from intranet.spaces.audiences import audiences_of

from .hearing import write_down
from .jobs import mail_release
from .occasion import Occasion

BROUGHT = "ideas.release.brought"
EXTENDED = "ideas.release.extended"
PUBLISHED = "ideas.release.published"


@step
def announce_release(release: Release) -> None:
    """It has come out, by hand, at its time or let out by a lane: what it names is delivered, and it is said once."""
    deliver(release, delivered_by(release))
    release.refresh_from_db(fields=["rounds"])
    record(
        PUBLISHED,
        by=release.author,
        on=release,
        streams=lists_of(release)[:1],
        frame=place_of(release)
        | {
            "author": release.author_id,
            "in_feed": release.in_feed,
            "tags": list(release.tags.slugs()),
            "client_id": str(release.client_id) if release.client_id else None,
        },
    )
    if release.audience in audiences_of(AnonymousUser()):
        mail_release.enqueue(release_id=release.pk)


def delivered_by(release: Release) -> list[Entry]:
    """Everything it names, whoever may read it; in the order in which it was named."""
    links = Link.objects.filter(source=release.pk, relation=Link.Relation.DELIVERS).order_by("pk")
    return [link.target for link in links.select_related("target")]


@step
def deliver(release: Release, entries: Iterable[Entry], *, round: int = 0) -> None:
    """Move its ideas on, write down who is told, and tell those who read of it elsewhere than in the release."""
    entries = list(entries)
    _move_on(release, entries)
    occasion = Occasion(by=release.author_id, release=release, round=round)
    write_down(occasion, entries)
    elsewhere = occasion.heard().filter(through__isnull=False)
    for through in elsewhere.order_by("through").values_list("through", flat=True).distinct():
        entry = Entry.objects.get(pk=through)
        record(BROUGHT, by=release.author, on=entry, release=release.pk, round=round)


def _move_on(release: Release, entries: list[Entry]) -> None:
    """Ideas that are delivered already keep the answer they have; those their author may not keep stay as they are."""
    from ideas.actions.statuses import set_status  # noqa: PLC0415 - the actions know this module

    delivered = first_status(Meaning.DELIVERED)
    ideas = Idea.objects.with_place().filter(pk__in=[entry.pk for entry in entries], merged_into=None)
    for idea in ideas.order_by("pk"):
        # Another release that names it may be coming out at this moment.
        hold(idea)
        idea.refresh_from_db(fields=["status", "merged_into", "owner"])
        if (
            idea.is_merged
            or idea.status.meaning == Meaning.DELIVERED
            or not policies.can_keep_idea(release.author, idea)
        ):
            continue
        with override(idea.language or None):
            answer = _("Delivered with #%(release)s.") % {"release": release.pk}
        set_status(idea, by=release.author, status=delivered, answer=answer, release=release)


def told_by(release_id: int, round: int, through: int | None) -> Any:
    """Whom one activity tells: the rows of that round, of those who read the release itself or that entry."""
    return Heard.objects.filter(release=release_id, round=round, through=through)
