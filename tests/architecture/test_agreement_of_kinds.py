"""Kudos are read by whom their audience says, on every road; the result of a poll is seen by whom its terms say."""

from __future__ import annotations

import pytest

from feeds.actions import publish_post
from feeds.kudos.actions import give_kudos
from feeds.kudos.values import values_on_offer
from intranet.accounts.actions import create_token
from intranet.content.models import Entry
from intranet.conversation.models import Poll
from intranet.conversation.polls.actions import close_poll, vote
from intranet.conversation.polls.wanted import WantedPoll

from .asking import CAST
from .surfaces import Reader, readers

WHERE = ("lab", "plaza", "porch", "org", "customers", "public")


@pytest.fixture
def everybody(cast, sessions, guest) -> dict[str, Reader]:
    def token(person) -> str:
        here = person.is_authenticated and person.is_active
        return create_token(person, by=person, name="agreement")[1] if here else ""

    tokens = {name: token(person) for name, person in cast.items()}
    return readers([(name, cast[name], sessions[name], tokens[name]) for name in CAST], guest)


def words_at(place: str) -> str:
    return f"nachtigall{place}"


@pytest.fixture
def kudos(lab, plaza, porch, cast, run_jobs):
    """Ada thanks Ben everywhere she can, with a word for each place."""
    spaces, value = {"lab": lab, "plaza": plaza, "porch": porch}, values_on_offer()[0]
    found = {}
    for place in WHERE:
        where = {"space": spaces[place]} if place in spaces else {"audience": place}
        found[place] = give_kudos(
            by=cast["author"], to=[cast["colleague"]], value=value, body=f"For {words_at(place)}.", **where
        )
    run_jobs()
    return found


def roads_to_kudos(reader: Reader, entry, word: str) -> dict[str, bool]:
    found = {
        "its page": word in reader.text(f"/kudos/{entry.pk}/"),
        "its permalink": reader.get(f"/entries/{entry.pk}/").status_code == 302,
        "its menu": reader.get(f"/entries/{entry.pk}/menu/").status_code == 200,
        "its comments": reader.get(f"/entries/{entry.pk}/comments/").status_code == 200,
        "search": f"/kudos/{entry.pk}/" in reader.text("/search/", q=word),
    }
    if entry.space is not None:
        found["the feed of its space"] = word in reader.text(f"/spaces/{entry.space.slug}/")
    if reader.signed_in:
        found |= {
            "the API": reader.ask(f"/kudos/{entry.pk}").status_code == 200,
            "the API's entries": reader.ask(f"/entries/{entry.pk}").status_code == 200,
            "reactions": reader.get(f"/entries/{entry.pk}/reactions/").status_code == 200,
        }
        if reader.get("/people/ben/").status_code == 200:
            found["the page of who is thanked"] = word in reader.text("/people/ben/")
    return found


def test_every_road_to_kudos_agrees_with_the_rule(kudos, everybody):
    differences = {}
    for who, reader in everybody.items():
        for place, entry in kudos.items():
            may_read = Entry.objects.visible_to(reader.person).filter(pk=entry.pk).exists()
            for road, shown in roads_to_kudos(reader, entry, words_at(place)).items():
                if shown != may_read:
                    differences[f"{place} to {who} by {road}"] = shown
    assert differences == {}


def test_a_colleague_meets_them_on_every_road(kudos, everybody):
    """A road that shows nothing to anybody agrees about secrets only."""
    assert set(roads_to_kudos(everybody["colleague"], kudos["lab"], words_at("lab")).values()) == {True}


# --- Results ---------------------------------------------------------------------------------------------------------

# By terms: who of those who read the lab sees what came of it, before and after it has closed. Ben has voted.
MAY_SEE = {
    "always": ("author colleague", "author colleague"),
    "voting": ("colleague", "author colleague"),
    "closing": ("", "author colleague"),
}


def roads_to_a_result(reader: Reader, poll: Poll) -> dict[str, bool]:
    def drawn(path: str, **headers: str) -> bool:
        return "data-votes" in reader.get(path).content.decode()

    found = {
        "its page": drawn(poll.entry.get_absolute_url()),
        "the page of the poll": drawn(f"/entries/{poll.pk}/poll/"),
        "the feed of its space": drawn("/spaces/lab/"),
    }
    if reader.signed_in:
        answer = reader.ask(f"/polls/{poll.pk}")
        found |= {
            "the API": answer.status_code == 200 and answer.json()["options"][0]["votes"] is not None,
            "who voted": reader.get(f"/entries/{poll.pk}/poll/voters/").status_code == 200,
        }
    return found


@pytest.mark.parametrize("has_closed", [False, True])
@pytest.mark.parametrize("terms", MAY_SEE)
def test_every_road_to_a_result_agrees_with_the_terms(terms, has_closed, lab, cast, everybody):
    author = cast["author"]
    poll = publish_post(by=author, space=lab, body="Which?", poll=WantedPoll(("a", "b"), results=terms)).poll
    vote(poll, by=cast["colleague"], options=[poll.options.all()[0].pk])
    if has_closed:
        close_poll(poll, by=author)
    wanted = MAY_SEE[terms][has_closed].split()
    differences = {
        f"{road} to {who}": shown
        for who, reader in everybody.items()
        for road, shown in roads_to_a_result(reader, poll).items()
        if shown != (who in wanted)
    }
    assert differences == {}
