"""What seeing ideas through brings to the house: a block beside each idea, lines in its menu, a door with a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ideas import panels
from ideas.models import Idea
from intranet.content import menu
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

from . import policies, verbs
from .forms import StepForm


def of_ideas(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not isinstance(entry, Idea) or not entry.is_published:
        return

    def to(name: str) -> str:
        return reverse(f"ideas:{name}", args=[entry.entry_id])

    if policies.can_set_owner(viewer, entry):
        yield MenuItem("idea-owner", _("Who sees it through"), "person", to("owner"), how="dialog", order=72)
    if policies.can_score(viewer, entry):
        yield MenuItem("idea-score", _("Impact and effort"), "chart", to("score"), how="dialog", order=73)


def _beside(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    """Whose it is, by when, and what is to be done, for the staff."""
    viewer: Any = request.user
    if not policies.can_see_work(viewer, idea):
        return None
    may_change = bool(policies.can_change_steps(viewer, idea))
    steps = list(idea.steps.all())
    accepted = idea.status.meaning in policies.ACCEPTED
    return {
        "owner": idea.owner,
        "is_mine": idea.owner_id == viewer.pk,
        "is_overdue": accepted and idea.due_on is not None and idea.due_on < localdate(),
        "may_set_owner": bool(policies.can_set_owner(viewer, idea)),
        "may_score": bool(policies.can_score(viewer, idea)),
        "steps": steps,
        "done": sum(step.done_at is not None for step in steps),
        "may_change": may_change,
        "form": StepForm(auto_id="step-%s") if may_change else None,
    }


def register() -> None:
    verbs.register()
    menu.register(of_ideas)
    panels.register("work", _beside, template="ideas/doing/_beside.html", place="aside", order=20)
