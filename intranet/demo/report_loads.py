"""Load data of keeping order: entries that colleagues have reported, some of them left standing since."""

from __future__ import annotations

from itertools import cycle

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.moderation.actions import dismiss, flag_entry
from intranet.moderation.models import Flag
from intranet.spaces.audiences import forget
from intranet.spaces.models import Membership

from .loads import Load, load

# Of three reports one is settled.
_SETTLED = 3


@load("reports", 80)
def reports(load: Load) -> None:
    """Of the newest posts in spaces, each by a member, settled by an owner; through the actions, as people do."""
    how_many, reasons = load.sizes["reports"], cycle(Flag.Reason.values)
    found = Entry.objects.published().filter(kind="feeds.post", space__isnull=False, flags=None).order_by("-pk")
    made = 0
    for entry in found.select_related("space")[:how_many]:
        members = User.objects.active().staff().filter(memberships__space=entry.space).exclude(pk=entry.author_id)
        by = members.order_by("pk").first()
        if by is None:
            continue
        forget(by)
        flag_entry(entry, by=by, reason=next(reasons), note=load.sentence(6))
        made += 1
        if made % _SETTLED:
            continue
        owners = members.filter(memberships__space=entry.space, memberships__role=Membership.Role.OWNER)
        if (owner := owners.exclude(pk=by.pk).first()) is not None:
            forget(owner)
            dismiss(entry, by=owner)
    load.progress("reports")(made)
