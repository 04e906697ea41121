"""Polls and kudos in load data: the rows their actions would leave, many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from intranet.content.bulk import insert_entries
from intranet.conversation.models import Ballot, Choice, Poll, PollOption
from intranet.demo.loads import Load

from .kudos.values import values_on_offer
from .models import Kudos, KudosReceiver, Post

# Of a hundred posts, how many ask something; of a hundred entries, how many are kudos besides.
ASKING_OF_A_HUNDRED = 3
KUDOS_OF_A_HUNDRED = 1


def ask_with_some(load: Load, posts: Sequence[Post]) -> None:
    """A poll on some of these posts, with votes; every third is anonymous, and half have closed."""
    chance = load.chance
    chosen = chance.sample(list(posts), k=max(1, len(posts) * ASKING_OF_A_HUNDRED // 100))
    polls, options, ballots, choices = [], [], [], []
    for number, post in enumerate(chosen):
        closes = post.published_at + timedelta(days=7) if number % 2 and post.published_at else None
        poll = Poll(entry_id=post.entry_id, anonymous=number % 3 == 0, closes_at=closes, announced_at=closes)
        mine = [PollOption(poll=poll, place=place, text=load.sentence(2)[:-1]) for place in range(chance.randint(2, 5))]
        circle = load.members[post.space_id] if post.space_id else list(load.staff)
        voters = chance.sample(circle, k=min(len(circle), chance.randint(0, 12)))
        votes = [chance.randrange(len(mine)) for _voter in voters]
        for place, count in Counter(votes).items():
            mine[place].votes = count
        poll.voters_count = len(voters)
        polls.append(poll)
        options += mine
        for voter, place in zip(voters, votes, strict=True):
            ballot = Ballot(poll=poll, person=voter)
            ballots.append(ballot)
            if not poll.anonymous:
                choices.append(Choice(ballot=ballot, option=mine[place]))
    Poll.objects.bulk_create(polls, batch_size=500)
    PollOption.objects.bulk_create(options, batch_size=500)
    Ballot.objects.bulk_create(ballots, batch_size=500)
    Choice.objects.bulk_create(choices, batch_size=500)
    load.progress("polls")(len(polls))


def thank_some(load: Load, entries: int) -> None:
    """Kudos by staff to colleagues who read them."""
    if len(load.staff) < 3:
        return
    made: list[tuple[Kudos, list[int]]] = []
    insert_entries(_kudos(load, max(1, entries * KUDOS_OF_A_HUNDRED // 100), made))
    rows = [KudosReceiver(kudos_id=kudos.pk, person_id=person) for kudos, people in made for person in people]
    KudosReceiver.objects.bulk_create(rows, batch_size=500)
    load.progress("kudos")(len(made))


def _kudos(load: Load, how_many: int, made: list[tuple[Kudos, list[int]]]) -> Iterator[Kudos]:
    chance, values = load.chance, values_on_offer()
    staff = {person.pk for person in load.staff}
    for number in range(how_many):
        space = chance.choice(load.spaces) if load.spaces and chance.random() < 0.7 else None
        circle = [person for person in load.members[space.pk] if person.pk in staff] if space else list(load.staff)
        if len(circle) < 3:
            continue
        giver, *thanked = chance.sample(circle, k=chance.randint(2, 3))
        kudos = Kudos(
            author=giver,
            space=space,
            audience=space.audience if space else "org",
            value=chance.choice(values),
            body=load.paragraph(1),
            language="en",
            published_at=load.moment(number / how_many),
        )
        made.append((kudos, [person.pk for person in thanked]))
        yield kudos
