"""Load data of broadcasts: a few to all staff and to spaces, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from feeds.models import Broadcast, Reach
from intranet.accounts.models import User
from intranet.content.bulk import BATCH, insert_entries
from intranet.demo.loads import Load

# One for so many entries.
ONE_FOR = 1000


def send_some(load: Load, entries: int) -> None:
    """Every second asks to be acknowledged; of ten whom one is for, seven saw it and five of those acknowledged."""
    made: list[Broadcast] = []
    insert_entries(_broadcasts(load, max(1, entries // ONE_FOR), made), told=load.progress("broadcasts"))
    rows: list[Reach] = []
    for broadcast in made:
        circle = load.members[broadcast.space_id] if broadcast.space_id else list(load.staff)
        rows += [_row(load, broadcast, person) for person in circle if person.pk != broadcast.author_id]
    Reach.objects.bulk_create(rows, batch_size=BATCH)
    load.progress("people reached")(len(rows))


def _broadcasts(load: Load, how_many: int, made: list[Broadcast]) -> Iterator[Broadcast]:
    chance = load.chance
    for number in range(how_many):
        space = chance.choice(load.spaces) if load.spaces and number % 2 else None
        author: User = chance.choice(load.members[space.pk] if space else list(load.staff))
        published = load.moment(number / how_many)
        broadcast = Broadcast(
            author=author,
            signed_by=author,
            space=space,
            audience=space.audience if space else "org",
            title=load.sentence(chance.randint(3, 7))[:-1],
            body=load.paragraph(chance.randint(1, 3)),
            language="en",
            published_at=published,
            delivered_at=published,
            must_acknowledge=number % 4 < 2,
            expires_at=published + timedelta(days=30),
        )
        made.append(broadcast)
        yield broadcast


def _row(load: Load, broadcast: Broadcast, person: User) -> Reach:
    came = broadcast.published_at or load.until
    chance = load.chance.random()
    seen = came + timedelta(minutes=30) if chance < 0.7 else None
    acknowledged = seen if broadcast.must_acknowledge and chance < 0.5 else None
    return Reach(
        broadcast=broadcast,
        person=person,
        delivered_at=came,
        seen_at=seen,
        acknowledged_at=acknowledged,
        version=1 if acknowledged else 0,
    )
