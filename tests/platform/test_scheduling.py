"""Entries that come out later: at their time and once, or not, and then their author is told why."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.actions import edit_post, publish_post
from intranet.accounts.models import User
from intranet.content import actions
from intranet.content.jobs import release, release_what_is_due
from intranet.content.kinds import real
from intranet.content.models import Entry, Revision, Timing
from intranet.content.when import When
from intranet.conversation.models import Mention, Watch
from intranet.notifications.models import Notification
from intranet.realtime.models import Frame
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import forget
from tests.platform.threads import together

pytestmark = pytest.mark.django_db

ROME = "Europe/Rome"


def in_hours(hours: float, zone: str = ROME) -> When:
    return When.at(now() + timedelta(hours=hours), zone)


@pytest.fixture
def waiting(author, lab):
    return publish_post(by=author, space=lab, title="Kanarienvogel", body="For @ben. #later", when=in_hours(2))


def let_time_pass(entry: Entry) -> None:
    Timing.objects.filter(entry_id=entry.entry_id).update(due_at=now() - timedelta(seconds=1))


def come(entry: Entry) -> Entry:
    let_time_pass(entry)
    release.call(entry_id=entry.entry_id)
    return Entry.objects.get(pk=entry.entry_id)


def test_until_its_time_its_author_alone_sees_it_and_nobody_hears_of_it(waiting, author, colleague, as_, run_jobs):
    run_jobs()
    assert waiting.state == Entry.State.SCHEDULED
    assert (waiting.audience, waiting.intended_audience) == (author.key, waiting.space.audience)
    assert waiting.published_at is None
    assert Entry.objects.visible_to(author).filter(pk=waiting.pk).exists()
    assert not Entry.objects.visible_to(colleague).filter(pk=waiting.pk).exists()
    assert "Kanarienvogel" not in as_(author).get("/spaces/lab/").content.decode()
    assert as_(colleague).get(f"/posts/{waiting.pk}/").status_code == 404
    assert not Notification.objects.filter(entry=waiting.pk).exists()
    assert not Mention.objects.exists()
    assert not Watch.objects.filter(person=colleague).exists()
    assert not Frame.objects.filter(stream=waiting.space.audience).exists()


def test_at_its_time_it_is_out_and_the_named_are_told(waiting, author, colleague, run_jobs):
    before = now()
    out = come(waiting)
    assert out.is_published
    assert out.published_at >= before
    assert (out.audience, out.intended_audience) == (waiting.space.audience, "")
    assert not Timing.objects.exists()
    run_jobs()
    assert Notification.objects.filter(recipient=colleague, entry=out, reason="mention").exists()
    assert [tag.name for tag in out.tags.all()] == ["later"]
    assert Frame.objects.filter(stream=waiting.space.audience, event="feeds.post.published").count() == 1


def test_its_job_waits_for_its_time_and_not_longer(waiting, run_jobs):
    run_jobs(at=now() + timedelta(hours=1))
    assert Entry.objects.get(pk=waiting.pk).state == Entry.State.SCHEDULED
    let_time_pass(waiting)
    run_jobs(at=now() + timedelta(hours=3))
    assert Entry.objects.get(pk=waiting.pk).is_published


def test_the_sweep_puts_out_what_lost_its_job(waiting, run_jobs):
    let_time_pass(waiting)
    release_what_is_due.call()
    run_jobs()
    assert Entry.objects.get(pk=waiting.pk).is_published


def test_a_job_that_comes_too_early_changes_nothing(waiting):
    assert release.call(entry_id=waiting.pk) is False
    assert Entry.objects.get(pk=waiting.pk).state == Entry.State.SCHEDULED


def test_another_time_leaves_the_job_of_the_old_one_without_effect(waiting, author):
    actions.change_time(real(waiting), by=author, when=in_hours(30))
    assert release.call(entry_id=waiting.pk) is False
    assert Timing.objects.get(pk=waiting.pk).due_at > now() + timedelta(hours=29)


def test_publish_now_does_not_wait(waiting, author):
    assert actions.publish_now(real(waiting), by=author).is_published
    assert actions.publish_now(real(waiting), by=author).is_published
    assert Frame.objects.filter(event="feeds.post.published").count() == 1


def test_taken_back_it_is_a_draft_that_no_time_puts_out(waiting, author, run_jobs):
    assert actions.take_back(real(waiting), by=author)
    assert not actions.take_back(real(waiting), by=author)
    run_jobs(at=now() + timedelta(hours=3))
    assert Entry.objects.get(pk=waiting.pk).state == Entry.State.DRAFT
    actions.change_time(real(waiting), by=author, when=in_hours(5))
    assert come(waiting).is_published


@pytest.mark.parametrize("way", ["leaves", "archived", "part off", "closed"])
def test_who_may_no_longer_post_there_does_not_and_is_told_why(way, waiting, author, colleague, run_jobs):
    lab = waiting.space
    match way:
        case "leaves":
            spaces.change_role(lab, by=author, person=colleague, role="owner")
            spaces.leave_space(lab, by=author)
        case "archived":
            spaces.archive_space(lab, by=author)
        case "part off":
            spaces.change_space(lab, by=author, parts=[])
        case "closed":
            User.objects.filter(pk=author.pk).update(is_active=False)
    kept = come(waiting)
    assert kept.state == Entry.State.DRAFT
    assert kept.audience == author.key
    assert kept.published_at is None
    assert Timing.objects.get(pk=waiting.pk).refusal
    assert not Frame.objects.filter(event="feeds.post.published").exists()
    run_jobs()
    if way != "closed":
        forget(author)
        assert Notification.objects.filter(recipient=author, reason="author").exists()
    assert not Notification.objects.filter(recipient=colleague, entry=waiting).exists()


def test_words_are_changed_while_it_waits_and_leave_no_history_for_others(waiting, author):
    edit_post(real(waiting), by=author, title="Kanarienvogel", body="Second thoughts")
    assert not Revision.objects.filter(entry=waiting.pk).exists()
    out = come(waiting)
    assert (out.body, out.edited_at, out.revisions_count) == ("Second thoughts", None, 0)


def test_deleted_while_it_waits_it_comes_back_as_a_draft_and_not_to_everybody(waiting, author, colleague):
    actions.delete_entry(real(waiting), by=author)
    let_time_pass(waiting)
    assert release.call(entry_id=waiting.pk) is False
    actions.undelete_entry(real(Entry.objects.get(pk=waiting.pk)), by=author)
    back = Entry.objects.get(pk=waiting.pk)
    assert (back.state, back.audience, back.title) == (Entry.State.DRAFT, author.key, "Kanarienvogel")
    assert not Entry.objects.visible_to(colleague).filter(pk=waiting.pk).exists()


def test_pressed_twice_it_waits_once(author, lab):
    key = "7b1e3c52-5d0c-4a83-9f3e-0f6d6c1f8a91"
    first, second = (publish_post(by=author, space=lab, body="x", when=in_hours(1), client_id=key) for _ in range(2))
    assert first.pk == second.pk
    assert Timing.objects.count() == 1


@pytest.mark.parametrize("hours", [-1, 24 * 400])
def test_a_time_that_has_passed_or_is_too_far_off_is_refused(hours, author, lab):
    with pytest.raises(ValidationError):
        publish_post(by=author, space=lab, body="x", when=in_hours(hours))
    assert not Entry.objects.exists()


def test_the_time_is_that_of_the_writers_clock_over_the_change_of_clocks(author, lab):
    summer = When(datetime(2027, 3, 28).date(), datetime(2027, 3, 28, 2, 30).time(), ROME)
    # 2:30 does not exist that night: it comes out half an hour after the clocks were put on.
    assert summer.moment.isoformat() == "2027-03-28T01:30:00+00:00"


def test_nobody_else_decides_when(waiting, colleague, admin):
    for person in (colleague, admin):
        with pytest.raises(PermissionDenied):
            actions.publish_now(real(waiting), by=person)
        with pytest.raises(PermissionDenied):
            actions.change_time(real(waiting), by=person, when=in_hours(3))


def test_what_is_out_has_no_time_to_choose(author, lab):
    post = publish_post(by=author, space=lab, body="Out")
    with pytest.raises(PermissionDenied):
        actions.change_time(post, by=author, when=in_hours(3))


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_its_author_at_once_publish_it_once(author, lab, run_jobs):
    waiting = publish_post(by=author, space=lab, body="Once", when=in_hours(1))
    let_time_pass(waiting)

    def press() -> None:
        actions.publish_now(real(Entry.objects.get(pk=waiting.pk)), by=author)

    together(*[lambda: release.call(entry_id=waiting.pk)] * 4, press)
    assert Entry.objects.get(pk=waiting.pk).is_published
    assert Frame.objects.filter(event="feeds.post.published").count() == 1


# --- Pages -----------------------------------------------------------------------------------------------------------


def when_fields(hours: float) -> dict[str, str]:
    when = in_hours(hours)
    return {"when_day": when.day.isoformat(), "when_clock": when.clock.strftime("%H:%M")}


def test_the_composer_posts_later_and_the_list_shows_when_and_on_which_clock(as_, author, lab):
    sent = {"body": "Tomorrow's news", "audience": lab.audience} | when_fields(26)
    answer = as_(author).post("/posts/", sent)
    assert answer.status_code == 302
    assert answer["Location"] == "/scheduled/"
    page = as_(author).get("/scheduled/").content.decode()
    assert "Tomorrow" in page
    assert "Rome" in page
    assert Entry.objects.get().state == Entry.State.SCHEDULED


def test_a_script_is_told_without_a_card(as_, author, lab):
    sent = {"body": "Tomorrow's news", "audience": lab.audience} | when_fields(26)
    answer = as_(author).post("/posts/", sent, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert "Scheduled" in answer["HX-Trigger"]


def test_half_a_time_keeps_what_was_typed(as_, author, lab):
    sent = {"body": "Kept words", "audience": lab.audience, "when_day": when_fields(26)["when_day"]}
    answer = as_(author).post("/posts/", sent)
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    assert not Entry.objects.exists()


def test_change_time_publish_now_and_back_to_draft_by_hand(as_, author, waiting):
    mine = as_(author)
    assert mine.get(f"/entries/{waiting.pk}/time/").status_code == 200
    assert mine.post(f"/entries/{waiting.pk}/time/", {"when_day": "", "when_clock": ""}).status_code == 422
    assert mine.post(f"/entries/{waiting.pk}/time/", when_fields(50)).status_code == 302
    assert mine.post(f"/entries/{waiting.pk}/take-back/").status_code == 302
    assert Entry.objects.get(pk=waiting.pk).state == Entry.State.DRAFT
    assert mine.post(f"/entries/{waiting.pk}/publish/").status_code == 302
    assert Entry.objects.get(pk=waiting.pk).is_published
    assert mine.get(f"/entries/{waiting.pk}/time/").status_code == 403


def test_its_own_page_says_that_it_waits(as_, author, waiting):
    page = as_(author).get(f"/posts/{waiting.pk}/").content.decode()
    assert "Comes out on" in page
    assert "Until it is out you alone see it." in page


def test_an_outsider_meets_nothing(as_, outsider, waiting):
    for path in ("time", "publish", "take-back"):
        assert as_(outsider).post(f"/entries/{waiting.pk}/{path}/").status_code == 404


def test_the_list_costs_the_same_for_few_and_many(as_, author, lab, queries_stay_flat):
    client = as_(author)
    queries_stay_flat(
        lambda: client.get("/scheduled/"), lambda: publish_post(by=author, space=lab, body="x", when=in_hours(4))
    )
