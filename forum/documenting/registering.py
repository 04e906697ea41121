"""What documentation brings to the forum: its worklists, what stands on topics, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum import panels, work_tabs
from forum.models import Documented, Topic
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.journeys import documents_about
from intranet.content.kinds import entry_of
from intranet.content.models import Credit, Entry, Link
from intranet.conversation.models import Watch
from intranet.spaces.audiences import people_in

from .actions import DOCUMENTED
from .policies import can_see_worklists


def _pages(request: HttpRequest, topic: Any) -> list[Entry]:
    """What documents it, as far as this reader may read that; asked for once for the page that is rendered."""
    if (known := topic.__dict__.get("documented_in")) is None:
        known = topic.documented_in = documents_about(topic, request.user)
    return known


def _documented_in(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    pages = _pages(request, topic)
    return {"pages": pages} if pages else None


def _said_once(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    """The last word under the answers, from when it was said on; as long as there is a page this reader may open."""
    if not (pages := _pages(request, topic)):
        return None
    said = Documented.objects.filter(topic=topic).first()
    if said is None:
        return None
    first = next((page for page in pages if page.entry_id == said.page_id), pages[0])
    return {"page": first, "at": said.said_at}


def _who_follows(activity: Activity) -> Iterable[Recipient]:
    """Who follows the topic and has not switched it off; those whose own words the page has are told of that."""
    topic = entry_of(activity)
    if topic is None:
        return
    levels = dict(Watch.objects.filter(entry=topic).values_list("person_id", "level"))
    reasons = {pk: "watching" for pk, level in levels.items() if level == Watch.Level.ALL}
    if levels.get(topic.author_id) != Watch.Level.NONE:
        reasons[topic.author_id] = "author"
    credited = Credit.objects.filter(entry=activity.details["page"], withdrawn_at=None)
    told = set(credited.values_list("person", flat=True))
    for pk in people_in(topic.audience).filter(pk__in=reasons.keys() - told).values_list("pk", flat=True):
        yield Recipient(pk, reasons[pk])


def _is_documented() -> Q:
    return Q(Exists(Link.objects.filter(target=OuterRef("pk"), relation=Link.Relation.DOCUMENTS)))


def register() -> None:
    verbs.register(Verb(DOCUMENTED, _("“{title}” is documented now"), recipients=_who_follows))
    panels.register(
        "documented",
        _documented_in,
        template="forum/documenting/_band.html",
        place="band",
        order=20,
        where=_is_documented,
    )
    panels.register(
        "documented-once",
        _said_once,
        template="forum/documenting/_said.html",
        place="under_answers",
        order=80,
        where=_is_documented,
    )
    for key, label, order in (
        ("undocumented", _("Not documented"), 60),
        ("not_found", _("Not found"), 65),
        ("repeated", _("Asked again"), 67),
        ("unhelpful", _("Of little help"), 70),
    ):
        url_name = f"forum:{key.replace('_', '-')}"
        work_tabs.register(work_tabs.WorkTab(key, label, url_name, order=order, may=can_see_worklists))
