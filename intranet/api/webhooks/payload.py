"""What a webhook is sent about one activity: made anew each time, of what its scope may read at that moment."""

from __future__ import annotations

import json
from typing import Any

from django.utils.timezone import now

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.api.links import absolute
from intranet.content.kinds import known as known_kind
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.spaces.audiences import audiences_of
from intranet.spaces.models import Space

from . import subjects
from .models import Delivery, Webhook
from .scopes import Ear, ear_of
from .verbs import TEST, is_carried

_GONE = (Entry.State.DELETED, Entry.State.HIDDEN)


def body_of(delivery: Delivery) -> bytes | None:
    """The bytes to send; None where the scope may not see it, any more or ever."""
    told = told_of(delivery)
    return None if told is None else json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def told_of(delivery: Delivery) -> dict[str, Any] | None:
    if delivery.activity is None:
        return _message(TEST, delivery.created_at, {"test": True, "webhook_id": delivery.webhook_id})
    return payload(delivery.webhook, delivery.activity)


def payload(webhook: Webhook, activity: Activity, ear: Ear | None = None) -> dict[str, Any] | None:
    """Type, time and data of an activity. Where it happened then and where it stands now must both be heard."""
    ear = ear or ear_of(webhook)
    if not is_carried(activity.verb) or activity.audience not in audiences_of(ear):
        return None
    data: dict[str, Any] = {"activity_id": activity.pk, "actor": None}
    sort, _underscore, _number = activity.subject.rpartition("_")
    entry = None
    if sort == "entry":
        entry = Entry.objects.select_related("root").filter(pk=activity.subject_id).first()
        about = _of_entry(webhook, activity, entry, ear)
    elif sort == "space":
        about = _of_space(activity, ear)
    else:
        about = subjects.told_of(sort, activity)
    if about is None:
        return None
    if _names_actor(webhook, activity, entry):
        data["actor"] = _person(activity)
    return _message(activity.verb, activity.created_at, data | about)


def _of_entry(webhook: Webhook, activity: Activity, entry: Entry | None, ear: Ear) -> dict[str, Any] | None:
    if entry is None:
        return None
    short = {"id": entry.pk, "kind": entry.kind}
    if activity.verb.endswith((".deleted", ".hidden")) and entry.state in _GONE:
        # Whoever keeps a copy has to learn that it is gone, and nothing of what it said.
        return {"entry": short | {"gone": True}} if entry.published_at else None
    if not Entry.objects.visible_to(ear).published().filter(pk=entry.pk).exists():
        return None
    about = short | {
        "gone": False,
        "title": entry.title,
        "url": absolute(entry.get_absolute_url()),
        "space_id": entry.space_id if f"space_{entry.space_id}" in audiences_of(ear) else None,
        "root_id": entry.root_id,
        "published_at": _when(entry.published_at),
    }
    kind = known_kind(entry.kind)
    about |= kind.for_programs(real(entry)) if kind is not None else {}
    if webhook.with_bodies:
        about["body"] = entry.body
    return {"entry": about}


def _of_space(activity: Activity, ear: Ear) -> dict[str, Any] | None:
    space = Space.objects.filter(pk=activity.subject_id).first()
    if space is None or space.audience not in audiences_of(ear):
        return None
    return {"space": {"id": space.pk, "name": space.name, "url": absolute(space.get_absolute_url())}}


def _names_actor(webhook: Webhook, activity: Activity, entry: Entry | None) -> bool:
    """Not who decided about somebody's words; and to the public only who wrote what the public reads."""
    meaning = verbs.known(activity.verb)
    if activity.actor_id is None or meaning is None or meaning.official:
        return False
    return webhook.scope != Webhook.Scope.PUBLIC or (entry is not None and entry.author_id == activity.actor_id)


def _person(activity: Activity) -> dict[str, Any] | None:
    actor = activity.actor
    return {"id": actor.pk, "name": actor.name, "kind": actor.kind} if actor else None


def _message(sort: str, moment: Any, data: dict[str, Any]) -> dict[str, Any]:
    return {"type": sort, "timestamp": _when(moment or now()), "data": data}


def _when(moment: Any) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None
