"""Load data of events: some that were, some to come, and who said what."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

from feeds.models import Answer, Event
from intranet.accounts.models import User
from intranet.content.bulk import insert_entries
from intranet.demo.loads import Load, load

from .times import times_of

_ZONES = ("Europe/Rome", "Europe/Rome", "Europe/Berlin", "America/New_York", "Asia/Tokyo")
_ANSWERS = (Answer.Choice.GOING, Answer.Choice.GOING, Answer.Choice.MAYBE, Answer.Choice.NO)


@load("events", 50)
def events(load: Load) -> None:
    """Two of three are over. As many places as answers, or none said, so that nobody waits."""
    made: list[Event] = []
    insert_entries(_events(load, load.sizes["events"], made), told=load.progress("events"))
    rows: list[Answer] = []
    for event in made:
        rows += _answers(load, event)
    Answer.objects.bulk_create(rows, batch_size=1000)
    counts = Counter((row.event_id, row.choice) for row in rows)
    for event in made:
        event.going_count = counts[event.pk, Answer.Choice.GOING]
        event.maybe_count = counts[event.pk, Answer.Choice.MAYBE]
    Event.objects.bulk_update(made, ["going_count", "maybe_count"], batch_size=200)
    load.progress("answers")(len(rows))


def _events(load: Load, how_many: int, made: list[Event]) -> Iterator[Event]:
    chance = load.chance
    for number in range(how_many):
        space = chance.choice(load.spaces) if load.spaces and chance.random() > 0.2 else None
        author: User = chance.choice(load.members[space.pk] if space else list(load.staff))
        published = load.moment(number / how_many)
        all_day = chance.random() < 0.1
        times = times_of(
            time_zone=chance.choice(_ZONES),
            starts_on=published.date() + datetime.timedelta(days=chance.randint(3, 120)),
            starts_at=None if all_day else datetime.time(chance.randint(8, 18), chance.choice((0, 30))),
            all_day=all_day,
        )
        event = Event(
            **vars(times),
            place=load.sentence(2)[:-1] if chance.random() < 0.7 else "",
            author=author,
            space=space,
            audience=space.audience if space else "org",
            title=load.sentence(chance.randint(2, 6))[:-1],
            body=load.paragraph(chance.randint(1, 3)),
            language="en",
            published_at=published,
            changed_at=published,
        )
        made.append(event)
        yield event


def _answers(load: Load, event: Event) -> list[Answer]:
    circle = load.members[event.space_id] if event.space_id else list(load.staff)
    people = load.chance.sample(circle, k=min(len(circle), load.chance.randint(0, 12)))
    return [
        Answer(event=event, person=person, choice=load.chance.choice(_ANSWERS), since=event.published_at or load.until)
        for person in people
    ]
