"""What the forum says of itself to search engines and readers of feeds, and what it leaves out."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from forum import actions
from forum.models import Category, Topic
from intranet.accounts.models import User
from intranet.content.actions import delete_entry, hide_entry

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
NOINDEX = 'name="robots" content="noindex"'


@pytest.fixture
def read(as_, guest):
    """What a guest is shown at an address."""
    return lambda path: as_(guest).get(path).content.decode()


def known(read, title: str) -> dict[str, bool]:
    """Whether the three lists for machines name a topic."""
    topic = Topic.objects.get(title=title)
    path = topic.get_absolute_url()
    return {
        "sitemap": f"{settings.SITE_URL}{path}</loc>" in read("/sitemap.xml"),
        "feed": path in read("/community/feed.atom"),
        "indexed": NOINDEX not in read(path),
    }


# --- A question, as data ----------------------------------------------------------------------------------------------
def test_a_question_says_who_asked_what_and_which_answer_solved_it(topic, answered, author, read):
    other = actions.answer(topic, by=author, body="Wait for 4.3.")
    actions.accept_answer(answered, by=topic.author)
    page, trail = json.loads(DATA.findall(read(topic.get_absolute_url()))[0])["@graph"]
    question = page["mainEntity"]
    assert page["@type"] == "QAPage"
    assert (question["name"], question["answerCount"]) == ("Slow to wake up", 2)
    assert question["author"]["name"] == topic.author.name
    assert question["acceptedAnswer"]["text"] == "It is the sensor."
    assert [one["url"].partition("#")[2] for one in question["suggestedAnswer"]] == [f"entry-{other.pk}"]
    assert [one["name"] for one in trail["itemListElement"]] == ["Community", "Terminals", "Slow to wake up"]


def test_hostile_words_stay_data(category, customer, colleague, read):
    hostile = '</script><script>alert(1)</script><!-- "\\ \u2028 &'
    topic = actions.ask(category, by=customer, title=hostile, body=f"`{hostile}`")
    actions.answer(topic, by=colleague, body=f"`{hostile}`")
    html = read(Topic.objects.get(pk=topic.pk).get_absolute_url())
    assert "<script>alert" not in html
    page, _trail = json.loads(DATA.findall(html)[0])["@graph"]
    assert page["mainEntity"]["name"] == Topic.objects.get(pk=topic.pk).title
    assert "</script>" in page["mainEntity"]["suggestedAnswer"][0]["text"]


def test_a_discussion_is_no_question(category, colleague, read):
    topic = actions.ask(category, by=colleague, title="What we think", body="Much.", sort="discussion")
    about, _trail = json.loads(DATA.findall(read(topic.get_absolute_url()))[0])["@graph"]
    assert (about["@type"], about["headline"]) == ("DiscussionForumPosting", "What we think")


def test_what_a_moderator_hides_is_not_in_the_data(topic, answered, author, customer, read):
    User.objects.filter(pk=customer.pk).update(trust=1)
    assert "sensor" in DATA.findall(read(topic.get_absolute_url()))[0]
    hide_entry(answered, by=author, reason="Wrong.")
    assert "sensor" not in DATA.findall(read(topic.get_absolute_url()))[0]


# --- What is found, and what is not -----------------------------------------------------------------------------------
def test_a_newcomer_s_question_is_found_once_somebody_has_answered(topic, colleague, read):
    assert known(read, "Slow to wake up") == {"sitemap": False, "feed": True, "indexed": False}
    actions.answer(topic, by=colleague, body="It is the sensor.")
    assert known(read, "Slow to wake up") == {"sitemap": True, "feed": True, "indexed": True}


def test_who_is_known_is_found_at_once(topic, customer, read):
    User.objects.filter(pk=customer.pk).update(trust=1)
    assert known(read, "Slow to wake up")["indexed"]


def test_what_is_unlisted_is_for_nobody_who_does_not_have_its_address(topic, answered, read):
    Topic.objects.filter(pk=topic.pk).update(unlisted=True)
    assert known(read, "Slow to wake up") == {"sitemap": False, "feed": False, "indexed": False}


@pytest.mark.parametrize("which", ["for_customers", "for_staff"])
def test_what_guests_do_not_read_is_told_to_nobody(request, which, author, customer, as_, guest, read):
    place: Category = request.getfixturevalue(which)
    topic = actions.ask(place, by=author, title="Zirkon", body="Zirkon.")
    for path in ("/sitemap.xml", "/community/feed.atom", "/community/"):
        assert "irkon" not in read(path)
        assert place.slug not in read(path)
    assert as_(guest).get(f"/community/c/{place.slug}/feed.atom").status_code == 404
    # Whoever asks: a feed is the same for everybody.
    assert as_(author).get(f"/community/c/{place.slug}/feed.atom").status_code == 404
    assert as_(guest).get(topic.get_absolute_url()).status_code == 404
    if which == "for_customers":
        assert NOINDEX in as_(customer).get(topic.get_absolute_url()).content.decode()


def test_markup_that_somebody_asks_about_stays_words_in_the_feed(category, author, read):
    actions.ask(category, by=author, title="A tag", body="What does `<img src=x onerror=alert(1)>` do?")
    entry = ElementTree.fromstring(read("/community/feed.atom")).find("{*}entry")
    summary = entry.find("{*}summary")
    assert summary.get("type") == "text"
    assert "<img src=x" in summary.text


def test_each_page_has_one_address_and_other_orders_of_it_none(topic, answered, read):
    path = topic.get_absolute_url()
    assert f'rel="canonical" href="{settings.SITE_URL}{path}"' in read(f"{path}?at={answered.pk}")
    assert NOINDEX in read(f"{path}?by=time")
    for lists in ("/community/", "/community/c/terminals/"):
        assert f'rel="canonical" href="{settings.SITE_URL}{lists}"' in read(lists)
        assert NOINDEX in read(f"{lists}?order=votes")


# --- Feeds, and what is gone ------------------------------------------------------------------------------------------
def test_feeds_of_a_category_and_of_a_tag_have_theirs(category, author, read, as_, guest):
    other = actions.make_category(category.space, by=author, name="Docks")
    actions.ask(category, by=author, title="One", body="Words.", tags=["winter"])
    actions.ask(other, by=author, title="Two", body="Words.")

    def titles(path):
        tree = ElementTree.fromstring(as_(guest).get(path).content)
        return [one.find("{*}title").text for one in tree.iter("{http://www.w3.org/2005/Atom}entry")]

    assert titles("/community/feed.atom") == ["Two", "One"]
    assert titles("/community/c/terminals/feed.atom") == ["One"]
    assert titles("/community/tags/winter/feed.atom") == ["One"]
    assert as_(guest).get("/community/tags/summer/feed.atom").status_code == 404


def test_a_topic_that_was_public_is_gone_and_one_that_was_not_never_was(
    category, for_customers, author, as_, guest, customer
):
    seen = actions.ask(category, by=author, title="Public", body="Words.")
    closed = actions.ask(for_customers, by=author, title="Closed", body="Words.")
    for topic in (seen, closed):
        delete_entry(Topic.objects.get(pk=topic.pk), by=author)
    for path in (seen.get_absolute_url(), f"/community/{seen.pk}/"):
        assert as_(guest).get(path).status_code == 410
    assert "This topic has been taken away." in as_(guest).get(seen.get_absolute_url()).content.decode()
    assert as_(guest).get(closed.get_absolute_url()).status_code == 404
    assert as_(customer).get(closed.get_absolute_url()).status_code == 410
    assert as_(guest).get("/community/999999-public/").status_code == 404
