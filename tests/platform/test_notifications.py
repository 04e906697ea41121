"""The inbox: who hears of what, once, and never of what they may not read."""

from __future__ import annotations

import html
import re

import pytest

from feeds.actions import publish_post
from intranet.content import actions as content_actions
from intranet.conversation.actions import add_comment
from intranet.notifications import actions, inbox
from intranet.notifications.models import Notification
from intranet.notifications.reactor import notify
from intranet.realtime.models import Frame
from intranet.spaces import actions as space_actions


def told(person) -> list[str]:
    return [thread.sentence for thread in inbox.page_of(person).threads]


@pytest.fixture
def lab_post(author, lab, run_jobs):
    run_jobs()
    Notification.objects.all().delete()  # what the making of the lab told its members
    return publish_post(by=author, space=lab, title="Quieter fans", body="The bearings.")


def test_a_comment_reaches_the_author_and_not_its_writer(author, colleague, lab_post, run_jobs):
    add_comment(lab_post, by=colleague, body="How much do they cost?")
    run_jobs()
    assert len(told(author)) == 1
    assert "Ben Rossi" in told(author)[0]
    assert "Quieter fans" in told(author)[0]
    assert told(colleague) == []


def test_comments_of_one_post_stand_together_with_their_number(author, colleague, lab_post, run_jobs):
    for words in ("One.", "Two.", "Three."):
        add_comment(lab_post, by=colleague, body=words)
    run_jobs()
    (thread,) = inbox.page_of(author).threads
    assert thread.unread == 3
    assert thread.excerpt == "Three."
    assert actions.unread_count(author) == 1


def test_a_mention_says_that_it_is_one(author, colleague, lab_post, run_jobs):
    add_comment(lab_post, by=author, body="What do you think, @ben?")
    run_jobs()
    assert told(colleague) == ["Ada Bianchi mentioned you in “Quieter fans”"]


def test_nobody_outside_the_audience_hears_of_a_mention(author, outsider, lab_post, run_jobs):
    add_comment(lab_post, by=author, body="What would @cleo say?")
    run_jobs()
    assert told(outsider) == []
    assert not Notification.objects.filter(recipient=outsider).exists()


def test_who_loses_the_space_before_the_notification_is_written_is_not_told(author, colleague, lab, lab_post, run_jobs):
    add_comment(lab_post, by=author, body="Between us, @ben: they are loud.")
    space_actions.remove_member(lab, by=author, person=colleague)
    run_jobs()
    assert not any("loud" in thread.excerpt for thread in inbox.page_of(colleague).threads)
    assert not any("Quieter" in sentence for sentence in told(colleague))


def test_who_loses_the_space_afterwards_no_longer_sees_what_was_said(as_, author, colleague, lab, lab_post, run_jobs):
    add_comment(lab_post, by=author, body="Between us, @ben: they are loud.")
    run_jobs()
    row = Notification.objects.of(colleague).get()
    space_actions.remove_member(lab, by=author, person=colleague)
    assert "loud" not in as_(colleague).get("/inbox/").content.decode()
    assert as_(colleague).get(f"/inbox/{row.pk}/").status_code == 404


def test_writing_the_notifications_of_one_activity_twice_tells_once(author, colleague, lab_post, run_jobs):
    add_comment(lab_post, by=colleague, body="Again?")
    run_jobs()
    activity = Notification.objects.of(author).get().activity
    assert notify.call(activity_id=activity.pk) == 0
    assert Notification.objects.of(author).count() == 1


def test_the_deactivated_are_not_told(author, colleague, lab_post, run_jobs):
    add_comment(lab_post, by=author, body="Farewell, @ben")
    colleague.is_active = False
    colleague.save()
    run_jobs()
    assert not Notification.objects.filter(recipient=colleague).exists()


def test_a_hidden_post_tells_its_author_why(author, moderator, porch, run_jobs):
    post = publish_post(by=author, space=porch, title="Buy my car", body="Cheap.")
    content_actions.hide_entry(post, by=moderator, reason="This is no market place.")
    run_jobs()
    (thread,) = inbox.page_of(author).threads
    assert "hid" in thread.sentence
    assert thread.excerpt == "This is no market place."


def test_reading_marks_all_that_was_said_about_the_thing_and_tells_other_tabs(
    as_, author, colleague, lab_post, run_jobs
):
    for words in ("One.", "Two."):
        add_comment(lab_post, by=colleague, body=words)
    run_jobs()
    client = as_(author)
    newest = inbox.page_of(author).threads[0].newest
    answer = client.get(f"/inbox/{newest.pk}/")
    assert answer.status_code == 302
    assert f"/posts/{lab_post.pk}/" in answer["Location"]
    assert actions.unread_count(author) == 0
    frame = Frame.objects.filter(stream=author.key, event="notifications.changed").order_by("seq").last()
    assert frame.payload["unread"] == 0


def test_marking_all_as_read_leaves_other_people_alone(as_, author, colleague, lab_post, run_jobs):
    add_comment(lab_post, by=colleague, body="One.")
    add_comment(lab_post, by=author, body="@ben two.")
    run_jobs()
    as_(author).post("/inbox/read/")
    assert actions.unread_count(author) == 0
    assert actions.unread_count(colleague) == 1


def test_what_was_read_can_be_put_back_among_the_unread(as_, author, colleague, lab_post, run_jobs):
    add_comment(lab_post, by=colleague, body="One.")
    run_jobs()
    actions.mark_read(by=author)
    as_(author).post("/inbox/unread/", {"subject": lab_post.key})
    assert actions.unread_count(author) == 1


def test_a_full_inbox_goes_on_on_its_next_page(as_, author, colleague, lab, run_jobs):
    for number in range(inbox.PAGE + 1):
        publish_post(by=author, space=lab, title=f"Question {number}", body="@ben?")
    run_jobs()
    client = as_(colleague)
    first = client.get("/inbox/").content.decode()
    more = re.search(r'href="(/inbox/\?cursor=[^"]+)">Show more', first).group(1)
    assert f"Question {inbox.PAGE}”" in first
    assert "Question 0”" not in first
    assert "Question 0”" in client.get(html.unescape(more)).content.decode()


def test_somebody_elses_notification_is_not_there(as_, author, colleague, outsider, lab_post, run_jobs):
    add_comment(lab_post, by=colleague, body="One.")
    run_jobs()
    row = Notification.objects.of(author).get()
    assert as_(outsider).get(f"/inbox/{row.pk}/").status_code == 404
    assert Notification.objects.of(author).unread().count() == 1


def test_an_invitation_leads_to_its_own_page(as_, author, outsider, vault, run_jobs):
    space_actions.invite_to_space(vault, by=author, person=outsider, message="We need you here.")
    run_jobs()
    (thread,) = inbox.page_of(outsider).threads
    assert "invites you" in thread.sentence
    answer = as_(outsider).get(f"/inbox/{thread.newest.pk}/", follow=True)
    assert answer.status_code == 200
    assert "We need you here." in answer.content.decode()


def test_the_empty_inbox_says_what_will_come(as_, outsider):
    page = as_(outsider).get("/inbox/").content.decode()
    assert "Nothing yet" in page
    assert "All read" in as_(outsider).get("/inbox/?show=unread").content.decode()


def test_the_inbox_costs_the_same_for_a_little_and_for_much(as_, author, colleague, lab, run_jobs, queries_stay_flat):
    client = as_(author)

    def grow():
        add_comment(publish_post(by=author, space=lab, body="Post"), by=colleague, body="Comment")
        run_jobs()

    queries_stay_flat(lambda: client.get("/inbox/"), grow, times=3)
