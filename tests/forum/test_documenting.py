"""From answer to document: the worklists, the draft, the links both ways, and what is said once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.timezone import now

from forum import actions
from forum.documenting import worklists
from forum.documenting.actions import bring_back, leave_out
from forum.documenting.reach import is_for_all_of
from forum.documenting.repeats import alike, repeated, telling
from forum.models import Documented, LeftOut, Topic
from intranet.activity.models import Activity
from intranet.content import actions as content
from intranet.content.models import Credit, Entry, Link
from intranet.flows import actions as flows
from intranet.flows.announcing import look_at_documents
from intranet.flows.wording import first_text
from intranet.notifications.models import Notification
from intranet.search.models import Asking
from tests.platform.threads import together
from wiki import actions as wiki_actions
from wiki.models import Page
from wiki.truth.actions import say_helpful

pytestmark = pytest.mark.django_db


@pytest.fixture
def wiki(lab):
    """The lab, a closed space of Ada and Ben, shows a wiki."""
    lab.parts = [*lab.parts, "wiki"]
    lab.save(update_fields=["parts"])
    return lab


@pytest.fixture
def solved(topic, answered, customer) -> Topic:
    """Dora has accepted Ben's answer, and many have looked."""
    actions.accept_answer(answered, by=customer)
    Topic.objects.filter(pk=topic.pk).update(views_count=50)
    return Topic.objects.with_place().get(pk=topic.pk)


@pytest.fixture
def draft(solved, wiki, author) -> Page:
    return flows.document_topic(solved, by=author, space=wiki)


def publish(page: Page, by) -> None:
    wiki_actions.set_reading(Page.objects.select_related("space").get(pk=page.pk), by=by, reads=Page.Reads.PUBLIC)


def told(person, verb: str) -> int:
    return Notification.objects.filter(recipient=person, activity__verb=verb).count()


# --- Worklists -------------------------------------------------------------------------------------------------------


def test_the_list_is_what_was_solved_and_met_by_many_and_is_documented_nowhere(
    category, for_staff, solved, author, customer, colleague, outsider
):
    def asked(title: str, *, views: int = 0, votes: int = 0, accepted: bool = True, where=category) -> Topic:
        topic = actions.ask(where, by=author, title=title, body="…")
        if accepted:
            actions.accept_answer(actions.answer(topic, by=colleague, body="So."), by=author)
        Topic.objects.filter(pk=topic.pk).update(views_count=views)
        Entry.objects.filter(pk=topic.pk).update(votes_count=votes)
        return topic

    asked("Open and looked at", views=90, accepted=False)
    asked("Solved and hardly looked at", views=19, votes=1)
    hidden = asked("Found by its address alone", views=90)
    Topic.objects.filter(pk=hidden.pk).update(unlisted=True)
    voted = asked("Met by two", votes=2)
    most = asked("Met by ten", views=20, votes=10, where=for_staff)
    assert [topic.pk for topic in worklists.undocumented(outsider)] == [most.pk, solved.pk, voted.pk]
    assert [topic.pk for topic in worklists.undocumented(outsider, views=51, voices=11)] == []
    assert worklists.share_documented(outsider).solved == 4


def test_a_link_takes_a_topic_off_the_list_and_deleting_the_page_puts_it_back(solved, wiki, author):
    page = wiki_actions.create_page(wiki, by=author, title="Sensors", body="Warm them.")
    assert flows.link_page(solved, page, by=author)
    assert not flows.link_page(solved, page, by=author)
    assert not worklists.undocumented(author)
    assert worklists.share_documented(author).percent == 100
    wiki_actions.trash_page(page, by=author)
    assert [topic.pk for topic in worklists.undocumented(author)] == [solved.pk]


