"""Narrowing the home feed: plain addresses, kept under a name, and honest about what they hide."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now

from feeds import keeping_filters
from feeds.actions import publish_post
from feeds.cards import shelf
from feeds.filters import Filter
from feeds.models import SavedFilter
from feeds.timeline import home_entries, rule_for
from intranet.accounts.models import User
from intranet.content.actions.stances import follow
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.spaces.actions import mark_seen
from tests.factories import a_person

pytestmark = pytest.mark.django_db


def shown(client, address: str) -> list[int]:
    page = client.get(address).content.decode()
    return [int(pk) for pk in re.findall(r'<article class="post[^>]*id="entry-(\d+)', page)]


def aged(post, **ago):
    moment = now() - timedelta(**ago)
    Entry.objects.filter(pk=post.pk).update(published_at=moment, active_at=moment)
    return post


@pytest.fixture
def three(author, colleague, lab):
    """The oldest by Ada under a tag, then one by Ben, then Ada's latest."""
    return [
        aged(publish_post(by=author, space=lab, title="First", body="#fans"), days=5),
        aged(publish_post(by=colleague, space=lab, title="Second", body="Hello"), days=3),
        aged(publish_post(by=author, space=lab, title="Third", body="Hello"), days=1),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [2, 1, 0]),
        ("tag=fans", [0]),
        ("tag=%23fans", [0]),
        ("author=ada", [2, 0]),
        ("author=%40ada", [2, 0]),
        ("author=ada+bianchi", [2, 0]),
        ("author=ada&tag=fans", [0]),
        ("kind=feeds.post", [2, 1, 0]),
        ("tag=nothing", []),
        ("author=nobody", []),
        ("scope=following", []),
        ("scope=everything", [2, 1, 0]),
    ],
)
def test_each_filter_shows_what_it_says(as_, colleague, three, query, expected):
    assert shown(as_(colleague), f"/?{query}") == [three[place].pk for place in expected]


@pytest.mark.parametrize(
    "query",
    [
        "kind=core.secret",
        "scope=all",
        "sort=best",
        "since=yesterday",
        "until=2026-13-45",
        "since=0001-01-01",
        "tag=",
    ],
)
def test_what_makes_no_sense_is_not_asked_for(as_, colleague, three, query):
    assert shown(as_(colleague), f"/?{query}") == [post.pk for post in reversed(three)]


def test_the_days_are_days_of_the_reader(as_, colleague, three):
    client, today = as_(colleague), localdate()
    since, until = today - timedelta(days=4), today - timedelta(days=2)
    assert shown(client, f"/?since={since}") == [three[2].pk, three[1].pk]
    assert shown(client, f"/?until={until}") == [three[1].pk, three[0].pk]
    assert shown(client, f"/?since={since}&until={until}") == [three[1].pk]


def test_unread_is_what_others_wrote_since_one_looked(as_, colleague, author, lab, three):
    Entry.objects.filter(pk__in=[post.pk for post in three]).update(published_at=now())
    client = as_(colleague)
    assert shown(client, "/?show=unread") == [three[2].pk, three[0].pk]
    mark_seen(lab, by=colleague, until=now())
    assert shown(client, "/?show=unread") == []


def test_the_most_recently_active_come_first_and_pages_stay_exact(as_, colleague, author, lab):
    posts = [aged(publish_post(by=author, space=lab, title=f"P{n}", body="x"), days=50 - n) for n in range(25)]
    add_comment(posts[3], by=colleague, body="Still true.")
    client = as_(colleague)
    first = shown(client, "/?sort=active")
    assert first[0] == posts[3].pk
    assert len(first) == 20
    page = client.get("/?sort=active").content.decode()
    more = re.search(r'href="(/\?cursor=[^"]+)"', page)[1].replace("&amp;", "&")
    assert "sort=active" in more
    assert first + shown(client, more) == [posts[3].pk, *(post.pk for post in reversed(posts) if post != posts[3])]


def test_a_cursor_of_one_order_is_refused_by_the_other(as_, colleague, author, lab):
    for number in range(25):
        publish_post(by=author, space=lab, body=f"P{number}")
    client = as_(colleague)
    cursor = dict(parse_qsl(re.search(r'href="/\?(cursor=[^"&]+)', client.get("/").content.decode())[1]))["cursor"]
    assert client.get("/", {"cursor": cursor, "sort": "active"}).status_code == 400


def test_an_address_says_everything_and_its_filter_the_same_address():
    query = (
        "scope=following&kind=feeds.post&tag=fans&author=ada&since=2026-01-01&until=2026-02-01&show=unread&sort=active"
    )
    assert Filter.read(dict(parse_qsl(query))).query == query
    assert Filter.read({}).query == ""


def test_each_chip_leads_to_the_list_without_it(as_, colleague, three):
    page = as_(colleague).get("/?author=ada&tag=fans").content.decode()
    assert 'href="/?author=ada"' in page
    assert 'href="/?tag=fans"' in page
    assert "By Ada Bianchi" in page
    assert "#fans" in page


