"""Outside channels are handed over with the account; where nobody takes one, admins are told."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.handover import Held, Holding, register
from intranet.accounts.models import User
from intranet.insights.models import OutsideChannel

from .actions import entrust_channel


def register_holdings() -> None:
    label = gettext_lazy("Answers for outside channels")
    register(Holding("outside_channels", label, finds=_find, hand=_hand, order=75))


def _find(person: User) -> Iterable[Held]:
    for channel in OutsideChannel.objects.in_use().filter(owner=person).order_by("name", "pk"):
        note = _("Without a successor nobody answers for it, and admins are told.")
        yield Held(channel.key, f"{channel.name} ({channel.host})", note=note, url=channel.get_absolute_url())


def _hand(held: Held, person: User, to: User | None, by: User) -> None:
    channel = OutsideChannel.objects.get(pk=int(held.key.rpartition("_")[2]))
    entrust_channel(channel, by=by, to=to)
