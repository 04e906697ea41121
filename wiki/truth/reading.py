"""What is due, what nobody answers for, and what readers said. All of it as one reader may see it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from intranet.accounts.models import User
from intranet.spaces.audiences import Viewer, spaces_joined
from intranet.spaces.models import Space
from wiki.models import Opinion, Page


class Tally(NamedTuple):
    """How many readers found a page of use, of how many who said."""

    helpful: int
    said: int

    @property
    def share(self) -> int:
        """In per cent."""
        return round(100 * self.helpful / self.said) if self.said else 0


def stale_in(space: Space, viewer: Viewer) -> QuerySet[Any]:
    return _due(Page.objects.visible_to(viewer).in_tree(space))


def ownerless_in(space: Space, viewer: Viewer) -> QuerySet[Any]:
    """Pages that somebody is to look at again, and nobody in particular answers for."""
    found = Page.objects.visible_to(viewer).in_tree(space).filter(review_months__isnull=False, owner_team=None)
    return found.filter(Q(owner=None) | Q(owner__is_active=False))


def answered_for_by(person: User) -> QuerySet[Any]:
    """The pages this person answers for, alone or with a team; those that are due first."""
    mine = Q(owner=person) | Q(owner_team__in=spaces_joined(person))
    found = Page.objects.visible_to(person).published().filter(mine).select_related("space", "owner", "owner_team")
    open_words = Count("opinions", filter=Q(opinions__settled_at=None) & ~Q(opinions__words=""))
    return found.annotate(open_words=open_words).order_by("review_due", "title", "pk")


def _due(pages: Any) -> Any:
    found = pages.filter(review_due__lte=localdate()).select_related("owner", "owner_team")
    return found.order_by("review_due", "pk")


def tally_of(page: Page) -> Tally:
    counted = Opinion.objects.filter(page=page).aggregate(
        helpful=Count("pk", filter=Q(was_helpful=True)), said=Count("pk")
    )
    return Tally(counted["helpful"], counted["said"])


def words_about(page: Page) -> QuerySet[Opinion]:
    """What readers wrote, what still waits first."""
    found = Opinion.objects.filter(page=page).exclude(words="").select_related("person", "settled_by")
    return found.order_by("settled_at", "-given_at", "-pk")


class Charge(NamedTuple):
    """How many pages somebody answers for, and how many of them are due."""

    pages: int
    due: int


def charge_of(viewer: Viewer) -> Charge | None:
    """None for who answers for nothing."""
    if not isinstance(viewer, User):
        return None
    mine = Q(owner=viewer) | Q(owner_team__in=spaces_joined(viewer))
    due = Count("pk", filter=Q(review_due__lte=localdate()))
    found = Page.objects.visible_to(viewer).published().filter(mine).aggregate(pages=Count("pk"), due=due)
    return Charge(found["pages"], found["due"]) if found["pages"] else None
