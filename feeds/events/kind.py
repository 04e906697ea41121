"""The manifest of events, and what can be done with one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feeds.models import Answer, Event
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.kinds import Kind, Standing
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.core.known_addresses import path_to
from intranet.spaces.audiences import Viewer

from .policies import can_organise


def _come_to(event: Event) -> Standing | None:
    if event.is_cancelled:
        return Standing(_("Cancelled"))
    return Standing(_("Over")) if event.is_over else None


EVENT = Kind(
    model="feeds.event",
    label=_("Event"),
    plural=_("Events"),
    icon="cal",
    url=lambda entry: path_to("feeds:event", entry.entry_id),
    edit_url=lambda entry: path_to("feeds:event-edit", entry.entry_id),
    card="feeds/cards/event.html",
    in_feed=True,
    search_text=lambda event: event.place,
    latest=lambda event: event.begins,
    hydrators=(lambda events, viewer: prefetch_related_objects(events, "organisers"),),
    published_sentence=_("{actor} invites to “{title}”"),
    state_of=_come_to,
    state_verbs=frozenset({"feeds.event.cancelled", "feeds.event.reinstated", "feeds.event.rescheduled"}),
)


def register_verbs() -> None:
    verbs.register(
        Verb("feeds.event.changed", _("{actor} changed “{title}”")),
        Verb("feeds.event.rescheduled", _("{actor} changed the time of “{title}”"), recipients=_who_may_come),
        Verb(
            "feeds.event.relocated",
            _("{actor} changed the place of “{title}”"),
            indexed=True,
            recipients=_who_may_come,
        ),
        Verb("feeds.event.cancelled", _("{actor} cancelled “{title}”"), audited=True, recipients=_who_may_come),
        Verb(
            "feeds.event.reinstated",
            _("“{title}” takes place after all, says {actor}"),
            audited=True,
            recipients=_who_may_come,
        ),
        Verb("feeds.event.moved_up", _("A place is free: you are coming to “{title}”"), recipients=_named),
        Verb("feeds.event.reminded", _("“{title}” begins soon"), recipients=_named),
        Verb("feeds.calendar.opened", _("{actor} made an address for their calendar"), audited=True),
        Verb("feeds.calendar.closed", _("{actor} closed the address of their calendar"), audited=True),
    )


def _who_may_come(activity: Activity) -> Iterable[Recipient]:
    """Whoever said anything but no."""
    answers = Answer.objects.filter(event=activity.subject_id).exclude(choice=Answer.Choice.NO)
    return [Recipient(pk, "coming") for pk in answers.values_list("person_id", flat=True)]


def _named(activity: Activity) -> Iterable[Recipient]:
    return [Recipient(pk, "you") for pk in activity.details.get("people", ())]


def what_an_event_has(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not isinstance(entry, Event) or not entry.is_published:
        return
    if not entry.is_cancelled:
        yield MenuItem("calendar", gettext("Add to my calendar"), "cal", entry.calendar_url, order=20)
    yield from _for_organisers(entry, viewer)


def _for_organisers(event: Event, viewer: Any) -> Iterable[MenuItem]:
    if not can_organise(viewer, event):
        return
    if event.author_id != viewer.pk and not event.is_cancelled:
        yield MenuItem("edit", gettext("Edit"), "edit", path_to("feeds:event-edit", event.entry_id), order=60)
    cancel = path_to("feeds:event-cancel", event.entry_id)
    if event.is_cancelled:
        yield MenuItem("reinstate", gettext("Let it take place"), "undo", cancel, order=80)
    elif not event.is_over:
        yield MenuItem("cancel", gettext("Cancel the event"), "x", cancel, order=80, danger=True)
