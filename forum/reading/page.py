"""All that stands on the page of a topic, for one reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _

from forum import policies, seo
from forum.home.views import layout_for
from forum.models import Answer, Topic
from forum.panels import marks as panel_marks
from forum.panels import panels_for
from intranet.content import floors
from intranet.content.gone import visible_or_gone
from intranet.content.models import Entry
from intranet.content.reviews import reviews_something
from intranet.conversation.models import Comment, Watch
from intranet.core.http import number_in
from intranet.core.prepared import prepared
from intranet.realtime.ledger import head_of
from intranet.spaces.audiences import Viewer, standing_in, told_of

from . import kept, marks
from .filling import fill, own_of
from .rendering import place
from .stretch import number_of, order_of

_DIGITS = 18
_GREATEST = 10**_DIGITS


@dataclass(frozen=True)
class Wanted:
    """What of a topic an address asks for: a page of an order, or the page on which something stands."""

    order: str
    number: int
    opened: int | None = None


def find(viewer: Viewer, topic_id: int) -> Any:
    """The topic with the number of its stream, read in the same moment (what is said meanwhile arrives by ``since``),
    and with what this reader has to do with it."""
    found = _readable(viewer, topic_id) or visible_or_gone(_topics(viewer), viewer, taken_away(), pk=topic_id)
    # A topic stands in the community of its category; policies ask that for being archived.
    if found.space_id == found.category.space_id:
        found.category.space = found.space
    return found


def _readable(viewer: Viewer, topic_id: int) -> Any:
    if floors.has_any(viewer) or topic_id > _GREATEST:
        return None
    return next(iter(_readable_by(topic=topic_id, **told_of(viewer))), None)


@prepared(topic=int, person=int, audiences=[str])
def _readable_by(*, topic: int, person: int, audiences: Iterable[str], is_guest: bool) -> Any:
    reader = standing_in(None if is_guest else person, audiences)
    return _topics(reader).visible_to(reader).filter(pk=topic)


def _topics(viewer: Viewer) -> Any:
    topics = Topic.objects.with_place().select_related("category__team__desk", "product", "version__product")
    topics = topics.annotate(head=head_of("entry_", "pk"), **panel_marks(), **marks.with_mark(viewer))
    if viewer.is_authenticated:
        mine = Watch.objects.filter(person=viewer.pk, entry=OuterRef("pk"))
        topics = topics.annotate(watched_as=Subquery(mine.values("level")[:1]))
    return topics


def taken_away() -> str:
    return _("This topic has been taken away.")


def wanted(request: HttpRequest, topic: Any) -> Wanted:
    order = order_of(topic, request.GET.get("by", ""))
    reader = request.user
    if (remark := _number(request, "comment")) is not None:
        under = Comment.objects.visible_to(reader).filter(root=topic.pk, pk=remark).values_list("under_id", flat=True)
        answer = Answer.objects.filter(pk__in=list(under)).first()
        number = number_of(topic, answer, reader, order) if answer is not None else 1
        return Wanted(order, number, opened=answer.pk if answer is not None else topic.pk)
    if (at := _number(request, "at")) is not None:
        answer = Answer.objects.visible_to(reader).published().filter(root=topic.pk, pk=at).first()
        if answer is not None:
            return Wanted(order, number_of(topic, answer, reader, order))
    return Wanted(order, _number(request, "page") or 1)


def context_of(request: HttpRequest, topic: Any, form: Any) -> dict[str, Any]:
    want = wanted(request, topic)
    panels = panels_for(request, topic)
    own = own_of(topic, request, panels=panels)
    own.until = marks.until_of(topic, request.user)
    piece = kept.whole(topic, request.user, order=want.order, number=want.number, opened=want.opened)
    return {
        "topic": topic,
        "entry": topic,
        "head": seo.head_of_topic(request, topic, number=want.number),
        "shown": fill(piece, own),
        "held": _waiting(topic, request),
        "own": own,
        "panels": panels,
        "form": form,
        "may_answer": policies.can_answer(request.user, topic),
        "is_news": marks.is_new(topic, request.user),
        "is_inside": (layout := layout_for(request)) == "layouts/app.html",
        "layout": layout,
    }


def moved_to(request: HttpRequest, topic: Topic) -> Entry | None:
    """What ``at`` names, where it stands in another topic now and this reader may read it there."""
    at = _number(request, "at")
    if at is None:
        return None
    elsewhere = Answer.objects.visible_to(request.user).filter(~Q(root=topic.pk), pk=at)
    if (answer := elsewhere.select_related("root").first()) is not None:
        return answer
    # One that became a topic of its own.
    return Topic.objects.visible_to(request.user).filter(pk=at, split_from__source=topic.pk).first()


def _waiting(topic: Topic, request: HttpRequest) -> list[str]:
    """The reader's own answers that a moderator looks at first."""
    if not reviews_something(request.user):
        return []
    mine = Answer.objects.visible_to(request.user).filter(root=topic.pk, state=Entry.State.HELD, author=request.user.pk)
    return [place(one, request) for one in mine.order_by("pk")]


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return number_in(typed)
