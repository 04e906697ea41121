"""The page of a topic: which answers stand where, what is one reader's own, what nobody else gets to see."""

from __future__ import annotations

import re

import pytest

from forum import actions
from forum.actions.centre_desks import keep_desk
from forum.keeping.closing import close_topic
from forum.models import Answer, Category, Topic
from forum.reading import stretch
from intranet.content import gates
from intranet.content.actions import delete_entry
from intranet.conversation.actions import add_comment
from intranet.conversation.draft_places import places_of
from intranet.conversation.models import Comment, Draft, Vote
from intranet.conversation.votes import vote_for
from tests import factories
from tests.platform.threads import together

from .conftest import forget_what_is_kept


def page_of(topic: Topic) -> str:
    topic.refresh_from_db()
    return topic.get_absolute_url()


def shown(html: str) -> list[int]:
    """The answers of a page, from top to bottom."""
    return [int(pk) for pk in re.findall(r'<article class="answer[^"]*" id="entry-(\d+)"[^>]*data-answer', html)]


@pytest.fixture
def long_topic(topic, colleague, monkeypatch) -> list[Answer]:
    """Five answers, three to a page."""
    monkeypatch.setattr(stretch, "PAGE", 3)
    return [actions.answer(topic, by=colleague, body=f"Way {number}") for number in range(5)]


# --- Which answers stand where ----------------------------------------------------------------------------------------


def test_what_helped_most_stands_first_and_what_was_accepted_before_it(
    topic, long_topic, customer, other_customer, as_
):
    first, second, _third, _fourth, fifth = (one.pk for one in long_topic)
    vote_for(long_topic[1], by=other_customer)
    actions.accept_answer(long_topic[4], by=customer)
    html = as_(customer).get(page_of(topic)).content.decode()
    assert shown(html) == [fifth, second, first]
    assert "Accepted answer" in html
    assert f"?by=time&amp;at={fifth}#place-{fifth}" in html


def test_in_the_order_of_time_the_accepted_answer_leaves_a_line_where_it_stood(topic, long_topic, customer, as_):
    actions.accept_answer(long_topic[1], by=customer)
    html = as_(customer).get(page_of(topic) + "?by=time").content.decode()
    assert shown(html) == [long_topic[1].pk, long_topic[0].pk, long_topic[2].pk]
    assert f'id="place-{long_topic[1].pk}"' in html
    second_page = as_(customer).get(page_of(topic) + "?by=time&page=2").content.decode()
    assert shown(second_page) == [long_topic[3].pk, long_topic[4].pk]


@pytest.mark.parametrize("order", ["time", "votes"])
def test_the_address_of_an_answer_leads_to_the_page_on_which_it_stands(topic, long_topic, order, as_, guest):
    for answer in long_topic:
        html = as_(guest).get(f"{page_of(topic)}?by={order}&at={answer.pk}").content.decode()
        assert answer.pk in shown(html)
    led = as_(guest).get(long_topic[4].get_absolute_url(), follow=True)
    assert long_topic[4].pk in shown(led.content.decode())


def test_a_page_that_there_is_not_is_not_there(topic, long_topic, as_, guest):
    assert as_(guest).get(page_of(topic) + "?page=2").status_code == 200
    assert as_(guest).get(page_of(topic) + "?page=3").status_code == 404
    assert as_(guest).get(page_of(topic) + "?page=nonsense").status_code == 200


def test_another_title_and_a_bare_number_lead_to_the_topic(topic, as_, guest):
    for address in (f"/community/{topic.pk}/?at=9", f"/community/{topic.pk}-old-title/?at=9"):
        assert as_(guest).get(address)["Location"] == page_of(topic) + "?at=9"


def test_of_a_deleted_answer_its_place_is_left_where_one_reads_in_the_order_of_time(
    topic, answered, colleague, as_, guest
):
    actions.answer(topic, by=colleague, body="Another way")
    delete_entry(Answer.objects.get(pk=answered.pk), by=colleague)
    in_time = as_(guest).get(page_of(topic) + "?by=time").content.decode()
    assert "This was deleted." in in_time
    assert "It is the sensor." not in in_time
    assert "This was deleted." not in as_(guest).get(page_of(topic)).content.decode()


