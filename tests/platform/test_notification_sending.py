"""What leaves the house: once, grouped, and only what may be read and is wanted at the moment of sending."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.content import actions as content_actions
from intranet.content.actions.stances import block, mute
from intranet.conversation.actions import add_comment
from intranet.core.models import SiteSettings
from intranet.notifications import actions, channels, sending
from intranet.notifications.channels import Channel, Later, Never
from intranet.notifications.models import Delivery, Notification
from intranet.notifications.sending import due_parcels
from intranet.spaces import actions as space_actions


class Post:
    """A channel that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, list[str]]] = []
        self.raises: Exception | None = None

    def deliver(self, person, notifications) -> None:
        if self.raises is not None:
            raise self.raises
        self.sent.append((person.handle, [row.entry.body_text if row.entry else "" for row in notifications]))
        self.language = translation.get_language()


@pytest.fixture
def mail():
    post = Post()
    before = channels.find("mail")
    channels.register(Channel("mail", "Mail", post.deliver, waits=lambda: timedelta(minutes=10)))
    yield post
    channels.unregister("mail")
    if before is not None:
        channels.register(before)


@pytest.fixture
def lab_post(author, lab, run_jobs):
    run_jobs()
    Notification.objects.all().delete()
    return publish_post(by=author, space=lab, title="Quieter fans", body="The bearings.")


@pytest.fixture
def said(author, colleague, lab_post, mail, run_jobs):
    """Ben is named; a mail to him waits."""
    comment = add_comment(lab_post, by=author, body="What do you think, @ben?")
    run_jobs()
    return comment


def send_what_is_due() -> list[str]:
    return [sending.send(parcel) for parcel in due_parcels(now() + timedelta(minutes=11), 100)]


def test_a_mail_waits_for_its_grace_and_is_then_sent_once(mail, said, run_jobs):
    run_jobs()
    assert mail.sent == []
    assert send_what_is_due() == ["sent"]
    assert send_what_is_due() == []
    assert mail.sent == [("ben", ["What do you think, @Ben Rossi?"])]


def test_several_about_one_subject_go_as_one_oldest_first(author, lab_post, mail, said, run_jobs):
    add_comment(lab_post, by=author, body="Well, @ben?")
    run_jobs()
    assert send_what_is_due() == ["sent"]
    assert [texts for _person, texts in mail.sent] == [["What do you think, @Ben Rossi?", "Well, @Ben Rossi?"]]


def test_what_was_read_in_the_app_is_not_mailed(colleague, mail, said):
    actions.mark_read(by=colleague)
    assert send_what_is_due() == ["dropped"]
    assert mail.sent == []


def moved(author, colleague, lab, post, comment, moderator):
    cellar = space_actions.create_space(by=author, name="Cellar", visibility="secret")
    content_actions.move_entry(post, by=author, space=cellar, audience=cellar.audience)


def hidden(author, colleague, lab, post, comment, moderator):
    content_actions.hide_entry(comment, by=author, reason="Too loud.")


def left(author, colleague, lab, post, comment, moderator):
    space_actions.remove_member(lab, by=author, person=colleague)


def blocked(author, colleague, lab, post, comment, moderator):
    block(author, by=colleague)


def deactivated(author, colleague, lab, post, comment, moderator):
    colleague.is_active = False
    colleague.save()


def held_at_the_threshold(author, colleague, lab, post, comment, moderator):
    SiteSettings.objects.update_or_create(pk=1, defaults={"second_factor_for": "staff"})
    SiteSettings.forget()


def deleted(author, colleague, lab, post, comment, moderator):
    content_actions.delete_entry(comment, by=author)


def switched_off(author, colleague, lab, post, comment, moderator):
    actions.set_preference(by=colleague, group="mentions", channel="mail", wanted=False)


def silenced(author, colleague, lab, post, comment, moderator):
    actions.set_level(lab.key, by=colleague, degree="nothing")


@pytest.mark.parametrize(
    "between",
    [moved, hidden, left, blocked, deactivated, held_at_the_threshold, deleted, switched_off, silenced],
    ids=lambda between: between.__name__,
)
def test_what_happens_between_the_event_and_the_sending_counts(
    between, author, colleague, moderator, lab, lab_post, mail, said
):
    between(author, colleague, lab, lab_post, said, moderator)
    assert send_what_is_due() == ["dropped"]
    assert mail.sent == []
    assert Delivery.objects.get().state == Delivery.State.DROPPED
    assert Delivery.objects.get().why


def test_a_muted_discussion_still_mails_who_is_named(colleague, lab_post, mail, said):
    mute(lab_post, by=colleague)
    assert send_what_is_due() == ["sent"]


def test_the_text_is_in_the_language_of_who_gets_it(colleague, mail, said):
    colleague.language = "it"
    colleague.save()
    send_what_is_due()
    assert mail.language == "it"
    assert translation.get_language() == "en"