def test_what_is_left_out_says_why_and_can_be_brought_back(solved, author, customer, as_):
    with pytest.raises(ValidationError):
        leave_out("undocumented", by=author, entry=solved)
    with pytest.raises(PermissionDenied):
        leave_out("undocumented", by=customer, entry=solved, reason="No")
    client = as_(author)
    sent = {"list": "undocumented", "entry": solved.pk}
    assert client.post(reverse("forum:leave-out"), sent).status_code == 422
    client.post(reverse("forum:leave-out"), sent | {"reason": "Only of that day"})
    page = client.get(reverse("forum:undocumented")).content.decode()
    assert "Only of that day" in page
    assert "1 left out" in page
    assert not worklists.undocumented(author)
    assert bring_back(LeftOut.objects.get(), by=author)
    assert [topic.pk for topic in worklists.undocumented(author)] == [solved.pk]


def searched(text: str, people: int, *, outside: bool = True, results: int = 0, opened: bool = False) -> None:
    begin = Asking.objects.filter(text=text).count()
    for number in range(begin, begin + people):
        Asking.objects.create(text=text, who=f"{text}{number}", results=results, opened=opened, is_outside=outside)


def test_searches_are_listed_from_three_people_on_for_each_side_and_come_back_when_more_find_nothing(author, wiki):
    searched("carta siae", 4)
    searched("spare key", 3, results=7)
    searched("my neighbour", 2)
    searched("found it", 5, results=3, opened=True)
    searched("door code", 3, outside=False)
    assert [(row.line.text, row.line.people, row.found) for row in worklists.not_found(outside=True)] == [
        ("carta siae", 4, False),
        ("spare key", 3, True),
    ]
    assert [row.line.text for row in worklists.not_found(outside=False)] == ["door code"]
    page = flows.write_for_words("carta siae", by=author, space=wiki)
    assert page.title == "carta siae"
    assert [row.line.text for row in worklists.not_found(outside=True)] == ["spare key"]
    Asking.objects.filter(text="carta siae").update(last_at=now() - timedelta(days=1))
    searched("carta siae", 3)
    assert [(row.line.text, row.line.people) for row in worklists.not_found(outside=True)] == [
        ("carta siae", 3),
        ("spare key", 3),
    ]


def test_a_page_that_helps_few_is_listed(wiki, author, colleague, outsider, moderator, admin, guest):
    page = wiki_actions.create_page(wiki, by=author, title="Sensors", body="Warm them.")
    publish(page, author)
    page = Page.objects.select_related("space").get(pk=page.pk)
    for number in range(5):
        say_helpful(page, by=guest, was_helpful=number == 0, guest=f"g{number}")
    [row] = worklists.unhelpful(colleague)
    assert (row.entry.entry_id, row.percent, row.said) == (page.pk, 20, 5)
    leave_out("unhelpful", by=colleague, entry=page, reason="It is about to go")
    assert not worklists.unhelpful(colleague)


def test_questions_in_much_the_same_words_stand_together_until_a_page_answers_one(
    category, for_staff, solved, author, customer, other_customer, wiki, outsider
):
    for person, title in (
        (author, "Wake up is slow"),
        (other_customer, "Slow to wake up again?"),
        (author, "Slow lift"),
    ):
        actions.ask(category, by=person, title=title, body="…")
    actions.ask(for_staff, by=author, title="Slow to wake", body="…")
    assert [(group.best.pk, group.count) for group in repeated(outsider)] == [(solved.pk, 4)]
    assert [(group.best.pk, group.count) for group in repeated(other_customer)] == [(solved.pk, 3)]
    leave_out("repeated", by=author, entry=solved, reason="They were joined")
    assert solved.pk not in [group.best.pk for group in repeated(outsider)]


def test_however_many_ask_the_same_they_are_one_group():
    words = {pk: telling("The terminal wakes up slowly") for pk in range(200)} | {500: telling("Terminal, lid")}
    [group] = alike(words)
    assert len(group) == 200


@pytest.mark.parametrize("name", ["forum:undocumented", "forum:not-found", "forum:repeated", "forum:unhelpful"])
def test_the_lists_are_for_staff(as_, customer, outsider, name):
    assert as_(customer).get(reverse(name)).status_code == 403
    assert as_(outsider).get(reverse(name)).status_code == 200


