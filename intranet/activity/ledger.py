"""The spine: one call at the end of an action, and everything else follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from intranet.realtime.publish import publish

from . import verbs, whence
from .models import Activity

if TYPE_CHECKING:
    from intranet.accounts.models import User


class Subject(Protocol):
    """Whatever can be acted on: it has a key ("entry_12") and, perhaps, an audience."""

    @property
    def key(self) -> str: ...


@dataclass(frozen=True)
class Reactor:
    """A consequence: a durable job for each activity whose verb concerns it, after the commit."""

    name: str
    concerns: Callable[[verbs.Verb], bool]
    enqueue: Callable[[Activity], Any]


_reactors: Any = SimpleLazyObject(lambda: [import_string(path) for path in settings.ACTIVITY_REACTORS])


def record(
    verb: str,
    *,
    by: User | None,
    on: Subject,
    audience: str | None = None,
    streams: Iterable[str] = (),
    frame: Mapping[str, Any] | None = None,
    html: Mapping[str, str] | None = None,
    **details: Any,
) -> Activity:
    """Write down what happened and set its consequences going.

    Call it inside the action's transaction: the row, the queued consequences and the frames commit together or not
    at all. ``details`` is JSON and goes into the row; ``frame`` and ``html`` (by language) go to each of
    ``streams`` and must be the same for every reader.
    """
    meaning = verbs.find(verb)
    activity = Activity.objects.create(
        verb=verb,
        actor=by,
        subject=on.key,
        label=str(getattr(on, "audit_label", on))[:200],
        audience=getattr(on, "audience", "") if audience is None else audience,
        audited=meaning.audited,
        address=whence.address() if meaning.audited else "",
        details=details,
    )
    for reactor in _reactors:
        if reactor.concerns(meaning):
            reactor.enqueue(activity)
    for stream in dict.fromkeys(streams):
        publish(stream, verb, html=html, on=on.key, actor=by.pk if by else None, **(frame or {}))
    return activity


def newest() -> int:
    """The number of what was written down last: another number says that something has happened."""
    return Activity.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
