"""OpenSearch, as far as a stand-in can say: what is sent to it, and that the database has the last word."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from feeds.actions import publish_post
from intranet.content import actions as content_actions
from intranet.search import indexing, typos
from intranet.search.asked import read
from intranet.search.opensearch_engine import FORMAT, PorticoOpenSearchBackend, query_of
from intranet.search.queries import search
from intranet.settings.search import connections

from .opensearch_stand_in import opensearch_stand_in
from .search_world import library


@pytest.fixture
def stand_in(monkeypatch):
    with opensearch_stand_in() as running:
        wanted = connections(f"opensearch+{running.url}", on_sqlite=True, data=Path("/nowhere"))
        backends = {name: PorticoOpenSearchBackend(name, **options) for name, options in wanted.items()}
        for module in ("engine", "queries", "indexing", "typos"):
            monkeypatch.setattr(f"intranet.search.{module}.engine", lambda name="default": backends[name])
        yield running


@pytest.fixture
def world(stand_in, author, lab, porch):
    posts = library(author, lab, porch)
    indexing.rebuild_index.call()
    return posts


def test_a_rebuild_fills_an_index_of_our_format_and_gives_it_the_name(world, stand_in):
    inside, outside = stand_in.aliases["firm-inside"], stand_in.aliases["firm-outside"]
    assert len(stand_in.documents[inside]) == 4
    assert len(stand_in.documents[outside]) == 2
    assert stand_in.mappings[inside]["_meta"] == {"format": FORMAT}
    indexing.rebuild_index.call()
    assert inside not in stand_in.documents
    assert all(name["authorization"].startswith("Basic ") for name in stand_in.headers)


def test_everybody_finds_what_they_may_read(world, author, outsider, guest):
    assert {str(entry) for entry in search(author, "bearing").entries} == {
        "Quieter fans",
        "Budget 2025",
        "Opening hours",
        "Noise",
    }
    assert search(outsider, "quieter").total == 0
    assert [str(entry) for entry in search(guest, "bearings").entries] == ["Opening hours"]
    assert typos.complete("quie", author) == ["quieter"]
    assert typos.complete("quie", outsider) == []


def test_an_index_that_says_too_much_is_not_believed(world, author, stand_in, monkeypatch):
    content_actions.delete_entry(world[0], by=author)
    assert search(author, "quieter").total == 0


def test_what_changes_is_sent_and_what_goes_is_taken_out(world, author, lab, stand_in):
    post = publish_post(by=author, space=lab, title="Kingfisher", body="blue")
    indexing.index_pending.call()
    assert search(author, "kingfisher").total == 1
    content_actions.delete_entry(post, by=author)
    indexing.index_pending.call()
    assert str(post.pk) not in stand_in.of("firm-inside")


def test_a_server_that_does_not_answer_is_answered_for_by_the_database(world, author, stand_in, monkeypatch):
    monkeypatch.setattr(stand_in, "search", lambda *_asked: {"nothing": "of use"})
    found = search(author, "quieter")
    assert found.degraded
    assert [str(entry) for entry in found.entries] == ["Quieter fans"]


def test_what_is_asked_carries_the_rights_and_every_filter(author, lab):
    asked = read('fan "new bearings" -noise in:lab tag:x has:file is:unanswered after:2026 quie', author)
    query = query_of(asked, {"org", "public"})["bool"]
    assert query["filter"][0] == {"terms": {"audience": ["org", "public"]}}
    assert {"terms": {"space": [lab.pk]}} in query["filter"]
    assert {"terms": {"tag": ["x"]}} in query["filter"]
    assert {"term": {"has": "file"}} in query["filter"]
    assert {"term": {"has": "unanswered"}} in query["filter"]
    assert query["filter"][-1]["range"]["published"].keys() == {"gte"}
    assert len(query["must"]) == 3
    assert {"prefix": {"words": {"value": "quie", "boost": 0.3}}} in query["must"][1]["dis_max"]["queries"]
    assert len(query["must_not"]) == 1


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("", "whoosh_engine"),
        ("whoosh", "whoosh_engine"),
        ("opensearch+https://a:b%40c@host:9200/firm", "opensearch_engine"),
    ],
)
def test_the_address_chooses_the_engine(url, engine):
    found = connections(url, on_sqlite=True, data=Path("/data"))
    assert set(found) == {"default", "public"}
    assert all(engine in one["ENGINE"] for one in found.values())


def test_a_postgresql_database_searches_by_itself():
    found = connections("", on_sqlite=False, data=Path("/data"))
    assert [one["TABLE"] for one in found.values()] == ["search_inside", "search_outside"]


@pytest.mark.parametrize("url", ["postgres", "solr://host", "opensearch+https://", "https://host:9200", "nonsense"])
def test_an_address_that_makes_no_sense_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured):
        connections(url, on_sqlite=True, data=Path("/data"))