def test_the_list_costs_the_same_however_long_it_is(as_, category, solved, author, colleague, queries_stay_flat):
    def more() -> None:
        for number in range(5):
            topic = actions.ask(category, by=author, title=f"Once more {number}", body="…")
            actions.accept_answer(actions.answer(topic, by=colleague, body="So."), by=author)
            Topic.objects.filter(pk=topic.pk).update(views_count=50)

    client = as_(author)
    queries_stay_flat(lambda: client.get(reverse("forum:undocumented")), more)


# --- Drafting --------------------------------------------------------------------------------------------------------


def test_a_draft_has_the_question_and_the_accepted_answer_and_is_read_inside_only(as_, draft, solved, guest, customer):
    assert draft.title == "Slow to wake up"
    assert draft.body == "## Question\n\nFour seconds in the cold.\n\n## Answer\n\nIt is the sensor."
    assert draft.audience == draft.space.audience
    for reader in (guest, customer):
        assert as_(reader).get(reverse("wiki:page-by-number", args=[draft.pk])).status_code == 404
        assert "Documented in" not in as_(reader).get(solved.get_absolute_url()).content.decode()
    assert {(row.person.handle, row.source_id) for row in Credit.objects.filter(entry=draft)} == {
        ("dora", solved.pk),
        ("ben", solved.accepted_id),
    }


def test_in_a_community_too_a_draft_is_for_those_who_keep_it_until_it_is_published(solved, porch, author, outsider):
    porch.parts = [*porch.parts, "wiki"]
    porch.save(update_fields=["parts"])
    page = flows.document_topic(solved, by=author, space=porch)
    assert page.audience.startswith("circle_")
    assert not Page.objects.visible_to(outsider).filter(pk=page.pk).exists()
    assert not Documented.objects.exists()


def test_words_are_taken_along_in_order_with_headings_below_ours_and_nobody_called(topic, author, colleague, customer):
    first = actions.answer(topic, by=colleague, body="# Why\n\n@dora, ask @ben or `@dora`.\n\n```\n# @dora\n```")
    second = actions.answer(topic, by=customer, body="Thanks.")
    actions.accept_answer(second, by=customer)
    topic.refresh_from_db()
    assert first_text(topic, question=None, answers=[second, first]) == (
        "## Answer\n\nThanks.\n\n## What else was said\n\n"
        "### Why\n\n[…], ask Ben Rossi or `@dora`.\n\n```\n# @dora\n```\n"
    )


def test_what_was_said_elsewhere_or_taken_away_is_not_taken_along(solved, category, wiki, author, colleague):
    other = actions.ask(category, by=author, title="Else", body="…")
    stranger = actions.answer(other, by=colleague, body="Not here")
    gone = actions.answer(solved, by=colleague, body="Gone")
    content.delete_entry(gone, by=colleague)
    for chosen in (stranger, gone):
        with pytest.raises(ValidationError):
            flows.document_topic(solved, by=author, space=wiki, chosen=[chosen])
    assert not Page.objects.exists()


def test_who_may_not_write_there_makes_no_page_and_a_customer_never(solved, wiki, outsider, customer):
    for person in (outsider, customer):
        with pytest.raises(PermissionDenied):
            flows.document_topic(solved, by=person, space=wiki)
    assert not Link.objects.exists()


def test_the_form_begins_a_page_in_the_place_that_was_chosen(as_, solved, wiki, author, outsider):
    client = as_(author)
    address = reverse("flows:document", args=[solved.pk])
    page = client.get(address).content.decode()
    assert "At the top of Lab" in page
    assert client.post(address, {"title": "", "place": f"space_{wiki.pk}"}).status_code == 422
    sent = {"title": "Waking up", "place": f"space_{wiki.pk}", "question": "on", "chosen": [solved.accepted_id]}
    made = client.post(address, sent)
    page = Page.objects.get()
    assert made.url == reverse("wiki:edit", args=[page.pk])
    assert page.title == "Waking up"
    assert client.get(made.url).status_code == 200
    assert "There is no wiki you write in" in as_(outsider).get(address).content.decode()


# --- Said once -------------------------------------------------------------------------------------------------------


