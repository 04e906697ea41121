"""Broadcasts to look over: what came to somebody, what somebody sent, and what still waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import now

from feeds.models import Broadcast, Reach
from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, moment_in, own_rows
from intranet.spaces.audiences import audiences_of

ON_TOP = "broadcasts_on_top"
MOST_ON_TOP = 3
# Unacknowledged at a time: more than anybody is asked.
MOST_ASKED = 100


def received_by(person: User) -> Any:
    mine = Reach.objects.filter(person=person.pk, broadcast=OuterRef("pk"))
    return Broadcast.objects.visible_to(person).published().filter(Exists(mine))


def waiting_for_me(person: User) -> Any:
    """Those that ask this person to acknowledge and have not expired."""
    waits = Reach.objects.filter(person=person.pk, broadcast=OuterRef("pk")).filter(
        Q(acknowledged_at=None) | Q(version__lt=OuterRef("asked_version"))
    )
    standing = Broadcast.objects.visible_to(person).standing()
    return standing.filter(Exists(waits), must_acknowledge=True)


def sent_by(person: User) -> Any:
    """What somebody wrote or signed, whatever has become of it; not what was taken away."""
    own = Q(author=person.pk) | Q(signed_by=person.pk)
    return Broadcast.objects.visible_to(person).filter(own).exclude(state=Broadcast.State.DELETED)


def _on_top(person: User) -> Iterable[QuerySet[Any]]:
    """Rows that stay on top for this person, whatever the hour: what has ended is left out by who asks. What asks to
    be acknowledged is read by itself, so that nothing newer pushes it out; and what has ended comes last, so that old
    things that nobody acknowledged push out nothing either."""
    mine = Reach.objects.filter(person=person.pk, broadcast__state=Broadcast.State.PUBLISHED)
    waits = Q(acknowledged_at=None) | Q(version__lt=F("broadcast__asked_version"))
    asks = mine.filter(waits, broadcast__must_acknowledge=True)
    stays = mine.filter(seen_at=None, broadcast__stays_until_seen=True, broadcast__must_acknowledge=False)
    columns = {
        "entry": "broadcast_id",
        "audience": "broadcast__audience",
        "title": "broadcast__title",
        "expires": "broadcast__expires_at",
        "published": "broadcast__published_at",
        "signed": "broadcast__signed_by__name",
        "wrote": "broadcast__author__name",
        "asks": "broadcast__must_acknowledge",
        "due": "broadcast__acknowledge_by",
    }
    lasting = (F("broadcast__expires_at").desc(nulls_first=True), "-broadcast__published_at", "-pk")
    for rows, most in ((asks, MOST_ASKED), (stays, MOST_ON_TOP + 20)):
        yield as_row(rows.order_by(*lasting)[:most], **columns)


also_read(ON_TOP, _on_top, on_every_page=False)


def on_top_for(person: Any) -> dict[str, Any] | None:
    """What stands above the home page of somebody until they have seen or acknowledged it; None for nothing. Read
    together with what every page asks, where the page has said so (``own_rows.want``)."""
    if not person.is_authenticated:
        return None
    held, moment = audiences_of(person), now()
    rows = [
        row
        for row in own_rows(person, ON_TOP)
        if row["audience"] in held and (row["expires"] is None or moment_in(row["expires"]) > moment)
    ]
    if not rows:
        return None
    # What asks for something first, by the day until which; then the newest.
    rows.sort(key=lambda row: row["published"], reverse=True)
    rows.sort(key=lambda row: (not row["asks"], row["due"] or "9999"))
    for row in rows:
        row["published"] = moment_in(row["published"])
        row["delegated"] = row["signed"] != row["wrote"]
    return {"rows": rows[:MOST_ON_TOP], "more": max(len(rows) - MOST_ON_TOP, 0)}
