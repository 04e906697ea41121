"""What every engine owes, asked of the one that is configured: Whoosh here, PostgreSQL in the second run."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts.actions import change_profile, create_token
from intranet.content import actions as content_actions
from intranet.content.models import Entry
from intranet.search import indexing, places, typos
from intranet.search.around import people_saying, spaces_saying
from intranet.search.asked import read
from intranet.search.engine import INSIDE, OUTSIDE, engine
from intranet.search.models import Pending
from intranet.search.queries import search
from intranet.spaces.audiences import PUBLIC
from intranet.spaces.models import Membership
from tests import factories
from tests.feeds.events_at_hand import an_event

from . import search_world
from .search_world import library


@pytest.fixture
def world(author, lab, porch):
    posts = library(author, lab, porch)
    indexing.rebuild_index.call()
    return posts


def titles(person, text, **how):
    return [str(entry)[:14] for entry in search(person, text, **how).entries]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bearing", {"Quieter fans", "Budget 2025", "Noise", "Opening hours"}),
        ("BEARINGS noise", {"Quieter fans", "Noise"}),
        ("study", {"Budget 2025"}),
        ("perche", {"Turni"}),
        ("organizzare", {"Turni"}),
        ("riunione", {"Turni", "Un'idea per l'"}),
        ("ufficio", {"Un'idea per l'"}),
        ("l'ufficio", {"Un'idea per l'"}),
        ("open the hours", {"Opening hours"}),
        ('"new bearings"', {"Quieter fans"}),
        ('"the new bearings halve"', {"Quieter fans"}),
        ('"bearings new"', set()),
        ("bearings -noise", {"Budget 2025", "Opening hours"}),
        ('bearings -"spare bearings" -tag:budget', {"Quieter fans", "Budget 2025", "Noise"}),
        ("quie", {"Quieter fans"}),
        ("orga", {"Turni"}),
        ("quie ", set()),
        ("cooling", {"Quieter fans"}),
        ("tag:cooling", {"Quieter fans"}),
        ("tag:#Turni riunioni", {"Turni"}),
        ("in:lab", {"Quieter fans"}),
        ("in:porch bearings", {"Opening hours"}),
        ("from:ada bearings before:2025-06", {"Budget 2025"}),
        ("from:ben", set()),
        ("after:2026-03-08 before:2026-03-10", {"Quieter fans"}),
        ("kind:post turni", {"Turni"}),
        ("kind:comment turni", set()),
        ("is:unanswered has:link", set()),
        ("bearings is:unanswered in:lab", {"Quieter fans"}),
        ("bianchi fans", {"Quieter fans", "Noise"}),
    ],
)
def test_each_way_of_asking_finds_what_it_should(typed, found, author, world):
    result = search(author, typed)
    assert {str(entry)[:14] for entry in result.entries} == found
    assert result.total == len(result.entries)
    assert not result.degraded


def test_the_best_comes_first_and_the_newest_where_that_is_asked_for(author, world):
    assert titles(author, "noise")[0] == "Noise"
    assert titles(author, "bearings", params={"sort": "newest"}) == [
        "Quieter fans",
        "Opening hours",
        "Noise",
        "Budget 2025",
    ]


def test_who_is_outside_asks_the_index_of_what_is_outside_alone(customer, guest, world, monkeypatch):
    def asked(*_arguments, **_options):
        raise AssertionError("the inner index was asked")

    monkeypatch.setattr(engine(INSIDE), "find", asked)
    monkeypatch.setattr(engine(INSIDE), "words_beginning", asked)
    monkeypatch.setattr(engine(INSIDE), "exactly", asked)
    for person in (customer, guest):
        found = search(person, "bearings", facets=True)
        assert [str(entry) for entry in found.entries] == ["Opening hours"]
        assert not found.degraded
        assert typos.complete("bea", person) == ["bearings"]
        assert not search(person, "bearimgs").degraded


def test_the_two_indexes_share_what_there_is(world):
    assert (engine(INSIDE).document_count(), engine(OUTSIDE).document_count()) == (4, 2)


def test_facets_count_what_this_reader_may_read(author, outsider, world):
    def counted(person, name):
        facets = search(person, "bearings", facets=True).facets
        return {value.value: value.count for value in facets[name]}

    assert counted(author, "space") == {"lab": 1, "porch": 1}
    assert counted(author, "year") == {"2026": 2, "2025": 2}
    assert counted(author, "author") == {"ada": 4}
    assert counted(author, "kind") == {"feeds.post": 4}
    assert counted(author, "tag") == {"cooling": 1, "budget": 1}
    assert counted(outsider, "space") == {"porch": 1}
    assert counted(outsider, "tag") == {"budget": 1}


def test_the_facets_of_an_engine_are_those_of_the_database(author, world):
    """Those of the database are shown for few results, those of the engine for many."""
    from intranet.search.queries import ask
    from intranet.spaces.models import Space

    facets = ask(read("bearings", author), author, limit=1, facets=True).facets
    slugs = dict(Space.objects.values_list("pk", "slug"))
    assert {slugs[pk]: many for pk, many in facets["space"].items()} == {"lab": 1, "porch": 1}
    assert facets["year"] == {2026: 2, 2025: 2}
    assert facets["author"] == {author.pk: 4}
    assert facets["tag"] == {"cooling": 1, "budget": 1}
    assert facets["kind"] == {"feeds.post": 4}


def test_what_waits_for_the_index_is_in_no_facet_of_the_engine(author, world):
    from intranet.search.queries import ask

    content_actions.delete_entry(Entry.objects.get(title="Budget 2025"), by=author)
    assert Pending.objects.exists()
    facets = ask(read("bearings", author), author, limit=1, facets=True).facets
    assert facets["tag"] == {"cooling": 1}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bearimgs", "bearings"),
        ("noisee", "noise"),
        ("riunoine troppo", "riunione troppo"),
        ("Perchè organiziamo", "Perchè organizziamo"),
        ("bearings", ""),
        ("xyzzyplugh", ""),
    ],
)
def test_a_word_that_nobody_wrote_is_put_right(typed, meant, author, world):
    assert search(author, typed).suggestion == meant


def test_no_word_of_what_one_may_not_read_is_suggested_or_completed(outsider, author, guest, world):
    assert search(outsider, "quieterr").suggestion == ""
    assert typos.complete("quie", outsider) == []
    assert search(author, "quieterr").suggestion == "quieter"
    assert typos.complete("quie", author) == ["quieter"]
    # A form of a word is a word: the guest reads of "open" hours, not of "organizziamo".
    assert typos.complete("organ", guest) == []


def test_no_word_of_what_was_just_taken_away_is_suggested_though_the_index_is_late(author, world):
    content_actions.delete_entry(Entry.objects.get(title="Quieter fans"), by=author)
    assert typos.complete("quie", author) == []
    assert search(author, "quieterr").suggestion == ""


def test_an_entry_moves_to_the_other_index_with_its_audience(author, customer, lab, porch, world, run_jobs):
    post = publish_post(by=author, space=lab, title="Nightingale", body="sings")
    run_jobs()
    assert titles(customer, "nightingale") == []
    content_actions.move_entry(post, by=author, space=porch, audience=porch.audience)
    run_jobs()
    assert titles(customer, "nightingale") == ["Nightingale"]
    assert titles(author, "nightingale") == ["Nightingale"]
    assert engine(INSIDE).exactly("nightingale", [lab.audience, porch.audience], most=5) == []


def test_a_space_that_an_agency_guest_joins_is_taken_to_the_outer_index(author, admin, lab, world, run_jobs):
    tina = factories.a_person("Tina Agency", handle="tina", kind="agency", access_until=now() + timedelta(days=9))
    assert titles(tina, "quieter") == []
    Membership.objects.create(space=lab, person=tina)
    indexing.look_after_shelves.call()
    run_jobs()
    tina = type(tina).objects.get(pk=tina.pk)
    assert titles(tina, "quieter") == ["Quieter fans"]
    assert titles(author, "quieter") == ["Quieter fans"]
    assert engine(INSIDE).exactly("quieter", [lab.audience], most=5) == []


def test_what_changes_while_the_index_is_rebuilt_is_in_the_new_one(author, lab, world, monkeypatch):
    real = type(engine(INSIDE)).rebuild

    def slow(self, documents):
        def told():
            yield from documents
            if self is engine(INSIDE):  # read already, and changed before the swap
                publish_post(by=author, space=lab, title="Meanwhile", body="said during the rebuild")
                indexing.index_pending.call()

        return real(self, told())

    monkeypatch.setattr(type(engine(INSIDE)), "rebuild", slow)
    indexing.rebuild_index.call()
    indexing.index_pending.call()
    assert titles(author, "meanwhile") == ["Meanwhile"]


def test_what_is_deleted_is_gone_from_the_index_too(author, world, run_jobs):
    content_actions.delete_entry(Entry.objects.get(title="Noise"), by=author)
    run_jobs()
    assert engine(INSIDE).document_count() == 3
    assert "Noise" not in titles(author, "bearings")


def test_more_than_is_counted_is_said_to_be_more(author, world, monkeypatch):
    monkeypatch.setattr("intranet.search.queries.MOST_COUNTED", 2)
    found = search(author, "bearings", facets=True, limit=2)
    assert found.total == 3
    assert {value.value: value.count for value in found.facets["tag"]} == {"cooling": 1, "budget": 1}


def test_people_are_found_by_what_this_reader_sees_of_them_and_spaces_without_accents(author, colleague, guest, porch):
    porch.name, porch.purpose = "Città aperta", "Everything for the neighbours"
    porch.save()
    assert list(people_saying(author, "rossi")) == [colleague]
    assert list(people_saying(guest, "rossi")) == []
    assert list(people_saying(author, " ")) == []
    assert list(spaces_saying(guest, "CITTA")) == [porch]
    assert list(spaces_saying(guest, "neighbours")) == [porch]
    assert list(spaces_saying(guest, "lab")) == []


def test_a_program_asks_the_same_and_is_told_the_same(author, world, client):
    _token, secret = create_token(author, by=author, name="search")

    def ask(**asked):
        return client.get("/api/v1/search", asked, headers={"authorization": f"Bearer {secret}"}).json()

    found = ask(q="bearings", space="lab", facets="true")
    assert [item["title"] for item in found["items"]] == ["Quieter fans"]
    assert found["facets"]["year"] == [{"value": "2026", "label": "2026", "count": 1}]
    assert ask(q="bearimgs")["suggestion"] == "bearings"
    assert len(ask(q="bearings before:never")["remarks"]) == 1


def test_a_text_is_found_by_the_name_its_author_has_now_and_an_event_by_its_place(author, plaza, run_jobs):
    indexing.rebuild_index.call()
    publish_post(by=author, space=plaza, title="Kites", body="Up they go.")
    an_event(by=author, space=plaza, title="Summer party", place="Cascina Nascosta")
    run_jobs()
    assert titles(author, "cascina") == ["Summer party"]
    change_profile(author, by=author, name="Ada Lovelace")
    run_jobs()
    assert set(titles(author, "lovelace")) == {"Kites", "Summer party"}
    assert titles(author, "bianchi") == []


def test_in_finds_places_that_are_no_spaces_beside_spaces(author, outsider, lab, porch, monkeypatch):
    """A part names its places by their audiences; who may not know of one finds nothing by its name."""
    own = [("", "The kettle sings.", author.key, None, 1), ("", "The kettle leaks.", lab.audience, lab, 1)]
    search_world.write_bulk([*own, ("", "The kettle is public.", PUBLIC, None, 1)], author)
    indexing.rebuild_index.call()
    monkeypatch.setattr(places, "_places", {})
    kitchen = places.Places(
        called=lambda words, viewer: [(author.key, words == "kitchen")] if viewer == author and "kit" in words else [],
        offered=lambda begun, viewer, most: [],
        name_of=lambda audience, viewer: "Kitchen" if (audience, viewer) == (author.key, author) else "",
    )
    places.register("kitchens", kitchen)
    assert titles(author, "kettle in:kitchen") == ["The kettle sin"]
    assert set(titles(author, "kettle in:kitchen in:lab")) == {"The kettle sin", "The kettle lea"}
    assert titles(author, "kettle", params={"place": author.key}) == ["The kettle sin"]
    assert titles(author, "kettle in:lab", params={"place": author.key}) == ["The kettle sin"]
    assert titles(outsider, "kettle", params={"place": author.key}) == []
    nothing = search(outsider, "kettle in:kitchen")
    assert (nothing.total, len(nothing.remarks)) == (0, 1)