# --- Who reads it ----------------------------------------------------------------------------------------------------


def test_a_topic_for_customers_is_nowhere_for_guests_and_one_for_staff_nowhere_for_customers(
    for_customers, for_staff, customer, author, as_, guest
):
    contract = actions.ask(for_customers, by=customer, title="Which contract", body="x", tags=["paper"])
    inside = actions.ask(for_staff, by=author, title="Who has the key", body="x", tags=["key"])
    hidden_from = {contract: (guest,), inside: (guest, customer)}
    for topic, outsiders in hidden_from.items():
        said = actions.answer(topic, by=author, body="Here")
        for outsider in outsiders:
            client = as_(outsider)
            addresses = [
                page_of(topic),
                f"/community/{topic.pk}/",
                f"/community/{topic.pk}/remarks/",
                f"/community/answers/{said.pk}/",
                f"/community/c/{topic.category.slug}/",
                f"/community/tags/{topic.chosen_tags[0]}/",
            ]
            assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)
            assert topic.title not in client.get("/community/").content.decode()
            assert topic.category.name not in client.get("/community/").content.decode()
    assert contract.title in as_(customer).get("/community/").content.decode()


# --- What is one reader's own ----------------------------------------------------------------------------------------


def test_what_is_kept_for_everybody_shows_each_their_own(
    topic, answered, customer, other_customer, outsider, as_, guest
):
    vote_for(answered, by=other_customer)
    pressed = f'data-vote="{answered.pk}" aria-pressed="true"'
    url = page_of(topic)
    for _time in range(2):
        assert pressed in as_(other_customer).get(url).content.decode()
        assert pressed not in as_(customer).get(url).content.decode()
        for_guest = as_(guest).get(url).content.decode()
        assert "data-vote=" not in for_guest
        assert "Helped" in for_guest
        # Who asked says what solved it, and so does the staff here; another customer does not.
        assert "This solves it" in as_(customer).get(url).content.decode()
        assert "This solves it" in as_(outsider).get(url).content.decode()
        assert "This solves it" not in as_(other_customer).get(url).content.decode()
        assert "This solves it" not in for_guest


def test_a_change_shows_at_once_in_what_is_kept(topic, answered, other_customer, customer, as_, guest):
    assert "<span data-n>" not in as_(guest).get(page_of(topic)).content.decode()
    vote_for(answered, by=other_customer)
    assert "<span data-n>1</span>" in as_(guest).get(page_of(topic)).content.decode()
    add_comment(topic, by=customer, body="From serial 4410 on", under=answered)
    assert "From serial 4410 on" in as_(guest).get(page_of(topic)).content.decode()
    actions.accept_answer(answered, by=customer)
    assert "answer--accepted" in as_(guest).get(page_of(topic)).content.decode()


def test_the_page_costs_as_many_questions_with_many_answers_as_with_one(
    topic, colleague, customer, other_customer, as_, queries_stay_flat
):
    def grow() -> None:
        for number in range(3):
            answer = actions.answer(topic, by=colleague, body=f"Way {number}")
            vote_for(answer, by=customer)
            add_comment(topic, by=customer, body="Thanks", under=answer)

    url = page_of(topic)
    client = as_(other_customer)

    def visit() -> None:
        forget_what_is_kept()
        assert client.get(url).status_code == 200

    queries_stay_flat(visit, grow)


def test_a_page_that_is_kept_costs_single_digits(topic, answered, customer, as_, django_assert_max_num_queries):
    client = as_(customer)
    url = page_of(topic)
    client.get(url)
    with django_assert_max_num_queries(9):
        client.get(url)


