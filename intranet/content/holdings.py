"""What somebody has scheduled, and who has it next. Whoever closes the account reads none of it: where it was to stand
and when is said, its words are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.handover import Held, Holding, register
from intranet.accounts.models import User
from intranet.spaces.models import Space

from .actions import hand_over_waiting
from .kinds import kind_of
from .models import Entry, Timing


def _find(person: User) -> Iterable[Held]:
    waiting = Timing.objects.filter(entry__author=person, entry__state=Entry.State.SCHEDULED)
    for timing in waiting.select_related("entry__space").order_by("due_at", "pk"):
        entry = timing.entry
        moment = date_format(localtime(timing.due_at), "DATETIME_FORMAT")
        said: dict[str, Any] = {"kind": kind_of(entry).label, "moment": moment}
        if entry.space is not None and entry.space.visibility == Space.Visibility.SECRET:
            label = _("%(kind)s for a secret space, %(moment)s") % said
        elif entry.space is not None:
            label = _("%(kind)s for %(space)s, %(moment)s") % (said | {"space": entry.space.name})
        else:
            label = _("%(kind)s, %(moment)s") % said
        if _stays(entry):
            yield Held(entry.key, label, note=_("Is not published; it stays among the drafts."), automatic=True)
        else:
            yield Held(entry.key, label, note=_("Becomes a draft of who takes over. Without a successor it stays one."))


def _stays(entry: Entry) -> bool:
    """Nobody speaks in another's name, and whoever closes the account may not know a secret space to be there."""
    secret = entry.space is not None and entry.space.visibility == Space.Visibility.SECRET
    return secret or kind_of(entry).personal


def _hand(held: Held, person: User, to: User | None, by: User) -> None:
    entry = Entry.objects.select_related("space", "author").get(pk=int(held.key.removeprefix("entry_")))
    hand_over_waiting(entry, by=by, to=to)


def register_holdings() -> None:
    register(Holding("scheduled", gettext_lazy("Has scheduled"), finds=_find, hand=_hand, order=15))