def test_an_empty_list_says_which_filter_hides_things(as_, colleague, three):
    page = as_(colleague).get("/?author=ben&tag=fans").content.decode()
    assert "Nothing here matches the filters" in page
    assert "By Ben Rossi, #fans" in page or "#fans, By Ben Rossi" in page
    page = as_(colleague).get("/?author=nobody&tag=fans").content.decode()
    assert "Without one of these there is something: By @nobody." in page


def test_a_stranger_is_not_told_by_the_filter(as_, customer, other_customer):
    page = as_(customer).get(f"/?author={other_customer.handle}").content.decode()
    assert other_customer.name not in page
    rule = json.loads(re.search(r'data-rule="([^"]*)"', page)[1].replace("&quot;", '"'))
    assert rule["author"] == 0


def test_what_is_new_is_narrowed_the_same_way(as_, colleague, author, lab, three):
    client = as_(colleague)
    page = client.get("/?tag=fans").content.decode()
    newest = re.search(r'data-newest="([^"]+)"', page)[1]
    assert 'data-newer="/feed/newer/?tag=fans"' in page
    publish_post(by=author, space=lab, body="No tag")
    match = publish_post(by=author, space=lab, body="More #fans")
    assert shown(client, f"/feed/newer/?tag=fans&after={newest}") == [match.pk]


def test_the_rule_of_the_browser_says_the_same_as_the_list(author, outsider, plaza):
    follow(author, by=outsider)
    reader = User.objects.get(pk=outsider.pk)
    only = json.loads(rule_for(reader, Filter(scope="following")))
    assert only["streams"] == []
    assert only["people"] == [author.pk]
    everything = json.loads(rule_for(reader, Filter(scope="everything", kind="feeds.post", tag="fans")))
    assert "streams" not in everything
    assert everything["kind"] == "feeds.post"
    assert everything["tag"] == "fans"
    assert home_entries(reader, Filter(scope="everything")).count() == 0


# --- Kept under a name ------------------------------------------------------------------------------------------------


def test_a_filter_is_kept_found_again_and_deleted(as_, colleague, three):
    client = as_(colleague)
    answer = client.post("/settings/filters/", {"name": " Fans  ", "query": "tag=fans&sort=nonsense"})
    assert answer["Location"] == "/?tag=fans"
    saved = SavedFilter.objects.get()
    assert (saved.name, saved.query, saved.is_default) == ("Fans", "tag=fans", False)
    assert '<a class="chip" href="/?tag=fans"' in client.get("/").content.decode()
    client.post(f"/settings/filters/{saved.pk}/delete/")
    assert not SavedFilter.objects.exists()


def test_home_opens_with_the_default_filter_until_asked_for_another(as_, colleague, three):
    client = as_(colleague)
    client.post("/settings/filters/", {"name": "Fans", "query": "tag=fans", "is_default": "1"})
    assert shown(client, "/") == [three[0].pk]
    assert shown(client, "/?scope=mine") == [post.pk for post in reversed(three)]
    client.post(f"/settings/filters/{SavedFilter.objects.get().pk}/first/")
    assert len(shown(client, "/")) == 3


def test_one_default_each_and_a_name_once(colleague):
    keeping_filters.save_filter(by=colleague, name="A", wanted=Filter(tag="a"), is_default=True)
    keeping_filters.save_filter(by=colleague, name="B", wanted=Filter(tag="b"), is_default=True)
    keeping_filters.save_filter(by=colleague, name="A", wanted=Filter(tag="c"))
    rows = list(SavedFilter.objects.values_list("name", "query", "is_default"))
    assert rows == [("A", "tag=c", False), ("B", "tag=b", True)]


def test_a_filter_needs_a_name_and_twenty_are_enough(as_, colleague):
    client = as_(colleague)
    answer = client.post("/settings/filters/", {"name": " ", "query": "tag=fans"})
    assert answer.status_code == 422
    assert 'value="tag=fans"' in answer.content.decode()
    for number in range(keeping_filters.MOST):
        keeping_filters.save_filter(by=colleague, name=f"F{number}", wanted=Filter(tag="a"))
    with pytest.raises(ValidationError, match="twenty"):
        keeping_filters.save_filter(by=colleague, name="One more", wanted=Filter())


def test_nobody_touches_the_filters_of_others(as_, colleague, author):
    saved = keeping_filters.save_filter(by=author, name="Mine", wanted=Filter(tag="a"))
    client = as_(colleague)
    assert client.post(f"/settings/filters/{saved.pk}/delete/").status_code == 404
    assert client.post(f"/settings/filters/{saved.pk}/first/").status_code == 404
    assert keeping_filters.delete_filter(saved, by=colleague) is False
    assert SavedFilter.objects.filter(pk=saved.pk, is_default=False).exists()


def test_filters_cost_no_more_questions_for_more_posts(as_, colleague, author, lab, queries_stay_flat):
    client = as_(colleague)
    keeping_filters.save_filter(by=colleague, name="Fans", wanted=Filter(tag="fans"))
    query = "/?tag=fans&kind=feeds.post&show=unread&sort=active&scope=everything"

    def visit():
        shelf.clear()
        client.get(query)

    queries_stay_flat(visit, lambda: publish_post(by=author, space=lab, title=a_person().name, body="#fans"), times=4)
