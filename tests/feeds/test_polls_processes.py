"""The same people vote in two processes at the same moment: one vote each, and every count is right."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.house import Hand, Product

PEOPLE = 12


@pytest.fixture(scope="module")
def hands(tmp_path_factory):
    """Two programs at work on one database, as two servers would be."""
    product = Product(tmp_path_factory.mktemp("votes"))
    product.prepare(with_pages=False)
    both = [Hand(product), Hand(product)]
    both[0]("move_in")
    both[0]("room", name="Agora", members=["ada"])
    yield both
    for hand in both:
        hand.close()


@pytest.fixture(scope="module")
def crowd(hands) -> list[str]:
    return hands[0]("crowd", name="Voter", how_many=PEOPLE, space="agora")


def at_once(hands, poll, crowd, choices) -> list[int]:
    """Each program lets everybody vote, the one for this, the other for that, in opposite order."""
    orders = (crowd, crowd[::-1])
    with ThreadPoolExecutor(len(hands)) as pool:
        running = [
            pool.submit(hand, "vote", poll=poll, options=chosen, by=order)
            for hand, chosen, order in zip(hands, choices, orders, strict=True)
        ]
        return [one.result(timeout=120) for one in running]


@pytest.mark.parametrize("multiple", [False, True])
def test_everybody_is_counted_once_in_a_named_poll(multiple, hands, crowd):
    made = hands[0]("poll", by="ada", space="agora", body="Which?", options=["a", "b", "c"], multiple=multiple)
    first, second, third = made["options"]
    choices = ([first, second], [third]) if multiple else ([first], [third])
    taken = at_once(hands, made["post"], crowd, choices)
    found = hands[0]("votes_of", poll=made["post"])
    # The same person twice is a second thought, and never two votes.
    assert sum(taken) >= PEOPLE
    assert found["voters"] == found["ballots"] == found["people"] == PEOPLE
    assert sum(found["tally"]) == found["choices"]
    if not multiple:
        assert sum(found["tally"]) == PEOPLE
    assert list(found["told"][-1].values()) == found["tally"]
    assert len(found["told"]) == sum(taken)


def test_an_anonymous_vote_is_taken_once(hands, crowd):
    made = hands[0]("poll", by="ada", space="agora", body="Which?", options=["a", "b"], anonymous=True)
    first, second = made["options"]
    taken = at_once(hands, made["post"], crowd, ([first], [second]))
    found = hands[0]("votes_of", poll=made["post"])
    assert sum(taken) == found["ballots"] == found["voters"] == sum(found["tally"]) == PEOPLE
    assert found["choices"] == 0
    totals = [sum(counts.values()) for counts in found["told"]]
    assert totals == list(range(1, PEOPLE + 1))
