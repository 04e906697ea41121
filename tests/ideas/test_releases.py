"""Releases: drafts, what they deliver, who hears of it, and mail without an account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils.timezone import now

from forum import actions as forum
from ideas import actions
from ideas.models import Heard, Idea, Meaning, Release, Sent, Subscriber
from ideas.releases import subscribing, telling
from ideas.releases.jobs import mail_release, write_to_asked
from ideas.releases.mailing import mail_portion
from ideas.statuses import first_status
from intranet.activity.models import Activity
from intranet.content import voices
from intranet.content.actions import link_entries
from intranet.content.models import Entry, Link
from intranet.conversation.actions import add_comment
from intranet.conversation.votes import vote_for
from intranet.moderation.rules import actions as rules
from intranet.notifications import actions as notices
from intranet.notifications.models import Delivery, Notification
from intranet.notifications.reactor import notify
from intranet.realtime.units import unit
from tests.factories import a_customer, a_person
from tests.platform.mail_world import proven, send_all, the_mail_to
from wiki import actions as wiki
from wiki.truth.actions import say_helpful


def told(person) -> list[Notification]:
    return list(Notification.objects.filter(recipient=person, reason=telling.VOICE).order_by("pk"))


def run_notices() -> None:
    """What the queue would do with each activity, twice: a job may be run again."""
    for activity in Activity.objects.filter(verb__startswith="ideas.").order_by("pk"):
        notify.call(activity_id=activity.pk)
        notify.call(activity_id=activity.pk)


def words(row: Notification) -> str:
    return telling.wordings([row])[row.pk].words


@pytest.fixture
def release(porch, author) -> Release:
    return actions.draft_release(porch, by=author, title="Terminal 5.2", body="It wakes up sooner.")


def test_a_draft_is_its_authors_and_publishing_delivers_what_it_names(release, idea, author, colleague, guest):
    assert not Release.objects.visible_to(colleague).exists()
    assert actions.name_in_release(release, idea, by=author) is True
    assert actions.name_in_release(release, idea, by=author) is False
    assert actions.publish_release(release, by=author) is True
    assert actions.publish_release(release, by=author) is False
    idea.refresh_from_db()
    assert idea.status.meaning == Meaning.DELIVERED
    assert idea.answer == f"Delivered with #{release.pk}."
    assert Release.objects.visible_to(guest).published().get().title == "Terminal 5.2"
    with pytest.raises(PermissionDenied):
        actions.name_in_release(release, idea, by=colleague)


def test_only_who_keeps_the_space_releases_and_names_what_they_decide_about(porch, release, inside, idea, author):
    other = a_person("Olga", handle="olga")
    with pytest.raises(PermissionDenied):
        actions.draft_release(porch, by=other, title="Mine")
    with pytest.raises(ValidationError):
        actions.draft_release(porch, by=author, title="  ")
    joined = actions.suggest(idea.board, by=author, title="Wake faster")
    actions.merge(joined, into=idea, by=author)
    with pytest.raises(PermissionDenied):
        actions.name_in_release(release, Idea.objects.get(pk=joined.pk), by=author)
    comment = add_comment(idea, by=author, body="Yes")
    with pytest.raises(PermissionDenied):
        actions.name_in_release(release, comment, by=author)


@pytest.fixture
def five_roles(idea, porch, author, customer):
    """Dora suggested it, suggested another that was joined with it, voted for a third, reported a problem, asked, and
    said what was missing in the page."""
    twin = actions.suggest(idea.board, by=customer, title="Faster start")
    third = actions.suggest(idea.board, by=author, title="Start at once")
    vote_for(third, by=customer)
    for one in (twin, third):
        actions.merge(one, into=idea, by=author)
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=customer, title="Slow to wake up", body="Why?", sort="problem")
    page = wiki.create_page(porch, by=author, title="Waking up", body="Press.")
    with unit():
        link_entries(topic, idea, relation=Link.Relation.PROMOTED_TO, by=author)
    say_helpful(page, by=customer, was_helpful=False, words="How long?")
    return page


def test_one_person_in_five_roles_gets_one_message_with_each_part_named(five_roles, release, idea, author, customer):
    for entry in (idea, five_roles):
        actions.name_in_release(release, entry, by=author)
    run_notices()  # what she was told before: that ideas were joined
    before = Notification.objects.filter(recipient=customer).count()
    proven(customer)
    actions.publish_release(release, by=author)
    run_notices()
    (row,) = told(customer)
    assert send_all() == ["sent"]
    assert "you voted for it" in the_mail_to(customer).body
    assert Notification.objects.filter(recipient=customer).count() == before + 1
    assert Delivery.objects.filter(notification=row, channel="mail").count() == 1
    said = words(row)
    for part in (
        "“Wake up sooner” is delivered",
        "you suggested it",
        "“Faster start”",
        "you voted for it",
        "you reported “Slow to wake up”",
        "you told us what was missing in “Waking up”",
    ):
        assert part in said
    # Joining more afterwards tells nobody again, nor does another release that names the same.
    late = actions.suggest(idea.board, by=customer, title="Sooner still")
    actions.merge(late, into=Idea.objects.get(pk=idea.pk), by=author)
    again = actions.draft_release(release.space, by=author, title="Terminal 5.3")
    actions.name_in_release(again, idea, by=author)
    actions.publish_release(again, by=author)
    run_notices()
    assert len(told(customer)) == 1


def test_a_customer_is_addressed_as_customers_are_where_a_language_has_two_ways(
    release, idea, author, customer, colleague, monkeypatch
):
    vote_for(idea, by=colleague)
    actions.name_in_release(release, idea, by=author)
    actions.publish_release(release, by=author)
    run_notices()
    sentences = voices._sentences
    monkeypatch.setitem(sentences, "suggested", sentences["suggested"]._replace(to_customer="L’ha proposta Lei"))
    assert "L’ha proposta Lei" in words(told(customer)[0])
    assert "you voted for it" in words(told(colleague)[0])


def test_what_somebody_may_not_read_says_nothing_to_them(release, inside, board, author, colleague, customer):
    """An internal idea behind a public release: who is inside hears, the customer it came from does not."""
    topic_board = forum.make_category(release.space, by=author, name="Terminals")
    topic = forum.ask(topic_board, by=customer, title="No free bench", body="Why?")
    with unit():
        link_entries(topic, inside, relation=Link.Relation.PROMOTED_TO, by=author)
    actions.name_in_release(release, inside, by=author)
    actions.publish_release(release, by=author)
    run_notices()
    assert told(customer) == []
    assert not Delivery.objects.filter(notification__recipient=customer, channel="mail").exists()
    assert len(told(colleague)) == 1


def test_who_may_not_read_the_release_hears_by_the_idea(porch, idea, author, customer):
    inner = actions.draft_release(porch, by=author, title="Secret name", readers="staff")
    actions.name_in_release(inner, idea, by=author)
    actions.publish_release(inner, by=author)
    run_notices()
    (row,) = told(customer)
    assert row.entry_id == idea.pk
    assert "Secret name" not in words(row)


def test_who_unsubscribed_or_muted_gets_none(release, idea, author, customer, other_customer):
    vote_for(idea, by=other_customer)
    proven(customer, other_customer)
    notices.set_preference(by=customer, group="delivered", channel="mail", wanted=False)
    notices.set_preference(by=customer, group="delivered", channel="app", wanted=False)
    from intranet.content.actions.stances import mute

    mute(idea, by=other_customer)
    actions.name_in_release(release, idea, by=author)
    actions.publish_release(release, by=author)
    run_notices()
    assert not Delivery.objects.filter(channel="mail").exists()
    assert told(other_customer) == []


def test_what_is_added_to_a_release_that_is_out_is_told_once_to_who_had_a_part_in_it(release, idea, author, customer):
    actions.publish_release(release, by=author)
    actions.name_in_release(release, idea, by=author)
    actions.drop_from_release(release, idea, by=author)
    actions.name_in_release(release, idea, by=author)
    run_notices()
    assert len(told(customer)) == 1
    assert Heard.objects.filter(person=customer).count() == 1


def test_an_idea_delivered_by_hand_tells_of_ones_part_with_the_status(idea, author, customer):
    actions.set_status(idea, by=author, status=first_status(Meaning.DELIVERED))
    run_notices()
    assert len(told(customer)) == 1
    assert Notification.objects.filter(recipient=customer, activity__verb="ideas.idea.status_set").count() == 1


def test_telling_asks_as_often_for_many_as_for_few(release, idea, author, django_assert_max_num_queries):
    for number in range(12):
        vote_for(idea, by=a_customer(f"Customer {number}"))
    actions.name_in_release(release, idea, by=author)
    with django_assert_max_num_queries(150):
        actions.publish_release(release, by=author)
    assert Heard.objects.filter(release=release).count() == 13


# --- Mail without an account ------------------------------------------------------------------------------------------


def ask_for_mail(email: str) -> bytes:
    response = Client().post("/ideas/releases/subscribe/", {"email": email}, follow=True)
    for row in Subscriber.objects.all():
        write_to_asked.call(subscriber_id=row.pk)
    return re.sub(rb"csrfmiddlewaretoken[^>]+|nonce-[^\"']+|value=\"[^\"]{30,}\"", b"", response.content)


def link_in(message) -> str:
    return re.search(r"http://[^/\s]+(/ideas/releases/(?:subscribe|leave)/\S+/)", message.body)[1]


def test_nothing_is_sent_before_the_mailbox_has_confirmed_and_one_press_ends_it(release, author):
    ask_for_mail("gina@example.org")
    (letter,) = mail.outbox
    client = Client()
    client.get(link_in(letter))
    assert Subscriber.objects.get().confirmed_at is None, "a look is no press"
    actions.publish_release(release, by=author)
    assert mail_portion(release.pk, 0) == 0
    client.post(link_in(letter))
    assert mail_portion(release.pk, 0) == Subscriber.objects.get().pk
    mail_portion(release.pk, 0)
    assert [message.subject for message in mail.outbox[1:]] == ["Terminal 5.2"]
    sent = mail.outbox[1]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    Client(enforce_csrf_checks=True).post(
        link_in(sent).replace("subscribe", "leave"), {"List-Unsubscribe": "One-Click"}
    )
    assert not Subscriber.objects.exists()
    assert not Sent.objects.exists()


def test_a_page_never_tells_whether_an_address_is_on_the_list(db):
    Subscriber.objects.create(email="known@example.org", confirmed_at=now())
    assert ask_for_mail("known@example.org") == ask_for_mail("stranger@example.org")


def test_an_address_is_written_to_a_few_times_a_day_and_thrown_away_ones_never(admin):
    rules.change_rule("mail", by=admin, is_on=True)
    for _each in range(6):
        ask_for_mail("gina@example.org")
    assert len(mail.outbox) == subscribing.MOST_LETTERS_A_DAY
    response = Client().post("/ideas/releases/subscribe/", {"email": "x@mailinator.com"})
    assert response.status_code == 422
    assert b"x@mailinator.com" in response.content
    assert not Subscriber.objects.filter(email="x@mailinator.com").exists()


def test_what_nobody_confirms_is_forgotten_and_a_word_of_somebody_else_opens_nothing(db):
    subscribing.ask("gina@example.org", language="it")
    Subscriber.objects.update(asked_at=now() - timedelta(days=8))
    subscribing.forget_unconfirmed()
    assert not Subscriber.objects.exists()
    assert Client().post("/ideas/releases/leave/nonsense/").status_code == 404
    assert Client().get("/ideas/releases/subscribe/nonsense/").status_code == 404


def test_who_is_told_of_their_part_by_mail_gets_no_second_one_from_the_list(release, idea, author, customer):
    Subscriber.objects.create(email=customer.email, confirmed_at=now())
    proven(customer)
    actions.name_in_release(release, idea, by=author)
    actions.publish_release(release, by=author)
    mail_release.call(release_id=release.pk)
    assert mail.outbox == []
    assert Sent.objects.get().sent_at is not None


def test_only_what_everybody_reads_goes_to_the_list(porch, inside, author, guest):
    Subscriber.objects.create(email="gina@example.org", confirmed_at=now())
    inner = actions.draft_release(porch, by=author, title="For customers", readers="customers")
    actions.publish_release(inner, by=author)
    assert mail_portion(inner.pk, 0) == 0
    open_one = actions.draft_release(porch, by=author, title="For all")
    actions.name_in_release(open_one, inside, by=author)
    actions.publish_release(open_one, by=author)
    mail_portion(open_one.pk, 0)
    assert "A second bench" not in mail.outbox[0].body
    assert "A second bench" not in str(mail.outbox[0].alternatives)


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_guests_read_releases_and_a_feed_and_what_they_may_not_read_is_not_named(release, idea, inside, author):
    for entry in (idea, inside):
        actions.name_in_release(release, entry, by=author)
    actions.publish_release(release, by=author)
    client = Client()
    for path in ("/ideas/releases/", release.get_absolute_url(), "/ideas/releases/atom/"):
        page = client.get(path)
        assert page.status_code == 200
        assert b"Terminal 5.2" in page.content
        assert b"A second bench" not in page.content
    assert b"Wake up sooner" in client.get(release.get_absolute_url()).content
    assert b"Delivered with" in client.get(idea.get_absolute_url()).content


def test_the_list_of_releases_tells_where_one_paragraph_ends(porch, author, client):
    made = actions.draft_release(
        porch, by=author, title="Firmware 5.3", body="- a cold night\n\nIt comes in the night."
    )
    actions.publish_release(made, by=author)
    assert "a cold night · It comes in the night." in client.get("/ideas/releases/").content.decode()


def test_a_release_is_written_named_and_published_by_its_pages(porch, idea, author):
    client = Client()
    client.force_login(author)
    assert client.post("/ideas/releases/new/", {"title": " ", "body": "Kept", "space": porch.pk}).status_code == 422
    made = client.post(
        "/ideas/releases/new/", {"title": "5.2", "body": "New", "space": porch.pk, "readers": "everyone"}
    )
    release = Release.objects.get()
    assert made["Location"] == f"/ideas/releases/{release.pk}/edit/"
    assert b"Wake up sooner" in client.get(made["Location"], {"q": "wake"}).content
    client.post(f"/ideas/releases/{release.pk}/delivers/", {"entry": idea.pk})
    client.post(f"/ideas/releases/{release.pk}/publish/")
    assert Entry.objects.get(pk=release.pk).is_published
    assert Idea.objects.get(pk=idea.pk).status.meaning == Meaning.DELIVERED
