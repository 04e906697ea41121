"""What a broadcast is to a composer: a page of its own, offered to who may send somewhere."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feeds.composing import ComposerKind
from feeds.models import Broadcaster
from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.spaces.audiences import spaces_held
from intranet.spaces.models import Membership, Space

BROADCASTER = "broadcaster"

also_read(BROADCASTER, lambda person: [as_row(Broadcaster.objects.filter(person=person.pk), of="space_id")])


def is_offered(writer: User, space: Space | None) -> bool:
    """Whether to show the way to it, asked on pages that have read the rows already; the action asks its policy."""
    if not writer.is_staff_member or writer.is_agency:
        return False
    if writer.is_admin:
        return True
    if (named := writer.__dict__.get("_broadcaster_in")) is None:
        named = writer.__dict__["_broadcaster_in"] = {row["of"] for row in own_rows(writer, BROADCASTER)}
    owned = {pk for pk, _visibility, role in spaces_held(writer) if role == Membership.Role.OWNER}
    if space is None:
        return bool(named or owned)
    return None in named or space.pk in named | owned


COMPOSED = ComposerKind(
    "broadcast",
    _("Broadcast"),
    _("New broadcast"),
    "send",
    url=lambda space: reverse("feeds:broadcast-new") + (f"?space={space.slug}" if space is not None else ""),
    offered=is_offered,
    order=60,
)
