"""The forum's front door, its categories, its tags, and what narrows their lists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from forum import actions
from forum.home.listing import Looking
from forum.keeping.closing import close_topic
from forum.models import Topic
from forum.reading.marks import read_topic
from intranet.conversation.votes import vote_for


@pytest.fixture
def topics(category, customer, other_customer, colleague, moderator) -> dict[str, Topic]:
    """One that waits, one that is solved, one that is closed, a discussion."""
    waiting = actions.ask(category, by=customer, title="Waiting one", body="x", tags=["ice"])
    solved = actions.ask(category, by=customer, title="Solved one", body="x", sort="problem")
    closed = actions.ask(category, by=other_customer, title="Closed one", body="x")
    talk = actions.ask(category, by=other_customer, title="Talked about", body="x", sort="discussion")
    actions.accept_answer(actions.answer(solved, by=colleague, body="Like this"), by=customer)
    close_topic(closed, by=moderator, reason="Old")
    vote_for(waiting, by=other_customer)
    return {"waiting": waiting, "solved": solved, "closed": closed, "talk": talk}


def titles(client, query: str, where: str = "/community/") -> set[str]:
    page = client.get(where + query).context["page"]
    return {topic.title for topic in page.items}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Waiting one", "Solved one", "Closed one", "Talked about"}),
        ("?state=unanswered", {"Waiting one"}),
        ("?state=open", {"Waiting one"}),
        ("?state=solved", {"Solved one"}),
        ("?state=closed", {"Closed one"}),
        ("?state=mine", {"Waiting one", "Solved one"}),
        ("?sort=discussion", {"Talked about"}),
        ("?tag=ice", {"Waiting one"}),
        ("?tag=ice&state=solved", set()),
        ("?order=nonsense&state=&product=x", {"Waiting one", "Solved one", "Closed one", "Talked about"}),
    ],
)
def test_a_list_is_narrowed(topics, customer, as_, query, expected):
    assert titles(as_(customer), query) == expected
    assert titles(as_(customer), query, "/community/c/terminals/") == expected


def test_guests_have_no_topics_of_their_own(topics, as_, guest):
    assert titles(as_(guest), "?state=mine") == set()
    assert "My topics" not in as_(guest).get("/community/").content.decode()


def test_what_has_most_votes_and_what_was_said_last_stand_first(topics, customer, as_):
    first = as_(customer).get("/community/?order=votes").context["page"].items[0]
    assert first.title == "Waiting one"
    assert as_(customer).get("/community/").context["page"].items[0].title == "Solved one"
    assert as_(customer).get("/community/?order=newest").context["page"].items[0].title == "Talked about"


def test_pages_follow_one_another_and_keep_what_was_asked_for(category, customer, as_, guest, monkeypatch):
    monkeypatch.setattr("forum.home.listing.SIZE", 2)
    for number in range(5):
        actions.ask(category, by=customer, title=f"Question {number}", body="x")
    seen: list[str] = []
    cursor = ""
    for _page in range(3):
        page = as_(guest).get(f"/community/?order=newest&cursor={cursor}").context["page"]
        seen += [topic.title for topic in page.items]
        cursor = page.next or ""
    assert seen == [f"Question {number}" for number in (4, 3, 2, 1, 0)]
    assert cursor == ""
    assert "order=newest" in as_(guest).get("/community/?order=newest").content.decode()


def test_what_is_pinned_stands_first_and_what_is_unlisted_nowhere(topics, category, as_, guest):
    Topic.objects.filter(pk=topics["waiting"].pk).update(pinned_until=now() + timedelta(days=1))
    Topic.objects.filter(pk=topics["talk"].pk).update(unlisted=True)
    page = as_(guest).get("/community/c/terminals/").context["page"]
    assert page.items[0].title == "Waiting one"
    assert "Talked about" not in {topic.title for topic in page.items}
    assert as_(guest).get(topics["talk"].get_absolute_url()).status_code == 200


def test_a_category_says_what_it_is_for_how_much_is_in_it_and_what_came_last(topics, author, as_, guest):
    actions.change_category(topics["waiting"].category, by=author, description="Readers and docks")
    html = as_(guest).get("/community/").content.decode()
    assert "Readers and docks" in html
    assert "4 topics" in html
    assert "Talked about" in html.partition("Newest:")[2]
    assert "Usually answered within 8 hours." in html


def test_a_tag_lists_its_topics_and_one_without_any_is_no_tag(topics, as_, guest):
    assert titles(as_(guest), "", "/community/tags/ice/") == {"Waiting one"}
    assert as_(guest).get("/community/tags/fire/").status_code == 404
    empty = as_(guest).get("/community/tags/ice/?state=solved")
    assert empty.status_code == 200
    assert "No topic is like that" in empty.content.decode()


def test_an_empty_forum_leads_to_the_first_question(category, customer, as_):
    html = as_(customer).get("/community/c/terminals/").content.decode()
    assert "Nobody has asked anything here yet" in html
    assert "/community/ask/?category=terminals" in html


def test_colleagues_read_it_inside_and_customers_from_the_street(category, colleague, customer, as_, guest):
    inside = 'class="shell'
    assert inside in as_(colleague).get("/community/").content.decode()
    for reader in (customer, guest):
        assert inside not in as_(reader).get("/community/").content.decode()


def test_what_was_looked_for_is_what_its_address_says():
    looking = Looking.read({"order": "votes", "state": "solved", "tag": "Cold store", "version": "7"})
    assert Looking.read(dict(pair.split("=") for pair in looking.query.split("&"))) == looking
    assert Looking().query == ""


def line_of(client, topic: Topic, where: str = "/community/") -> str:
    [html] = [line.html for line in client.get(where).context["page"].items if line.pk == topic.pk]
    return html


def test_a_line_that_is_kept_says_at_once_what_has_changed(topics, customer, other_customer, colleague, as_):
    waiting, reader = topics["waiting"], as_(other_customer)
    assert "Waiting one" in line_of(reader, waiting)
    assert "last said by" not in line_of(reader, waiting)
    given = actions.answer(waiting, by=colleague, body="Warm it")
    assert "1 answer" in line_of(reader, waiting)
    assert f"last said by {colleague.name}" in line_of(reader, waiting)
    actions.accept_answer(given, by=customer)
    assert "Answered" in line_of(reader, waiting)
    actions.edit_topic(waiting, by=customer, title="Cold one", body="x")
    assert "Cold one" in line_of(reader, waiting)


def test_what_is_news_to_one_reader_is_marked_for_no_other(topics, customer, colleague, as_, guest):
    said = topics["talk"]
    actions.answer(said, by=colleague, body="Indeed")
    new = ">New<"
    assert new in line_of(as_(customer), said)
    read_topic(Topic.objects.get(pk=said.pk), by=customer)
    assert new not in line_of(as_(customer), said)
    assert new not in line_of(as_(colleague), said)
    assert new not in line_of(as_(guest), said)
    actions.answer(said, by=colleague, body="And yet")
    assert new in line_of(as_(customer), said)


def test_the_first_page_is_asked_for_once_and_each_reader_gets_their_own(
    topics, category, for_customers, customer, other_customer, author, as_, guest
):
    hidden = actions.ask(for_customers, by=customer, title="Between us", body="x")
    for where in ("/community/", "/community/c/terminals/", "/community/c/contracts/"):
        for reader in (customer, guest, author, other_customer):
            readable = Topic.objects.visible_to(reader)
            response = as_(reader).get(where)
            if response.status_code == 404:
                assert reader is guest
                continue
            shown = {line.pk for line in response.context["page"].items}
            assert shown <= {topic.pk for topic in readable}
            assert (hidden.pk in shown) == (reader is not guest and where != "/community/c/terminals/")
