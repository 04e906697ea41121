"""What joining and splitting bring to the house: lines in menus, and what stands around an idea because of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas import panels, policies
from ideas.models import Idea, Split
from ideas.verbs import who_suggested_it
from intranet.activity import verbs
from intranet.activity.verbs import Verb
from intranet.content import menu
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.conversation.models import Comment
from intranet.core.http import number_in
from intranet.spaces.audiences import Viewer

from .policies import can_split
from .reading import joined_into

MOST = 10


def of_ideas(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not isinstance(entry, Idea) or entry.is_merged or not entry.is_published:
        return
    if policies.can_keep_board(viewer, entry.board):
        url = reverse("ideas:merge", args=[entry.entry_id])
        yield MenuItem("idea-merge", _("Join with another idea"), "link", url, how="dialog", order=74)


def of_comments(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not isinstance(entry, Comment) or entry.root is None or entry.root.kind != Idea._meta.label_lower:
        return
    source = Idea.objects.select_related("board__space").filter(pk=entry.root_entry_id).first()
    if source is not None and can_split(viewer, entry, source):
        url = reverse("ideas:split", args=[entry.entry_id])
        yield MenuItem("comment-split", _("Make it an idea"), "idea", url, how="dialog", order=72)


def _joined(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    """What was joined into it, with what was said there."""
    found = joined_into(idea, request.user)
    if not found:
        return None
    came_from = request.GET.get("joined", "")
    return {
        "joined": found,
        "came_from": number_in(came_from),
        "may_keep": bool(policies.can_keep_board(request.user, idea.board)),
    }


def _where_from(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    """That one came here by the address of an idea that is part of this; and what this was itself."""
    split = Split.objects.filter(entry=idea.entry_id, undone_at=None).first()
    readable = Idea.objects.visible_to(request.user)
    source = readable.filter(pk=split.source_id).first() if split is not None else None
    came = readable.filter(pk=number_in(request.GET.get("joined")) or 0, head=idea.entry_id).first()
    if source is None and came is None:
        return None
    may_undo = split is not None and bool(policies.can_keep_board(request.user, idea.board))
    return {"source": source, "split": split if may_undo else None, "came": came}


def _made_of_it(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    """Ideas that were comments here."""
    made = Split.objects.filter(source=idea.entry_id, undone_at=None).values("entry")
    found = list(Idea.objects.visible_to(request.user).published().filter(pk__in=made).order_by("pk")[:MOST])
    return {"made": found} if found else None


def register() -> None:
    verbs.register(
        Verb("ideas.idea.split", gettext_lazy("{actor} made a comment on “{title}” an idea of its own"), audited=True),
        Verb(
            "ideas.idea.split_off",
            gettext_lazy("{actor} made your comment an idea: “{title}”"),
            indexed=True,
            audited=True,
            official=True,
            recipients=who_suggested_it,
        ),
        Verb("ideas.idea.unsplit", gettext_lazy("{actor} put a comment back under “{title}”"), audited=True),
    )
    menu.register(of_ideas)
    menu.register(of_comments)
    panels.register("where-from", _where_from, template="ideas/joining/_where_from.html", place="band", order=20)
    panels.register(
        "made-of-it",
        _made_of_it,
        template="ideas/joining/_made.html",
        place="under_comments",
        order=30,
        where=lambda: Q(Exists(Split.objects.filter(source=OuterRef("pk"), undone_at=None))),
    )
    panels.register(
        "joined",
        _joined,
        template="ideas/joining/_joined.html",
        place="under_comments",
        order=20,
        where=lambda: Q(Exists(Idea.objects.filter(head=OuterRef("pk")).values("pk"))),
    )
