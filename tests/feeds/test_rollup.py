"""Much of the same takes the room of one: in the feed, and in the inbox. Nothing that names the reader is hidden."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment, react
from intranet.notifications import inbox
from intranet.spaces.actions import add_member
from tests.factories import a_person

pytestmark = pytest.mark.django_db


def at(post, **ago):
    Entry.objects.filter(pk=post.pk).update(published_at=now() - timedelta(**ago))
    return post


def open_and_folded(page: str) -> tuple[list[int], list[int]]:
    """The numbers of the posts that stand open, and of those behind a line."""
    folded = "".join(
        re.findall(r'<details class="rollup">.*?</details>\s*(?=<article|<details|<div|</div|$)', page, re.S)
    )
    inside = [int(pk) for pk in re.findall(r'<article class="post[^>]*id="entry-(\d+)', folded)]
    everything = [int(pk) for pk in re.findall(r'<article class="post[^>]*id="entry-(\d+)', page)]
    return [pk for pk in everything if pk not in inside], inside


@pytest.fixture
def burst(author, lab):
    """Four in ten minutes, oldest first."""
    return [at(publish_post(by=author, space=lab, body=f"P{n}"), minutes=10 - n) for n in range(4)]


def test_what_one_person_says_in_quick_succession_stands_behind_a_line(as_, colleague, burst):
    page = as_(colleague).get("/").content.decode()
    assert open_and_folded(page) == ([burst[3].pk], [burst[2].pk, burst[1].pk, burst[0].pk])
    assert "3 more by Ada Bianchi" in page


def test_two_are_no_burst_nor_are_others_between_or_an_hour(as_, author, colleague, lab, plaza):
    at(publish_post(by=author, space=lab, body="a"), hours=3)
    at(publish_post(by=author, space=lab, body="b"), minutes=170)
    at(publish_post(by=colleague, space=lab, body="c"), minutes=160)
    at(publish_post(by=author, space=lab, body="d"), minutes=150)
    at(publish_post(by=author, space=lab, body="e"), minutes=149)
    at(publish_post(by=author, audience="org", body="f"), minutes=148)
    at(publish_post(by=author, space=lab, body="g"), minutes=1)
    assert 'class="rollup"' not in as_(colleague).get("/").content.decode()


def test_what_names_the_reader_is_never_folded(as_, author, colleague, lab):
    posts = [
        at(publish_post(by=author, space=lab, body=body), minutes=9 - n)
        for n, body in enumerate(["a", "@ben look", "b", "c"])
    ]
    page = as_(colleague).get("/").content.decode()
    assert open_and_folded(page) == ([posts[3].pk, posts[1].pk], [posts[2].pk, posts[0].pk])


def test_pages_begin_and_end_where_they_would_without_it(as_, author, colleague, lab):
    posts = [at(publish_post(by=author, space=lab, body=f"P{n}"), minutes=50 - n) for n in range(30)]
    client, address, seen = as_(colleague), "/", []
    while address:
        page = client.get(address).content.decode()
        shown, folded = open_and_folded(page)
        seen += shown + folded
        more = re.search(r'href="(/\?cursor=[^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert seen == [post.pk for post in reversed(posts)]


def test_a_space_and_a_chosen_author_are_shown_in_full(as_, colleague, burst):
    client = as_(colleague)
    assert 'class="rollup"' not in client.get("/spaces/lab/").content.decode()
    assert 'class="rollup"' not in client.get("/?author=ada").content.decode()


# --- The inbox --------------------------------------------------------------------------------------------------------


@pytest.fixture
def discussed(author, colleague, lab, run_jobs):
    post = publish_post(by=author, space=lab, title="Quieter fans", body="See.")
    for name in ("Gia Uno", "Ivo Due", "Lea Tre"):
        person = a_person(name)
        add_member(lab, by=author, person=person)
        add_comment(post, by=person, body="Yes.")
        react(post, by=person, sort="bravi")
    run_jobs()
    return post


def test_several_who_comment_are_one_line(author, discussed, colleague, run_jobs):
    add_comment(discussed, by=colleague, body="No.")
    run_jobs()
    [thread] = [thread for thread in inbox.page_of(author).threads if thread.subject == discussed.key]
    assert thread.sentence.startswith("Ben Rossi and 3 others")
    assert thread.unread == 7


def test_who_reacted_is_not_said_to_have_commented(author, discussed, colleague, run_jobs):
    stranger = colleague
    react(discussed, by=stranger, sort="bravi")
    add_comment(discussed, by=a_person_of(discussed, author), body="Later.")
    run_jobs()
    [thread] = [thread for thread in inbox.page_of(author).threads if thread.subject == discussed.key]
    assert stranger not in thread.actors
    assert thread.sentence.startswith("Nino Quattro and 3 others")


def a_person_of(post, owner):
    person = a_person("Nino Quattro")
    add_member(post.space, by=owner, person=person)
    return person


def test_an_unread_mention_leads_whatever_came_after(as_, author, discussed, colleague, run_jobs):
    named = add_comment(discussed, by=colleague, body="What do you say, @ada?")
    run_jobs()
    add_comment(discussed, by=a_person_of(discussed, author), body="Later.")
    run_jobs()
    [thread] = [thread for thread in inbox.page_of(author).threads if thread.subject == discussed.key]
    assert thread.sentence == "Ben Rossi mentioned you in “Quieter fans”"
    assert thread.lead.entry_id == named.pk
    client = as_(author)
    client.get(f"/inbox/{thread.lead.pk}/")
    [thread] = [thread for thread in inbox.page_of(author).threads if thread.subject == discussed.key]
    assert thread.sentence.startswith("Nino Quattro and")
