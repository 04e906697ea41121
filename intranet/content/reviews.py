"""Who reads what is held or hidden: its moderators and its author hold ``review_<entry>``."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.spaces.audiences import Viewer, audiences_of, in_apart, is_apart
from intranet.spaces.models import Membership, Space

from .models import Entry

KEEPERS = (Membership.Role.OWNER, Membership.Role.MODERATOR)
IN_REVIEW = (Entry.State.HELD, Entry.State.HIDDEN)
# Written out: SQLite takes the index of what is in review (``entry_in_review``) only where it sees the same words, and
# not for parameters; it would read all that somebody has ever written, on every page.
IS_IN_REVIEW = RawSQL("content_entry.state IN ('held', 'hidden')", (), output_field=BooleanField())


def reviews_of(person: User) -> Iterable[str]:
    return [f"review_{row['entry']}" for row in own_rows(person, "reviews")]


def _in_review_before(person: User) -> Iterable[QuerySet[Entry]]:
    concerned = Q(author=person.pk) | Q(withdrawn_by=person.pk)
    # ``audiences.spaces_moderated``, as a question: where one is owner or moderator, and what the public reads.
    kept = Membership.objects.filter(person=person.pk, role__in=KEEPERS)
    concerned |= Q(space__in=kept.values("space_id"))
    if person.is_moderator:
        community = Space.objects.filter(visibility=Space.Visibility.COMMUNITY)
        # Of what is between its readers, moderators learn what one of them reports (moderation/queue.py), no more.
        concerned |= Q(space__isnull=True) & ~in_apart("intended_audience")
        concerned |= Q(space__in=community.order_by().values("pk"))
    yield as_row(Entry.objects.filter(IS_IN_REVIEW).filter(concerned), entry="pk")


also_read("reviews", _in_review_before)


def reviews_something(viewer: Viewer) -> bool:
    """Whether this viewer may read anything held or hidden; no query once the audiences are known."""
    return any(name.startswith("review_") for name in audiences_of(viewer))


def holders_of(key: str) -> QuerySet[User]:
    people = User.objects.active()
    entry = Entry.objects.filter(pk=int(key), state__in=IN_REVIEW).select_related("space").first()
    if entry is None:
        return people.none()
    holders = Q(pk=entry.author_id) | Q(pk=entry.withdrawn_by_id)
    moderators = Q(role__in=(User.Role.MODERATOR, User.Role.ADMIN))
    if entry.space is None:
        if not is_apart(entry.intended_audience):
            holders |= moderators
    else:
        keepers = Membership.objects.filter(space=entry.space, role__in=("owner", "moderator"))
        holders |= Q(pk__in=keepers.values("person_id"))
        if entry.space.visibility == Space.Visibility.COMMUNITY:
            holders |= moderators
    return people.filter(holders)