def test_colleagues_answer_under_the_name_of_the_team(porch, lab, author, colleague, outsider, customer, as_, guest):
    keep_desk(lab, by=author, name="Help desk")
    category = actions.make_category(porch, by=author, name="Support", team=lab)
    topic = actions.ask(category, by=customer, title="Help", body="x")
    actions.answer(topic, by=colleague, body="From the team")
    actions.answer(topic, by=outsider, body="From elsewhere")
    html = as_(guest).get(page_of(topic)).content.decode()
    assert html.count(">Help desk<") == 1
    assert html.count("badge--solid") == 2


# --- Votes and accepting, by plain forms -----------------------------------------------------------------------------


def test_a_vote_is_given_and_taken_back_by_a_plain_form(topic, answered, other_customer, as_):
    client = as_(other_customer)
    address = f"/community/entries/{answered.pk}/vote/"
    assert client.post(address, {"on": "1"}).status_code == 302
    assert Vote.objects.filter(entry=answered.pk).count() == 1
    assert client.post(address, {"on": "1"}).status_code == 302
    assert Vote.objects.filter(entry=answered.pk).count() == 1
    told = client.post(address, {"on": ""}, headers={"accept": "application/json"}).json()
    assert told == {"entry": answered.pk, "votes": 0, "mine": False}


