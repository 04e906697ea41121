"""Who is in a space, as this viewer may see it."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from intranet.accounts.models import User
from intranet.core.text import fold

from .audiences import Viewer
from .models import JoinRequest, Membership, Space

ROLE_ORDER = Case(
    When(role=Membership.Role.OWNER, then=Value(0)),
    When(role=Membership.Role.MODERATOR, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
ORDER = ("rank", "person__folded_name", "pk")


def members_of(space: Space, viewer: Viewer, *, matching: str = "") -> QuerySet[Any]:
    """Owners first, then moderators, then everybody by name. A customer meets only people they may know of."""
    members = Membership.objects.filter(space=space, person__is_active=True, person__in=User.objects.visible_to(viewer))
    for word in fold(matching).split():
        members = members.filter(person__folded_name__contains=word)
    return members.annotate(rank=ROLE_ORDER).select_related("person__department", "person__company")


def open_requests(space: Space) -> QuerySet[JoinRequest]:
    return space.join_requests.filter(state=JoinRequest.State.OPEN).select_related(
        "person__department", "person__company", "made_by"
    )


def invitations_for(person: User) -> QuerySet[JoinRequest]:
    """What this person has been invited to and has not answered. A secret space shows itself to the invited here."""
    mine = JoinRequest.objects.filter(person=person, sort=JoinRequest.Sort.INVITATION, state=JoinRequest.State.OPEN)
    return mine.filter(space__archived_at__isnull=True).select_related("space", "made_by")


def last_answer(space: Space, person: User) -> JoinRequest | None:
    """The latest refusal, while it is the latest word between them: with what was said back."""
    mine = JoinRequest.objects.filter(space=space, person=person, sort=JoinRequest.Sort.REQUEST)
    latest = mine.order_by("-pk").first()
    return latest if latest is not None and latest.state == JoinRequest.State.DECLINED else None
