"""The same through the API: drafts, bookmarks, times, places, pins and series."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.content.models import Entry, Pin, Placement, Timing
from intranet.conversation.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(as_):
    """As a browser's script asks: with the session, in JSON."""

    def send(person, method, path, said=None, **query):
        client = as_(person)
        body = json.dumps(said) if said is not None else ""
        path = f"/api/v1{path}" + (f"?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else "")
        return client.generic(method, path, body, "application/json")

    return send


@pytest.fixture
def post(author, lab):
    return publish_post(by=author, space=lab, title="Kanarienvogel", body="x")


def test_a_draft_is_kept_listed_and_let_go(ask, author, colleague):
    first = ask(author, "PUT", "/drafts/post:home", {"fields": {"body": "Half"}, "device": "desk"}).json()
    assert first["version"] == 1
    other = ask(author, "PUT", "/drafts/post:home", {"fields": {"body": "Other"}, "device": "phone"}).json()
    assert other["earlier"][0]["fields"] == {"body": "Half"}
    assert [one["key"] for one in ask(author, "GET", "/drafts").json()["items"]] == ["post:home"]
    assert ask(colleague, "GET", "/drafts").json()["items"] == []
    assert ask(author, "DELETE", "/drafts/post:home").status_code == 204
    assert not Draft.objects.exists()
    assert ask(author, "PUT", "/drafts/post:home", {"fields": {}}).status_code == 204


def test_saved_entries_are_listed_as_long_as_one_may_read_them(ask, colleague, outsider, post):
    assert ask(colleague, "PUT", f"/entries/{post.pk}/bookmark").status_code == 204
    assert [one["id"] for one in ask(colleague, "GET", "/bookmarks").json()["items"]] == [post.pk]
    assert ask(colleague, "DELETE", f"/entries/{post.pk}/bookmark").status_code == 204
    assert ask(outsider, "PUT", f"/entries/{post.pk}/bookmark").status_code == 404


def test_a_post_waits_is_put_off_taken_back_and_published(ask, author, lab, colleague):
    at = (now() + timedelta(hours=5)).isoformat()
    made = ask(author, "POST", f"/spaces/{lab.pk}/posts", {"body": "Later", "publish_at": at}).json()
    [waiting] = ask(author, "GET", "/scheduled").json()["items"]
    assert (waiting["id"], waiting["state"], waiting["time_zone"]) == (made["id"], "scheduled", "Europe/Rome")
    assert ask(colleague, "GET", f"/entries/{made['id']}").status_code == 404
    later = {"at": (now() + timedelta(days=2)).isoformat()}
    assert ask(author, "PUT", f"/entries/{made['id']}/time", later).status_code == 204
    assert Timing.objects.get().due_at > now() + timedelta(days=1)
    assert ask(author, "DELETE", f"/entries/{made['id']}/time").status_code == 204
    assert ask(author, "GET", "/scheduled").json()["items"] == []
    assert ask(author, "POST", f"/entries/{made['id']}/publish").json()["state"] == "published"
    past = {"body": "x", "publish_at": (now() - timedelta(hours=1)).isoformat()}
    assert ask(author, "POST", f"/spaces/{lab.pk}/posts", past).status_code == 422


def test_a_time_without_an_offset_is_on_the_writers_clock(ask, author, lab):
    wall = (now() + timedelta(days=2)).replace(hour=8, minute=30, second=0, microsecond=0, tzinfo=None)
    ask(author, "POST", f"/spaces/{lab.pk}/posts", {"body": "x", "publish_at": wall.isoformat()})
    assert (Timing.objects.get().clock.hour, Timing.objects.get().zone) == (8, "Europe/Rome")


def test_an_entry_is_shown_elsewhere_taken_out_and_moved(ask, author, post, plaza, outsider):
    assert ask(author, "PUT", f"/entries/{post.pk}/places/{plaza.pk}").status_code == 200
    assert [one["slug"] for one in ask(outsider, "GET", f"/entries/{post.pk}/places").json()] == ["plaza"]
    assert ask(outsider, "DELETE", f"/entries/{post.pk}/places/{plaza.pk}").status_code == 403
    assert ask(author, "DELETE", f"/entries/{post.pk}/places/{plaza.pk}").status_code == 204
    assert not Placement.objects.exists()
    assert ask(author, "PUT", f"/entries/{post.pk}/space", {"space_id": plaza.pk}).json()["space_id"] == plaza.pk
    assert ask(author, "PUT", f"/entries/{post.pk}/space", {"space_id": None}).json()["audience"] == "org"


def test_pins_are_set_ordered_and_taken_off(ask, author, colleague, lab, post):
    other = publish_post(by=author, space=lab, body="x")
    for one in (post, other):
        assert ask(author, "PUT", f"/spaces/{lab.pk}/pins/{one.pk}", {}).status_code == 200
    assert ask(colleague, "PUT", f"/spaces/{lab.pk}/pins/{post.pk}", {}).status_code == 403
    ordered = ask(author, "PUT", f"/spaces/{lab.pk}/pins", {"entries": [other.pk, post.pk]}).json()
    assert [one["entry_id"] for one in ordered] == [other.pk, post.pk]
    assert ask(author, "DELETE", f"/spaces/{lab.pk}/pins/{post.pk}").status_code == 204
    assert [pin.entry_id for pin in Pin.objects.all()] == [other.pk]


def test_a_series_is_begun_filled_ordered_and_ended(ask, author, colleague, outsider, lab, post):
    other = publish_post(by=author, space=lab, body="x")
    series = ask(author, "POST", "/series", {"name": "Diary"}).json()["id"]
    for one in (post, other):
        ask(author, "PUT", f"/series/{series}/parts/{one.pk}")
    ordered = ask(author, "PUT", f"/series/{series}/parts", {"entries": [other.pk]}).json()
    assert ordered["entries"] == [other.pk, post.pk]
    assert ask(colleague, "GET", f"/series/{series}").json()["entries"] == [other.pk, post.pk]
    assert ask(outsider, "GET", f"/series/{series}").status_code == 404
    assert ask(colleague, "PUT", f"/series/{series}", {"name": "Mine"}).status_code == 403
    assert ask(author, "PUT", f"/series/{series}", {"name": "Notes"}).json()["name"] == "Notes"
    assert ask(author, "DELETE", f"/series/{series}/parts/{post.pk}").status_code == 204
    assert [one["entries"] for one in ask(author, "GET", "/series").json()["items"]] == [[other.pk]]
    assert ask(author, "DELETE", f"/series/{series}").status_code == 204
    assert Entry.objects.get(pk=other.pk).is_published