def test_when_the_page_is_published_the_topic_says_so_once_and_who_follows_it_is_told_once(
    as_, draft, solved, author, colleague, customer, guest, run_jobs
):
    run_jobs()
    assert not Documented.objects.exists()
    publish(draft, author)
    run_jobs()
    assert Documented.objects.get().topic_id == solved.pk
    page = as_(guest).get(solved.get_absolute_url()).content.decode()
    assert page.count("This is now documented") == 1
    assert "Documented in" in page
    # Whose words are in it hears of that, and not of the same thing twice.
    assert told(customer, "content.credit.told") == told(colleague, "content.credit.told") == 1
    assert told(customer, "forum.topic.documented") == 0

    wiki_actions.set_reading(Page.objects.select_related("space").get(pk=draft.pk), by=author, reads=Page.Reads.INHERIT)
    run_jobs()
    assert "documented" not in as_(guest).get(solved.get_absolute_url()).content.decode().lower()
    publish(draft, author)
    run_jobs()
    assert look_at_documents.func(page=draft.pk) == 0
    assert told(customer, "content.credit.told") == 1
    assert Documented.objects.count() == 1


def test_who_follows_a_topic_hears_of_its_page_and_of_a_second_one_no_more(
    solved, wiki, author, other_customer, category, run_jobs
):
    actions.answer(solved, by=other_customer, body="Mine too")
    for title in ("Sensors", "More sensors"):
        page = wiki_actions.create_page(wiki, by=author, title=title, body="Warm them.")
        publish(page, author)
        flows.link_page(solved, Page.objects.select_related("space").get(pk=page.pk), by=author)
        run_jobs()
    assert told(other_customer, "forum.topic.documented") == 1


@pytest.mark.django_db(transaction=True)
def test_published_twice_at_once_it_is_said_once(solved, wiki, author, other_customer):
    actions.answer(solved, by=other_customer, body="Mine too")
    page = wiki_actions.create_page(wiki, by=author, title="Sensors", body="Warm them.")
    flows.link_page(solved, page, by=author)
    publish(page, author)
    said = together(*[lambda: look_at_documents.func(page=page.pk) for _ in range(3)])
    assert sorted(said) == [0, 0, 1]
    assert Activity.objects.filter(verb="forum.topic.documented").count() == 1


def test_a_page_that_only_the_house_reads_announces_itself_to_nobody(as_, draft, solved, author, customer, run_jobs):
    wiki_actions.put_text(Page.objects.get(pk=draft.pk), by=author, text="Secret [[plans]].", publish=True)
    run_jobs()
    assert not Documented.objects.exists()
    assert told(customer, "content.credit.told") == told(customer, "forum.topic.documented") == 0
    for reader in (customer,):
        page = as_(reader).get(solved.get_absolute_url()).content.decode()
        assert "ocumented" not in page
    assert "Documented in" in as_(author).get(solved.get_absolute_url()).content.decode()


def test_a_customer_is_asked_once_how_to_be_named(draft, solved, wiki, author, customer, run_jobs):
    from intranet.flows.asking import wordings_of

    second = flows.document_topic(solved, by=author, space=wiki, title="Again")
    for page in (draft, second):
        publish(page, author)
        run_jobs()
    rows = list(Notification.objects.filter(recipient=customer, activity__verb="content.credit.told").order_by("pk"))
    assert len(rows) == 2
    words = wordings_of(rows)
    assert words[rows[0].pk].leads == reverse("content:credits")
    assert rows[1].pk not in words
    content.choose_credit(by=customer, form="name")
    rows[0].recipient.refresh_from_db()
    assert wordings_of(rows[:1])[rows[0].pk].leads == ""


@pytest.mark.parametrize(
    ("audience", "others", "all_of_them"),
    [
        ("public", "customers", True),
        ("customers", "public", False),
        ("customers", "org", True),
        ("customers", "company_3", True),
        ("org", "customers", False),
        ("space_0", "org", False),
        ("org", "org", True),
        ("circle_3", "customers", False),
    ],
)
def test_whether_all_who_read_one_thing_read_the_other(db, audience, others, all_of_them):
    assert is_for_all_of(audience, others) is all_of_them
