"""What is pointed at by its number: the card each reader gets, wherever it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation
from django.utils.timezone import now

from feeds.actions import publish_post
from feeds.events.actions import cancel_event
from forum import actions as forum
from forum.keeping.merging import merge_topics
from intranet.content import actions
from intranet.content.models import Reference
from intranet.content.pointing import cards_for
from intranet.content.references import fill_in, told_in
from intranet.conversation.actions import add_comment
from intranet.jobs.testing import drain
from intranet.realtime.models import Frame
from tests.feeds.events_at_hand import an_event
from wiki.actions import create_page
from wiki.truth.actions import set_owner, verify_page

SECRET = "Marzipan"


def frames(stream: str) -> list[dict]:
    return [row["payload"] | {"event": row["event"]} for row in Frame.objects.filter(stream=stream).values()]


@pytest.fixture
def category(porch, author):
    return forum.make_category(porch, by=author, name="Terminals")


@pytest.fixture
def hidden(lab, author):
    """A post of the lab that only the lab reads."""
    return publish_post(by=author, space=lab, title=f"{SECRET} plan", body="Between us.")


@pytest.fixture
def pointing(author, hidden):
    """Read by all staff, and pointing at it."""
    return publish_post(by=author, body=f"As said in #{hidden.pk}, and not #4711004711.", audience="org")


def test_a_number_becomes_a_card_with_the_present_title(pointing, hidden, author):
    actions.edit_entry(hidden, by=author, title="Better plan", body="Between us.")
    shown = fill_in(pointing.body_html, author)
    assert "reference--card" in shown
    assert "Better plan" in shown
    assert f'href="{hidden.get_absolute_url()}"' in shown
    assert "#4711004711" in shown


@pytest.mark.parametrize("who", ["outsider", "customer", "other_customer"])
def test_who_may_not_read_it_is_told_nothing_but_that(who, pointing, hidden, request, as_):
    person = request.getfixturevalue(who)
    assert SECRET not in fill_in(pointing.body_html, person)
    assert "Restricted" in fill_in(pointing.body_html, person)
    answer = as_(person).get(f"/entries/cards/?id={hidden.pk}&id=4711004711&id=x&id={'9' * 5000}").json()
    assert list(answer) == [str(hidden.pk)]
    assert SECRET not in str(answer)
    assert set(answer[str(hidden.pk)]) == {"html"}
    assert SECRET not in as_(person).get(f"/entries/offers/?q={SECRET[:5]}").content.decode()
    assert SECRET not in as_(person).get(f"/entries/offers/?q={hidden.pk}").content.decode()


def test_a_guest_asks_for_cards_and_gets_the_same(hidden, client):
    assert SECRET not in client.get(f"/entries/cards/?id={hidden.pk}").content.decode()
    assert client.get("/entries/offers/?q=pla").status_code == 302


def test_what_is_stored_and_sent_says_the_number_alone(pointing, hidden):
    assert SECRET not in pointing.body_html
    assert f'data-entry="{hidden.pk}"' in pointing.body_html
    assert SECRET not in pointing.body_text


def test_what_was_taken_away_is_said_to_those_who_could_read_it(pointing, hidden, author, outsider):
    actions.delete_entry(hidden, by=author)
    assert "Removed" in fill_in(pointing.body_html, author)
    assert SECRET not in fill_in(pointing.body_html, author)
    assert "Restricted" in fill_in(pointing.body_html, outsider)


def test_what_has_no_title_is_called_by_its_first_words_and_by_no_bare_number(hidden, author, outsider):
    said = publish_post(by=author, body=f"The slow scale is #{hidden.pk}.", audience="org")
    bare = publish_post(by=author, body=f"#{hidden.pk}", audience="org")
    post = publish_post(by=author, body=f"See #{said.pk} and #{bare.pk}.", audience="org")
    shown = fill_in(post.body_html, author)
    assert f"The slow scale is {SECRET} plan." in shown
    assert f'dir="auto">{SECRET} plan<' in shown
    shown = fill_in(post.body_html, outsider)
    assert "The slow scale is …." in shown
    assert 'dir="auto">Post<' in shown
    assert SECRET not in shown
    assert f"#{hidden.pk}" not in shown


def test_a_solved_question_says_so_in_the_language_of_the_reader(category, customer, colleague, author):
    topic = forum.ask(category, by=customer, title="Slow to wake up", body="Four seconds.")
    post = publish_post(by=author, body=f"See #{topic.pk}.", audience="org")
    assert "reference-state" not in fill_in(post.body_html, author)
    forum.accept_answer(forum.answer(topic, by=colleague, body="The sensor."), by=customer)
    assert "Solved" in fill_in(post.body_html, author)
    with translation.override("it"):
        assert "Risolto" in fill_in(post.body_html, author)


def test_what_was_joined_into_something_else_leads_there(category, customer, author, moderator):
    old = forum.ask(category, by=customer, title="Old question", body="Hm.")
    new = forum.ask(category, by=customer, title="New question", body="Hm?")
    post = publish_post(by=author, body=f"See #{old.pk}.", audience="org")
    merge_topics(old, into=new, by=moderator)
    shown = fill_in(post.body_html, author)
    assert "New question" in shown
    assert "Old question" not in shown
    assert f"/{new.pk}" in shown


def test_open_pages_that_show_it_are_told_its_number_and_nothing_else(pointing, hidden, author):
    actions.edit_entry(hidden, by=author, title=f"{SECRET} again", body="Us.")
    heard = frames(pointing.root_key)
    [told] = [frame for frame in heard if frame["event"] == "content.entry.changed"]
    assert told["pointed"] == hidden.pk
    assert SECRET not in str(heard)


def test_an_accepted_answer_is_told_where_its_question_is_pointed_at(category, customer, colleague, author):
    topic = forum.ask(category, by=customer, title="Slow", body="Four seconds.")
    given = forum.answer(topic, by=colleague, body="The sensor.")
    post = publish_post(by=author, body=f"See #{topic.pk}.", audience="org")
    forum.accept_answer(given, by=customer)
    assert topic.pk in [frame.get("pointed") for frame in frames(post.root_key)]


def test_words_for_mail_and_feeds_name_it_to_those_who_may_read_it(pointing, author, outsider, hidden):
    [known] = told_in([pointing.body_text], author)
    assert f"#{hidden.pk} ({SECRET} plan)" in known
    assert told_in([pointing.body_text], outsider) == [f"As said in #{hidden.pk} (Restricted), and not #4711004711."]


def test_cards_cost_the_same_for_two_and_for_twenty(author, customer, category, queries_stay_flat):
    parts = ["Look:"]

    def grow():
        topic = forum.ask(category, by=customer, title="Again", body="Hm.")
        post = publish_post(by=author, title="Plan", body="Us.", audience="org")
        comment = add_comment(post, by=author, body="Yes.")
        parts.append(f"#{topic.pk} #{post.pk} #{comment.pk}")

    queries_stay_flat(lambda: fill_in(_stored(parts, author), author), grow)


def _stored(parts: list[str], author) -> str:
    from intranet.core.markup import render

    return render(" ".join(parts)).html


def test_a_hash_offers_the_tag_that_was_typed_and_below_it_what_the_writer_reads(author, as_):
    post = publish_post(by=author, title="Budget of the winter", body="Numbers. #finance", audience="org")
    drain()
    items = as_(author).get("/entries/offers/?q=budget").json()["items"]
    assert items[0] == {"tag": True, "name": "budget", "detail": "as a tag"}
    assert {"entry": post.pk, "name": "Budget of the winter"}.items() <= items[1].items()
    by_number = as_(author).get(f"/entries/offers/?q={post.pk}").json()["items"]
    assert [item.get("entry") for item in by_number] == [post.pk]


def test_a_word_that_nobody_picks_for_stays_a_tag(author):
    post = publish_post(by=author, body="More about #budget.", audience="org")
    assert [tag.slug for tag in post.tags.all()] == ["budget"]
    assert not Reference.objects.filter(source=post.pk).exists()


def test_what_was_found_names_what_it_points_at_to_who_may_read_it(pointing, hidden, author, outsider, as_):
    drain()
    seen = as_(author).get("/search/", {"q": "said"}).content.decode()
    assert f"#{hidden.pk} ({SECRET} plan)" in seen
    elsewhere = as_(outsider).get("/search/", {"q": "said"}).content.decode()
    assert f"#{hidden.pk} (Restricted)" in elsewhere
    assert SECRET not in elsewhere


def test_an_event_and_a_page_say_what_they_have_come_to(author, lab, colleague):
    event = an_event(author, lab)
    page = create_page(lab, by=author, title="How we mount", body="With four screws.")
    cancel_event(event, by=author, why="Snow")
    assert pointing_at(event, colleague).standing.label == "Cancelled"
    assert pointing_at(page, colleague).standing.label == ""
    set_owner(page, by=author, owner=author, months=12)
    verify_page(page, by=author)
    assert pointing_at(page, colleague).standing.label == "Verified"
    with time_machine.travel(now() + timedelta(days=2000)):
        assert pointing_at(page, colleague).standing.label == "May be out of date"


def pointing_at(entry, viewer):
    return cards_for(viewer, [entry.entry_id])[entry.entry_id]