def test_nobody_votes_for_themselves_in_closed_topics_or_unseen(
    topic, answered, colleague, moderator, other_customer, as_
):
    assert as_(colleague).post(f"/community/entries/{answered.pk}/vote/").status_code == 403
    close_topic(topic, by=moderator, reason="Old")
    assert as_(other_customer).post(f"/community/entries/{answered.pk}/vote/").status_code == 403
    assert as_(other_customer).post("/community/entries/999999/vote/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_accepted_at_once_one_is(topic, answered, customer, author, outsider):
    other = actions.answer(topic, by=outsider, body="Or this")
    together(
        lambda: actions.accept_answer(Answer.objects.get(pk=answered.pk), by=customer),
        lambda: actions.accept_answer(Answer.objects.get(pk=other.pk), by=author),
    )
    topic.refresh_from_db()
    assert topic.accepted_id in {answered.pk, other.pk}
    assert Topic.objects.filter(accepted__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressing_often_at_once_is_one_voice(topic, other_customer):
    def press() -> None:
        vote_for(Topic.objects.get(pk=topic.pk), by=other_customer)

    together(press, press, press)
    topic.refresh_from_db()
    assert topic.votes_count == Vote.objects.filter(entry=topic.pk).count() == 1


# --- Remarks ---------------------------------------------------------------------------------------------------------


def test_a_remark_stands_under_what_it_is_about(topic, answered, customer, as_, guest):
    answer = as_(customer).post(f"/community/{topic.pk}/remarks/", {"body": "Which sensor?", "under": answered.pk})
    assert answer.status_code == 302
    said = Comment.objects.get(body="Which sensor?")
    assert (said.root_id, said.under_id) == (topic.pk, answered.pk)
    led = as_(guest).get(said.get_absolute_url(), follow=True).content.decode()
    assert "Which sensor?" in led.partition(f'data-remarks="{answered.pk}"')[2]


def test_of_many_remarks_the_first_are_shown_and_all_can_be(topic, answered, customer, as_, guest):
    for number in range(8):
        add_comment(topic, by=customer, body=f"Remark {number}", under=answered)
    html = as_(guest).get(page_of(topic)).content.decode()
    assert "Show 3 more remarks" in html
    assert "Remark 7" not in html
    last = Comment.objects.get(body="Remark 7")
    assert "Remark 7" in as_(guest).get(f"{page_of(topic)}?comment={last.pk}").content.decode()
    assert "Remark 7" in as_(guest).get(f"/community/{topic.pk}/remarks/?under={answered.pk}").content.decode()


def test_a_remark_is_refused_where_it_makes_no_sense_and_keeps_its_words(
    topic, answered, customer, moderator, category, as_
):
    elsewhere = actions.ask(category, by=customer, title="Another", body="x")
    client = as_(customer)
    assert client.post(f"/community/{elsewhere.pk}/remarks/", {"body": "x", "under": answered.pk}).status_code == 404
    assert client.post(f"/community/{topic.pk}/remarks/", {"body": "x", "under": "nonsense"}).status_code == 404
    assert client.post(f"/community/{topic.pk}/remarks/", {"body": " "}).status_code == 422
    close_topic(topic, by=moderator, reason="Old")
    refused = client.post(f"/community/{topic.pk}/remarks/", {"body": "kept words"})
    assert refused.status_code == 403
    assert "closed" in refused.content.decode()


# --- Answering -------------------------------------------------------------------------------------------------------


def test_a_closed_topic_says_so_and_takes_no_answer(topic, moderator, other_customer, as_):
    close_topic(topic, by=moderator, reason="Old")
    assert "This topic is closed." in as_(other_customer).get(page_of(topic)).content.decode()
    refused = as_(other_customer).post(f"/community/{topic.pk}/answers/", {"body": "But I know"})
    assert refused.status_code == 403
    assert not Answer.objects.exists()


def test_an_answer_that_is_held_is_there_for_its_author_alone(
    topic, answered, other_customer, customer, as_, guest, monkeypatch
):
    monkeypatch.setattr(gates, "_gates", {})
    gates.register("test", lambda attempt: gates.Verdict("hold", "A moderator looks first.", rule="first"))
    sent = as_(other_customer).post(
        f"/community/{topic.pk}/answers/", {"body": "Try turning it off"}, headers={"hx-request": "true"}
    )
    assert sent.status_code == 201
    assert "Waits for a moderator" in sent.content.decode()
    assert "Try turning it off" in as_(other_customer).get(page_of(topic)).content.decode()
    for reader in (customer, guest):
        assert "Try turning it off" not in as_(reader).get(page_of(topic)).content.decode()


def test_an_answer_is_changed_in_its_place_and_two_changes_of_one_text_are_a_conflict(topic, answered, colleague, as_):
    client = as_(colleague)
    address = f"/community/answers/{answered.pk}/edit/"
    part = client.post(address, {"body": "It is the **old** sensor.", "based_on": 0}, headers={"hx-request": "true"})
    assert "<strong>old</strong>" in part.content.decode()
    late = client.post(address, {"body": "Something else", "based_on": 0})
    assert late.status_code == 422
    assert "Something else" in late.content.decode()
    assert "old" in late.content.decode()


def test_a_half_written_answer_is_found_again(topic, customer):
    draft = Draft.objects.create(person=customer, key=f"answer:{topic.pk}", fields={"body": "Half"})
    [place] = places_of([draft], customer).values()
    assert place.url == f"{topic.get_absolute_url()}#write"
    assert topic.title in place.label


def test_the_usual_time_and_who_answers_stand_beside_it(porch, author, colleague, customer, as_, guest):
    category = actions.make_category(porch, by=author, name="Support", reply_hours=48, contacts=[colleague])
    topic = actions.ask(category, by=customer, title="Help", body="x")
    html = as_(guest).get(page_of(topic)).content.decode()
    assert "Usually answered within 2 days." in html
    assert colleague.name in html


def test_whoever_asks_in_a_category_of_the_staff_is_answered_there(for_staff, author):
    assert for_staff.audience == "org"
    assert Category.objects.visible_to(factories.a_customer("Nora Blu", handle="nora")).count() == 0


def test_what_a_team_is_called_inside_is_not_told_outside(category, author, lab, topic, answered, as_, guest):
    actions.change_category(category, by=author, team=lab)
    forget_what_is_kept()
    page = as_(guest).get(topic.get_absolute_url()).content.decode() + as_(guest).get("/community/").content.decode()
    assert lab.name not in page
    keep_desk(lab, by=author, name="Help desk")
    forget_what_is_kept()
    assert "Help desk" in as_(guest).get(topic.get_absolute_url()).content.decode()
