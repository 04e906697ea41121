"""Who may do what with an event, besides what holds for every entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.models import Answer, Event
from feeds.policies import Place, places_to_post
from intranet.accounts.models import User
from intranet.content.policies import can_edit
from intranet.content.stances import blocked_by
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Space

PART = "events"


def can_organise(person: Viewer, event: Event) -> Decision:
    """Change time, place and places, and cancel: its author, and whoever the author named, while they may read it.
    The words stay their author's."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if event.author_id == person.pk:
        return can_edit(person, event)
    if event.audience not in audiences_of(person) or not event.organisers.filter(pk=person.pk).exists():
        return no(_("Only those who organise this event can change it."))
    if not event.is_published:
        return no(_("This is not published."))
    if event.space is not None and event.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    return YES


def can_answer(
    person: Viewer, event: Event, choice: str = Answer.Choice.GOING, *, at: datetime | None = None
) -> Decision:
    """Whoever may read an event may say whether they come, until its organisers want to know; that one does not come
    can be said until it is over."""
    moment = at or now()
    if not person.is_authenticated:
        return no(_("Sign in to answer."))
    if not person.is_active:
        return no(_("This account is closed."))
    if not event.is_published:
        return no(_("This is not published."))
    if event.is_cancelled:
        return no(_("This event was cancelled."))
    if moment >= event.finishes:
        return no(_("This event is over."))
    if event.space is not None and event.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if choice != Answer.Choice.NO and not event.takes_answers(moment):
        return no(_("Answers were asked for until an earlier date. You can still say that you do not come."))
    return YES


def places_for_events(person: Viewer, *, only: Space | None = None) -> list[Place]:
    """Where this person may put an event."""
    return [place for place in places_to_post(person, only=only) if place.space is None or PART in place.space.parts]


def answers_shown_to(viewer: Viewer, event: Event) -> QuerySet[Answer]:
    """Who said what: those whom this viewer may know of and has not blocked. Who organises it sees all."""
    said = Answer.objects.filter(event=event)
    if can_organise(viewer, event):
        return said
    return said.filter(person__in=User.objects.visible_to(viewer)).exclude(person__in=blocked_by(viewer))


def people_called(handles: Iterable[str], *, known_to: Viewer) -> list[User]:
    """The people of these handles, with or without @. Whom the viewer may not know of is nobody: ValidationError."""
    wanted = list(dict.fromkeys(handle.lower().lstrip("@") for handle in handles))
    found = {person.handle: person for person in User.objects.visible_to(known_to).filter(handle__in=wanted)}
    if missing := [handle for handle in wanted if handle not in found]:
        raise ValidationError({"organisers": _("There is nobody called %(names)s.") % {"names": ", ".join(missing)}})
    return [found[handle] for handle in wanted]
