"""What deciding brings to the house: lines in the menu, the history of an idea's status, and how notices read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from ideas.models import Heard, Idea, StatusChange
from ideas.policies import can_keep_idea
from ideas.releases.telling import lines_for
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
    wanted = {one.activity.details.get("change"): one.pk for one in notifications}
    found = StatusChange.objects.filter(pk__in=[pk for pk in wanted if pk]).select_related("after")
    said: dict[int, wordings.Wording] = {}
    heard = {(one.change_id, one.person_id): one for one in Heard.objects.filter(change__in=found)}
    for change in found:
        words = f"{change.after.label}: {excerpt(change.answer, 200)}" if change.answer else change.after.label
        for one in notifications:
            if one.activity.details.get("change") == change.pk:
                own = heard.get((change.pk, one.recipient_id))
                lines = [*(lines_for(one.recipient, [own]) if own is not None else []), words]
                said[one.pk] = wordings.Wording(words=" ".join(lines), summary="\n".join(lines))
    return said


def register() -> None:
    menu.register(of_ideas)
    for verb in ("ideas.idea.status_set", "ideas.idea.answered"):
        wordings.register(verb, _wordings)