def test_of_two_workers_that_take_the_same_parcel_one_sends_it(colleague, lab_post, mail, said):
    (parcel,) = due_parcels(now() + timedelta(minutes=11), 10)
    _ticket, rows = actions.claim(*parcel)
    assert len(rows) == 1
    assert sending.send(parcel) == "taken"
    assert mail.sent == []


def test_a_claim_whose_worker_died_is_taken_by_the_next(colleague, lab_post, mail, said):
    (parcel,) = due_parcels(now() + timedelta(minutes=11), 10)
    actions.claim(*parcel)
    Delivery.objects.update(claimed_until=now() - timedelta(seconds=1))
    assert sending.send(parcel) == "sent"


def test_what_a_dead_worker_writes_late_changes_nothing(mail, said):
    (parcel,) = due_parcels(now() + timedelta(minutes=11), 10)
    ticket, rows = actions.claim(*parcel)
    Delivery.objects.update(claimed_until=now() - timedelta(seconds=1))
    sending.send(parcel)
    actions.settle(ticket, [row.pk for row in rows], Delivery.State.FAILED, "late")
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_a_channel_may_say_later_or_never(mail, said):
    mail.raises = Later(3600, "The server is busy.")
    assert send_what_is_due() == ["later"]
    row = Delivery.objects.get()
    assert (row.state, row.why) == ("waiting", "The server is busy.")
    assert row.due_at > now() + timedelta(minutes=50)
    mail.raises = Never("There is no such mailbox.")
    Delivery.objects.update(due_at=now())
    assert send_what_is_due() == ["failed"]
    assert Delivery.objects.get().why == "There is no such mailbox."


def test_a_channel_that_breaks_is_tried_again_and_given_up_at_last(mail, said, caplog):
    mail.raises = RuntimeError("no")
    for _attempt in range(sending.MOST_ATTEMPTS - 1):
        Delivery.objects.update(due_at=now())
        assert send_what_is_due() == ["later"]
    Delivery.objects.update(due_at=now())
    assert send_what_is_due() == ["failed"]
    assert "could not deliver" in caplog.text


def test_nothing_is_written_for_whom_a_channel_does_not_reach(author, lab_post, mail, run_jobs):
    channels.register(Channel("mail", "Mail", mail.deliver, reaches=lambda people: []))
    add_comment(lab_post, by=author, body="What do you think, @ben?")
    run_jobs()
    assert Notification.objects.exists()
    assert not Delivery.objects.exists()


def test_a_channel_without_a_grace_is_served_at_once(author, lab_post, mail, run_jobs):
    channels.register(Channel("mail", "Mail", mail.deliver))
    add_comment(lab_post, by=author, body="What do you think, @ben?")
    run_jobs()
    assert [person for person, _texts in mail.sent] == ["ben"]


def test_a_channel_that_was_taken_out_leaves_nothing_behind(mail, said):
    channels.unregister("mail")
    assert send_what_is_due() == ["dropped"]


def test_what_is_switched_off_in_the_app_is_mailed_and_not_in_the_inbox(author, colleague, lab_post, mail, run_jobs):
    actions.set_preference(by=colleague, group="mentions", channel="app", wanted=False)
    add_comment(lab_post, by=author, body="What do you think, @ben?")
    run_jobs()
    assert actions.unread_count(colleague) == 0
    assert send_what_is_due() == ["sent"]


def test_an_invitation_answered_meanwhile_is_not_mailed(author, outsider, vault, mail, run_jobs):
    run_jobs()
    Notification.objects.all().delete()
    request = space_actions.invite_to_space(vault, by=author, person=outsider)
    run_jobs()
    space_actions.answer_invitation(request, by=outsider, accept=False)
    assert send_what_is_due() == ["dropped"]


def test_a_mail_leads_to_what_is_switched_off_in_the_app_and_reading_it_stops_the_next(
    as_, author, colleague, lab_post, mail, run_jobs
):
    actions.set_preference(by=colleague, group="mentions", channel="app", wanted=False)
    add_comment(lab_post, by=author, body="What do you think, @ben?")
    run_jobs()
    row = Notification.objects.get(recipient=colleague)
    assert as_(colleague).get(f"/inbox/{row.pk}/").status_code == 302
    assert send_what_is_due() == ["dropped"]


def test_quiet_hours_that_begin_while_it_is_being_sent_do_not_send_it_twice(colleague, mail, said):
    (parcel,) = due_parcels(now() + timedelta(minutes=11), 10)
    ticket, rows = actions.claim(*parcel)
    actions.keep_still(by=colleague, until=now() + timedelta(hours=1))
    assert sending.send(parcel) == "held"
    actions.settle(ticket, [row.pk for row in rows], Delivery.State.SENT)
    assert Delivery.objects.get().state == Delivery.State.SENT
