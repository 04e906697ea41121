"""What a person has saved, and the line of an entry's menu that saves it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.content.stances import blocked_by
from intranet.spaces.audiences import Viewer

from . import policies
from .models import Bookmark

NEWEST = ("-created_at", "-pk")


def saved_by(person: User, *, kind: str = "") -> QuerySet[Bookmark]:
    """What this person has saved and may still read, the latest first."""
    mine = _readable(person).select_related("entry")
    return mine.filter(entry__kind=kind) if kind else mine


def _readable(person: User) -> QuerySet[Bookmark]:
    mine = Bookmark.objects.filter(person=person).readable_by(person)
    blocked = blocked_by(person)
    return mine.exclude(entry__author__in=blocked) if blocked else mine


def kinds_saved_by(person: User) -> list[kinds.Kind]:
    """The kinds there are among them, in the order of their names."""
    found = _readable(person).order_by()
    known = {kind.model: kind for kind in kinds.all_kinds()}
    present = [known[name] for name in found.values_list("entry__kind", flat=True).distinct() if name in known]
    return sorted(present, key=lambda kind: str(kind.plural))


def save_item(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not policies.can_save(viewer, entry):
        return
    url = reverse("conversation:bookmark", args=[entry.entry_id])
    if Bookmark.objects.filter(entry_id=entry.entry_id, person_id=viewer.pk).exists():
        yield MenuItem("save", _("No longer save"), "bookmark", url, "post", 15, values={"_method": "DELETE"})
    else:
        yield MenuItem("save", _("Save for later"), "bookmark", url, "post", 15, values={"_method": "PUT"})
