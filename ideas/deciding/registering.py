"""What deciding brings to the house: lines in the menu, the history of an idea's status, and how notices read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from ideas.models import Heard, Idea, StatusChange
from ideas.policies import can_keep_idea
from ideas.releases.telling import lines_of
from intranet.content import menu
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.core.text import excerpt
from intranet.notifications import wordings
from intranet.notifications.models import Notification
from intranet.spaces.audiences import Viewer


def of_ideas(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not isinstance(entry, Idea) or entry.is_merged or not entry.is_published or not can_keep_idea(viewer, entry):
        return
    url = reverse("ideas:status", args=[entry.entry_id])
    yield MenuItem("idea-status", _("Status and official answer"), "flag", url, how="dialog", order=71)


def _wordings(notifications: Sequence[Notification]) -> Mapping[int, wordings.Wording]:
    """What was decided, with the first words of the answer; before it, the part somebody had in what is delivered."""
    wanted = {one.pk: one.activity.details.get("change") for one in notifications}
    changes = StatusChange.objects.select_related("after").in_bulk([pk for pk in wanted.values() if pk])
    people = {one.recipient for one in notifications}
    heard = list(Heard.objects.filter(change__in=changes, person__in=people))
    lines = lines_of(heard, people)
    own = {(one.change_id, one.person_id): lines[one.pk] for one in heard if one.pk in lines}
    said: dict[int, wordings.Wording] = {}
    for one in notifications:
        if (change := changes.get(wanted[one.pk])) is None:
            continue
        words = f"{change.after.label}: {excerpt(change.answer, 200)}" if change.answer else change.after.label
        both = [line for line in (own.get((change.pk, one.recipient_id)), words) if line]
        said[one.pk] = wordings.Wording(words=" ".join(both), summary="\n".join(both))
    return said


def register() -> None:
    menu.register(of_ideas)
    for verb in ("ideas.idea.status_set", "ideas.idea.answered"):
        wordings.register(verb, _wordings)
