"""Home and the feeds of spaces: what stands there for whom, page by page, and what is new since one looked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from feeds import timeline
from feeds.actions import publish_post
from feeds.rail import spaces as spaces_in_rail
from feeds.unread import read_space
from intranet.accounts.models import User
from intranet.content.actions import delete_entry
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.spaces import actions as space_actions
from intranet.spaces.models import Membership

pytestmark = pytest.mark.django_db

EVERYBODY = ["author", "colleague", "outsider", "moderator", "admin", "customer", "other_customer", "guest"]


@pytest.fixture
def a_post_in_each(author, lab, plaza, porch, vault):
    for space in (lab, plaza, porch, vault):
        publish_post(by=author, space=space, title=f"In {space.name}", body="x")
    for audience in ("org", "public", "customers", author.key):
        publish_post(by=author, audience=audience, title=f"For {audience.partition('_')[0]}", body="x")


def titles_in(page: str) -> set[str]:
    return set(re.findall(r"(?:In|For) [A-Za-z]+", re.sub(r"<[^>]+>", "\n", page)))


HOME = {
    "author": "In Lab, In Plaza, In Porch, In Vault, For org, For public, For customers, For user",
    "colleague": "In Lab, For org, For public, For customers",
    # Plaza is open and Porch public: a visit away, and at home for who has joined them.
    "outsider": "For org, For public, For customers",
    "moderator": "For org, For public, For customers",
    "admin": "For org, For public, For customers",
    # Who has no other home finds all communities there.
    "customer": "In Porch, For public, For customers",
    "other_customer": "In Porch, For public, For customers",
    "guest": "In Porch, For public",
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_home_has_what_one_has_joined_and_what_is_for_everybody(who, request, as_, a_post_in_each):
    page = as_(request.getfixturevalue(who)).get("/").content.decode()
    feed = page[page.index("data-list") :] if "data-list" in page else page
    assert titles_in(feed) == set(HOME[who].split(", "))


def test_joining_a_space_brings_its_posts_home(as_, outsider, plaza, a_post_in_each):
    space_actions.join_space(plaza, by=outsider)
    assert "In Plaza" in as_(outsider).get("/").content.decode()
    space_actions.leave_space(plaza, by=outsider)
    assert "In Plaza" not in as_(outsider).get("/").content.decode()


def test_the_newest_stands_first_and_comments_do_not_push(author, plaza):
    old = publish_post(by=author, space=plaza, body="Old")
    new = publish_post(by=author, space=plaza, body="New")
    add_comment(old, by=author, body="Up?")
    assert [entry.pk for entry in timeline.home_entries(author)] == [new.pk, old.pk]


def test_a_deleted_post_is_gone_from_every_feed(as_, author, plaza):
    post = publish_post(by=author, space=plaza, title="Mistake", body="x")
    delete_entry(post, by=author)
    for path in ("/", f"/spaces/{plaza.slug}/", "/feed/newer/"):
        assert "Mistake" not in as_(author).get(path).content.decode()


def test_an_empty_home_leads_somewhere(as_, outsider, customer, guest):
    for person in (outsider, customer, guest):
        page = as_(person).get("/").content.decode()
        assert 'class="empty' in page
        assert re.search(r'class="empty.*?<a [^>]*href="/', page, re.DOTALL)


# --- Pages -----------------------------------------------------------------------------------------------------------


def read_through(client, path: str, between=lambda: None) -> list[int]:
    """The ids on all pages of a feed, as a browser that scrolls meets them."""
    found, query = [], ""
    for _ in range(20):
        page = client.get(path + query, headers={"HX-Request": "true"}).content.decode()
        found += [int(pk) for pk in re.findall(r'<article class="post[^>]*id="entry-(\d+)"', page)]
        following = re.search(r'cursor=([^"&]+)', page)
        if following is None:
            return found
        query = f"?cursor={following[1]}"
        between()
    raise AssertionError("The feed does not end.")


@pytest.mark.parametrize("where", ["/", "/spaces/plaza/"])
def test_pages_follow_each_other_while_others_post_and_delete(where, as_, author, plaza):
    there = [publish_post(by=author, space=plaza, body=f"Post {number}").pk for number in range(50)]
    newest = iter(range(1000))

    def meanwhile():
        publish_post(by=author, space=plaza, body=f"Meanwhile {next(newest)}")
        delete_entry(Entry.objects.filter(root=None, state="published").earliest("pk"), by=author)

    met = read_through(as_(author), where, meanwhile)
    assert len(met) == len(set(met))
    assert met == sorted(there, reverse=True)[: len(met)]
    assert len(met) >= 48  # all that were not deleted before their page was read


def test_posts_of_one_moment_are_met_once_each(as_, author, plaza):
    pks = [publish_post(by=author, space=plaza, body=f"Post {number}").pk for number in range(45)]
    Entry.objects.filter(pk__in=pks).update(published_at=now())
    assert sorted(read_through(as_(author), "/")) == sorted(pks)


@pytest.mark.parametrize("cursor", ["rubbish", "x" * 3000, "eyJ.abc", "%00"])
def test_a_cursor_of_ones_own_making_is_refused(cursor, as_, author, plaza):
    for path in (
        "/?cursor=",
        f"/spaces/{plaza.slug}/?cursor=",
        "/feed/newer/?after=",
        "/spaces/plaza/feed/newer/?after=",
    ):
        assert as_(author).get(path + cursor).status_code == 400


def test_a_cursor_of_one_list_opens_nothing_in_another(as_, author, outsider, plaza, lab):
    """A cursor is a place in an order, no key: whoever uses it meets what they may read."""
    for number in range(30):
        publish_post(by=author, space=lab, body=f"Secret {number}")
    page = as_(author).get("/spaces/lab/").content.decode()
    cursor = re.search(r'cursor=([^"&]+)', page)[1]
    assert "Secret" not in as_(outsider).get(f"/?cursor={cursor}").content.decode()
    # The space is listed for an outsider; whether something new stands in it is not told.
    assert as_(outsider).get(f"/spaces/lab/feed/newer/?after={cursor}").status_code == 404


# --- What is new -----------------------------------------------------------------------------------------------------


def newest_of(page: str) -> str:
    return re.search(r'data-newest="([^"]*)"', page)[1]


def test_what_is_newer_comes_by_itself_and_says_where_one_stands_then(as_, author, colleague, plaza):
    client = as_(author)
    publish_post(by=author, space=plaza, body="There already")
    after = newest_of(client.get("/").content.decode())
    publish_post(by=author, space=plaza, body="First new")
    publish_post(by=author, space=plaza, body="Second new")
    answer = client.get(f"/feed/newer/?after={after}")
    page = answer.content.decode()
    assert page.index("Second new") < page.index("First new")
    assert "There already" not in page
    assert answer["X-Too-Many"] == ""
    again = client.get(f"/feed/newer/?after={answer['X-Newest']}")
    assert "post-body" not in again.content.decode()
    assert again["X-Newest"] == answer["X-Newest"]


def test_too_much_that_is_new_says_so(as_, author, plaza, monkeypatch):
    monkeypatch.setattr(timeline, "MOST_NEW", 3)
    publish_post(by=author, space=plaza, body="There already")
    after = newest_of(as_(author).get("/").content.decode())
    for number in range(4):
        publish_post(by=author, space=plaza, body=f"New {number}")
    answer = as_(author).get(f"/feed/newer/?after={after}")
    assert answer["X-Too-Many"] == "1"
    assert answer.content.decode().count("post-body") == 3


def test_the_first_post_of_an_empty_feed_is_new(as_, author, plaza):
    page = as_(author).get(f"/spaces/{plaza.slug}/").content.decode()
    assert newest_of(page) == ""
    publish_post(by=author, space=plaza, body="The first")
    assert "The first" in as_(author).get(f"/spaces/{plaza.slug}/feed/newer/?after=").content.decode()


def test_what_is_new_elsewhere_is_not_new_here(as_, outsider, author, lab, plaza):
    publish_post(by=author, space=lab, body="Secret")
    publish_post(by=author, space=plaza, body="In the plaza")
    assert "In the plaza" in as_(outsider).get("/spaces/plaza/feed/newer/").content.decode()
    assert "plaza" not in as_(outsider).get("/feed/newer/").content.decode()
    assert "Secret" not in as_(outsider).get("/spaces/lab/feed/newer/").content.decode()


# --- Unread ----------------------------------------------------------------------------------------------------------


def unread(person: User, rf) -> dict[str, int]:
    request = rf.get("/")
    request.user = User.objects.get(pk=person.pk)
    return {space["name"]: space["unread"] for space in spaces_in_rail(request)}


def test_the_rail_counts_what_others_wrote_since_one_looked(as_, author, colleague, lab, rf):
    publish_post(by=author, space=lab, body="One")
    publish_post(by=author, space=lab, body="Two")
    assert unread(colleague, rf) == {"Lab": 2}
    assert unread(author, rf)["Lab"] == 0
    read_space(lab, by=colleague)
    assert unread(colleague, rf) == {"Lab": 0}
    publish_post(by=author, space=lab, body="Three")
    assert unread(colleague, rf) == {"Lab": 1}


def test_what_was_there_before_one_came_is_not_unread(author, outsider, plaza, rf):
    publish_post(by=author, space=plaza, body="Old")
    space_actions.join_space(plaza, by=outsider)
    assert unread(outsider, rf) == {"Plaza": 0}


def test_a_deleted_post_is_not_unread(author, colleague, lab, rf):
    post = publish_post(by=author, space=lab, body="One")
    delete_entry(post, by=author)
    assert unread(colleague, rf) == {"Lab": 0}


def test_an_older_page_or_an_older_tab_makes_nothing_unread_again(as_, author, colleague, lab):
    publish_post(by=author, space=lab, body="One")
    read_space(lab, by=colleague)
    seen = Membership.objects.get(space=lab, person=colleague).seen_until
    space_actions.mark_seen(lab, by=colleague, until=seen - timedelta(days=1))
    assert Membership.objects.get(space=lab, person=colleague).seen_until == seen


def test_looking_again_writes_nothing(as_, author, colleague, lab):
    publish_post(by=author, space=lab, body="One")
    client = as_(colleague)
    client.get(f"/spaces/{lab.slug}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/spaces/{lab.slug}/")
    assert [query["sql"] for query in asked if not query["sql"].lstrip("(").startswith("SELECT")] == []


def test_a_visitor_leaves_no_mark(as_, outsider, author, plaza):
    publish_post(by=author, space=plaza, body="One")
    as_(outsider).get(f"/spaces/{plaza.slug}/")
    assert not Membership.objects.filter(space=plaza, person=outsider).exists()
