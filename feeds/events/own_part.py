"""What is one reader's own on the card of an event: the own answer, and which of the others the reader may know of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import now

from feeds.models import Answer, Event
from intranet.accounts.models import User
from intranet.content.stances import blocked_by
from intranet.conversation.personal import fill_places, left_open
from intranet.core.kept import Place, open_place
from intranet.spaces.audiences import Viewer

EVENT = "event"
FACES = 5


@dataclass(frozen=True)
class Told:
    """What the place says of the event, so that filling it need not ask again: all of it changes the card."""

    entry: int
    finishes: int
    answer_by: int
    cancelled: bool
    full: bool
    going: int

    @property
    def words(self) -> tuple[int, ...]:
        return (self.entry, self.finishes, self.answer_by, int(self.cancelled), int(self.full), self.going)

    @classmethod
    def of(cls, place: Place) -> Told:
        entry, finishes, answer_by, cancelled, full, going = map(int, place.told)
        return cls(entry, finishes, answer_by, bool(cancelled), bool(full), going)


def place_of(event: Event) -> Told:
    return Told(
        entry=event.entry_id,
        finishes=int(event.finishes.timestamp()),
        answer_by=int(event.answer_by.timestamp()) if event.answer_by else 0,
        cancelled=event.is_cancelled or not event.is_published,
        full=event.is_full,
        going=event.going_count,
    )


@dataclass
class Known:
    answers: dict[int, str]
    faces: dict[int, list[User]]
    ahead: dict[int, int]


def own_part(event: Event, viewer: Viewer | None) -> SafeString:
    """The place for it where the card is for everybody, and else the thing itself."""
    told = place_of(event)
    if left_open(event) or viewer is None:
        return open_place(EVENT, *told.words)
    return _filled(told, know(viewer, [event.entry_id]), viewer)


def know(viewer: Viewer, entries: Sequence[int]) -> Known:
    """For all events of a page: two queries, and one more for who waits somewhere."""
    if not viewer.is_authenticated:
        return Known({}, {}, {})
    mine = {row.event_id: row for row in Answer.objects.filter(person=viewer, event__in=entries)}
    coming = Answer.objects.filter(
        event__in=entries, choice=Answer.Choice.GOING, person__in=User.objects.visible_to(viewer).active()
    ).exclude(person__in=blocked_by(viewer))
    place = Window(RowNumber(), partition_by=F("event_id"), order_by=[F("since").asc(), F("pk").asc()])
    faces: dict[int, list[User]] = {}
    for answer in coming.select_related("person").annotate(place=place).filter(place__lte=FACES):
        faces.setdefault(answer.event_id, []).append(answer.person)
    waiting = [row for row in mine.values() if row.choice == Answer.Choice.WAITING]
    return Known({pk: row.choice for pk, row in mine.items()}, faces, _ahead_of(waiting))


def _ahead_of(waiting: list[Answer]) -> dict[int, int]:
    """How many wait before them, and they themselves: their number on the list."""
    if not waiting:
        return {}
    mine = {answer.event_id: (answer.since, answer.pk) for answer in waiting}
    queue = Answer.objects.filter(event__in=mine, choice=Answer.Choice.WAITING)
    numbers = dict.fromkeys(mine, 0)
    for event_id, since, pk in queue.values_list("event_id", "since", "pk"):
        numbers[event_id] += (since, pk) <= mine[event_id]
    return numbers


def _filled(told: Told, known: Known, viewer: Viewer) -> SafeString:
    moment = now().timestamp()
    context: dict[str, Any] = {
        "entry_id": told.entry,
        "answer": known.answers.get(told.entry, ""),
        "number": known.ahead.get(told.entry, 0),
        "faces": known.faces.get(told.entry, []),
        "cancelled": told.cancelled,
        "over": moment >= told.finishes,
        "closed": bool(told.answer_by) and moment > told.answer_by,
        "full": told.full,
        "going": told.going,
        "signed_in": viewer.is_authenticated,
    }
    context["more"] = max(told.going - len(context["faces"]), 0)
    return render_to_string("feeds/events/_own.html", context)


def register() -> None:
    fill_places(
        EVENT,
        know=lambda viewer, places: know(viewer, [Told.of(place).entry for place in places]),
        fill=lambda place, known, viewer: _filled(Told.of(place), known, viewer),
    )
