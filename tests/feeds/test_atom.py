"""What is public, for readers of feeds."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from feeds.actions import edit_post, publish_post
from intranet.accounts.actions import deactivate, face_company
from intranet.accounts.models import User
from intranet.content.actions import delete_entry
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.moderation.actions import hide
from intranet.spaces.actions import change_space, join_space
from intranet.spaces.audiences import PUBLIC
from tests.feeds.events_at_hand import an_event

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://house.example"


def fetch(path: str, **headers: str):
    return Client().get(path, headers=headers)


def entries_of(path: str) -> list[ET.Element]:
    answer = fetch(path)
    assert answer.status_code == 200
    return ET.fromstring(answer.content).findall(f"{ATOM}entry")


def titles(path: str) -> list[str]:
    return [entry.findtext(f"{ATOM}title", "") for entry in entries_of(path)]


def test_the_feed_of_the_house_has_what_is_public_newest_first(author, porch, plaza):
    publish_post(by=author, space=porch, title="On the porch", body="x")
    publish_post(by=author, audience=PUBLIC, title="For everybody", body="x")
    publish_post(by=author, space=plaza, title="Inside", body="x")
    publish_post(by=author, title="All staff", body="x")
    assert titles("/feeds/public.atom") == ["For everybody", "On the porch"]


def test_a_community_a_tag_and_an_author_have_feeds_of_their_own(author, colleague, porch):
    join_space(porch, by=colleague)
    publish_post(by=author, space=porch, title="Docks", body="See #docks")
    publish_post(by=colleague, space=porch, title="Straps", body="See #straps")
    assert titles("/feeds/spaces/porch.atom") == ["Straps", "Docks"]
    assert titles("/feeds/tags/docks.atom") == ["Docks"]
    assert titles("/feeds/people/ben.atom") == ["Straps"]


def test_an_entry_is_whole_and_all_that_leads_into_the_house_is_absolute(author, colleague, porch):
    join_space(porch, by=colleague)
    post = publish_post(
        by=author, space=porch, title="Docks", body="Ask @ben & read [this](/docs/).\n\n> <b>\n\n#docks"
    )
    (entry,) = entries_of("/feeds/public.atom")
    assert entry.findtext(f"{ATOM}id") == f"https://house.example/entries/{post.pk}/"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"https://house.example/posts/{post.pk}/"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ada Bianchi"
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert 'href="https://house.example/docs/"' in (content.text or "")
    assert 'href="/' not in (content.text or "")
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["docks"]


def test_an_event_is_in_it_as_any_entry(author, porch):
    event = an_event(author, porch, title="Webinar")
    (entry,) = entries_of("/feeds/spaces/porch.atom")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"https://house.example/events/{event.pk}/"


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script> [x](javascript:alert(1)) ]]> &amp; &#0;",
        "a\x00b\x0bc\x1b[31m",
        "\ufffe\uffff \u202e evil",
        "]]><entry><title>Mine</title></entry>",
    ],
)
def test_what_people_write_can_neither_break_the_feed_nor_run_in_it(author, porch, body):
    publish_post(by=author, space=porch, title=body[:60], body=f"x {body}")
    (entry,) = entries_of("/feeds/public.atom")
    content = entry.findtext(f"{ATOM}content", "").lower()
    assert "<script" not in content
    assert 'href="javascript' not in content


def test_nothing_of_customers_or_of_the_house_is_in_any_feed(
    author, colleague, customer, moderator, admin, acme, lab, plaza, porch, vault
):
    face_company(author, acme, by=admin)
    author = User.objects.get(pk=author.pk)
    word = "kanarienvogel"
    inside = [{"space": space} for space in (lab, plaza, vault)]
    audiences = [{"audience": audience} for audience in ("org", "customers", acme.audience, author.key)]
    for number, where in enumerate([*inside, *audiences]):
        publish_post(by=author, title=f"{word} {number}", body=f"{word} #{word}", **where)
    join_space(porch, by=customer)
    hidden = publish_post(by=User.objects.get(pk=customer.pk), space=porch, title=word, body=f"{word} #{word}")
    hide(hidden, by=moderator, reason="No.")
    gone = publish_post(by=author, space=porch, title=word, body=f"#{word}")
    delete_entry(gone, by=author)
    shown = publish_post(by=author, space=porch, title="Shown", body="Hello")
    add_comment(shown, by=author, body=f"{word} in a comment")
    paths = ["/feeds/public.atom", "/feeds/spaces/porch.atom", "/feeds/people/ada.atom"]
    for path in paths:
        answer = fetch(path)
        assert answer.status_code == 200
        assert word not in answer.content.decode().lower()
    closed = [f"/feeds/spaces/{slug}.atom" for slug in ("lab", "plaza", "vault", "nothing")]
    for path in [*closed, f"/feeds/tags/{word}.atom", "/feeds/people/ben.atom", "/feeds/people/nobody.atom"]:
        assert fetch(path).status_code == 404


def test_who_reads_it_signed_in_gets_the_same_as_anybody(author, lab, porch, as_):
    publish_post(by=author, space=lab, title="In the lab", body="x")
    publish_post(by=author, space=porch, title="On the porch", body="x")
    mine = as_(author).get("/feeds/public.atom")
    assert mine.content == fetch("/feeds/public.atom").content
    assert "private" not in mine["Cache-Control"]
    assert as_(author).get("/feeds/spaces/lab.atom").status_code == 404


def test_a_community_that_closes_is_out_of_every_feed_at_once(author, porch):
    publish_post(by=author, space=porch, title="On the porch", body="#docks")
    assert titles("/feeds/public.atom") == ["On the porch"]
    change_space(porch, by=author, visibility="closed")
    assert titles("/feeds/public.atom") == []
    for path in ("/feeds/spaces/porch.atom", "/feeds/tags/docks.atom", "/feeds/people/ada.atom"):
        assert fetch(path).status_code == 404


def test_what_customers_say_in_a_community_is_not_collected_by_person(customer, colleague, porch, admin):
    join_space(porch, by=customer)
    join_space(porch, by=colleague)
    publish_post(by=User.objects.get(pk=customer.pk), space=porch, body="How do I…")
    assert fetch("/feeds/people/dora.atom").status_code == 404
    publish_post(by=User.objects.get(pk=colleague.pk), space=porch, body="Like this.")
    assert fetch("/feeds/people/ben.atom").status_code == 200
    deactivate(colleague, by=admin)
    assert fetch("/feeds/people/ben.atom").status_code == 404


def test_who_has_it_already_is_told_so_and_a_change_is_sent(author, porch):
    post = publish_post(by=author, space=porch, title="First", body="x")
    answer = fetch("/feeds/public.atom")
    etag = answer["ETag"]
    assert parsedate_to_datetime(answer["Last-Modified"]) <= now()
    assert fetch("/feeds/public.atom", if_none_match=etag).status_code == 304
    assert fetch("/feeds/public.atom", if_none_match='"other"').status_code == 200
    edit_post(post, by=author, title="Second", body="x")
    assert fetch("/feeds/public.atom", if_none_match=etag).status_code == 200
    etag = fetch("/feeds/public.atom")["ETag"]
    publish_post(by=author, space=porch, title="Third", body="x")
    assert fetch("/feeds/public.atom", if_none_match=etag).status_code == 200


def test_what_was_taken_away_is_gone_at_once_also_for_who_asks_by_date(author, porch):
    keep = publish_post(by=author, space=porch, title="Kept", body="x")
    gone = publish_post(by=author, space=porch, title="Gone", body="x")
    Entry.objects.filter(pk=keep.pk).update(published_at=now() - timedelta(days=1))
    before = fetch("/feeds/public.atom")
    delete_entry(gone, by=author)
    after = fetch("/feeds/public.atom", if_none_match=before["ETag"], if_modified_since=before["Last-Modified"])
    assert after.status_code == 200
    assert titles("/feeds/public.atom") == ["Kept"]


def test_it_is_short_and_costs_the_same_whatever_there_is(author, porch):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            fetch("/feeds/public.atom")
        return len(asked)

    publish_post(by=author, space=porch, title="One", body="#docks")
    cost()
    few = cost()
    for number in range(60):
        publish_post(by=author, space=porch, title=f"Post {number}", body="#docks")
    assert cost() == few <= 5
    assert len(titles("/feeds/public.atom")) == 50


def test_an_empty_community_has_an_empty_feed(porch):
    assert titles("/feeds/spaces/porch.atom") == []


def test_pages_of_what_is_public_say_where_its_feed_is(author, guest, porch, lab, as_):
    publish_post(by=author, space=porch, body="See #docks")
    for path, feed in (
        ("/", "/feeds/public.atom"),
        ("/spaces/porch/", "/feeds/spaces/porch.atom"),
        ("/tags/docks/", "/feeds/tags/docks.atom"),
    ):
        page = as_(guest).get(path).content.decode()
        assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in page
    assert "application/atom+xml" not in as_(author).get("/spaces/lab/").content.decode()


def test_what_is_pointed_at_under_another_title_is_sent_again(author, porch):
    meant = publish_post(by=author, space=porch, title="Old name", body="Here.")
    publish_post(by=author, space=porch, title="See there", body=f"As in #{meant.pk}.")
    etag = fetch("/feeds/public.atom")["ETag"]
    assert fetch("/feeds/public.atom", if_none_match=etag).status_code == 304
    # Of the entry itself no more than a title changes, that stands in another one too.
    Entry.objects.filter(pk=meant.pk).update(title="New name")
    answer = fetch("/feeds/public.atom", if_none_match=etag)
    assert answer.status_code == 200
    assert "New name" in answer.content.decode()
