"""The register as one looks through it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.insights.models import OutsideChannel
from intranet.insights.models.channels import OutsideChannelQuerySet

from .languages import names_of

BY_NAME = ("name", "pk")
# What one may ask to see; without a word, what is in use.
SHOWN = {
    "": _("In use"),
    "mine": _("Mine"),
    "overdue": _("Overdue"),
    "ownerless": _("Without an owner"),
    "closed": _("Closed"),
    "all": _("All"),
}


@dataclass(frozen=True)
class Asked:
    """``show`` is a key of ``SHOWN``, ``kind`` one of ``OutsideChannel.Kind``; what is neither counts as not asked."""

    show: str = ""
    kind: str = ""
    q: str = ""


def channels_for(person: User, asked: Asked) -> OutsideChannelQuerySet:
    """Without an order: pages give theirs."""
    found = OutsideChannel.objects.visible_to(person).select_related("owner__department", "reviewed_by")
    if asked.show == "mine":
        found = found.filter(owner=person)
    elif asked.show == "overdue":
        found = found.overdue()
    elif asked.show == "ownerless":
        found = found.ownerless()
    elif asked.show == "closed":
        found = found.filter(state=OutsideChannel.State.CLOSED)
    elif asked.show != "all":
        found = found.in_use()
    if asked.kind in OutsideChannel.Kind.values:
        found = found.filter(kind=asked.kind)
    if words := asked.q.replace("\x00", "").strip()[:80]:
        found = found.filter(Q(name__icontains=words) | Q(address__icontains=words) | Q(purpose__icontains=words))
    return found


COLUMNS = (
    _("Name"),
    _("Address"),
    _("Kind"),
    _("State"),
    _("What it is for"),
    _("Who answers for it"),
    _("Who can get in"),
    _("Languages"),
    _("Last look"),
    _("Looked at by"),
    _("Next look"),
)


def row_of(channel: OutsideChannel) -> tuple[str, ...]:
    """For a table that is taken along, in the order of ``COLUMNS``; days as 2026-12-31."""
    return (
        channel.name,
        channel.address,
        str(channel.get_kind_display()),
        str(channel.get_state_display()),
        channel.purpose,
        channel.owner.name if channel.owner is not None and channel.has_owner else "",
        channel.access,
        ", ".join(names_of(channel.languages)),
        localdate(channel.reviewed_at).isoformat() if channel.reviewed_at else "",
        channel.reviewed_by.name if channel.reviewed_by is not None else "",
        "" if channel.is_closed else channel.review_due.isoformat(),
    )
