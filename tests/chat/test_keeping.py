"""What a room keeps no longer: gone for everybody, from everywhere, and nothing else with it."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from chat import actions, jobs
from chat.keeping import rule as keeping
from chat.models import Clearing, Message, RoomMember
from intranet.activity.models import Activity
from intranet.content.actions import edit_entry
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment, Entry, Revision
from intranet.conversation.actions import react
from intranet.conversation.models import Mention, Reaction
from intranet.core.models import SiteSettings
from intranet.moderation.actions import flag_entry
from intranet.notifications.models import Notification
from intranet.realtime.ledger import frames_after
from intranet.realtime.models import Frame
from intranet.search.models import Pending

pytestmark = pytest.mark.django_db


def aged(message: Message, days: int) -> Message:
    Entry.objects.filter(pk=message.pk).update(published_at=now() - datetime.timedelta(days=days))
    return message


def left_in(room) -> set[str]:
    return set(Message.objects.filter(room=room, style="text").values_list("body", flat=True))


@pytest.fixture
def site_keeps():
    def keeps(days: int) -> None:
        SiteSettings.objects.update_or_create(pk=1, defaults={"chat_keep_days": days})
        SiteSettings.forget()

    return keeps


def test_an_owner_sets_it_the_room_is_told_and_what_is_too_old_goes(room, author, colleague, say, run_jobs):
    aged(say(room, author, "Of last winter"), 91)
    aged(say(room, colleague, "Of this autumn"), 89)
    assert actions.set_keeping(room, by=author, days=90) is True
    assert actions.set_keeping(room, by=author, days=90) is False
    assert Message.objects.filter(room=room, style="notice", notice={"what": "keeping", "days": 90}).count() == 1
    run_jobs()
    assert left_in(room) == {"Of this autumn"}
    clearing = Clearing.objects.get(room=room)
    assert (clearing.done, clearing.total, clearing.finished_at is not None) == (1, 1, True)


def test_it_goes_from_everywhere(closed_room, author, colleague, say, run_jobs, django_capture_on_commit_callbacks):
    file = store_upload(SimpleUploadedFile("secret.txt", b"the old secret"), by=author)
    old = say(closed_room, author, "The old secret, @ben", attachment_ids=[file.pk])
    young = say(closed_room, colleague, "Was that so?", quoted=old)
    run_jobs()
    edit_entry(old, by=author, body="The older secret, @ben")
    react(old, by=colleague, sort="agree")
    run_jobs()
    aged(old, 40)
    path = Attachment.objects.get().file.name
    assert Notification.objects.filter(entry=old.pk).exists()
    assert "older secret" in str(list(Frame.objects.values_list("payload", flat=True)))
    head = Frame.objects.filter(stream=closed_room.key).order_by("-seq").first().seq

    actions.set_keeping(closed_room, by=author, days=30)
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
    assert left_in(closed_room) == {"Was that so?"}
    for model in (Revision, Mention, Reaction, Attachment, Notification):
        assert not model.objects.exists(), model
    assert not default_storage.exists(path)
    words = str(list(Frame.objects.values_list("payload", flat=True))) + str(
        list(Activity.objects.values_list("label", "details"))
    )
    assert "secret" not in words
    young.refresh_from_db()
    assert young.quoted is None
    assert not Pending.objects.filter(entry_id=old.pk).exists()
    # Whoever catches up meets every number, and hears which messages are no more.
    numbers = [frame.seq for frame in frames_after(closed_room.key, 0)]
    assert numbers == list(range(1, numbers[-1] + 1))
    gone = Frame.objects.filter(stream=closed_room.key, seq__gt=head, event="chat.messages.gone").get()
    assert gone.payload == {"room": closed_room.pk, "entries": [old.pk]}


def test_a_thread_keeps_its_beginning_without_words_until_its_last_answer_goes(room, author, colleague, say, run_jobs):
    head = aged(say(room, author, "How is it done?"), 50)
    aged(say(room, colleague, "So", thread=head), 45)
    answer = aged(say(room, colleague, "No: so", thread=head), 5)
    actions.set_keeping(room, by=author, days=30)
    run_jobs()
    head.refresh_from_db()
    assert left_in(room) == {"", "No: so"}
    assert (head.is_deleted, head.body_html, head.replies_count) == (True, "", 1)
    assert keeping.rooms_to_clear() == []

    aged(answer, 31)
    assert keeping.rooms_to_clear() == [room]
    jobs.clear_rooms.call()
    run_jobs()
    assert left_in(room) == set()


def test_a_thread_that_is_old_altogether_goes_altogether(room, author, colleague, say, run_jobs, monkeypatch):
    monkeypatch.setattr("chat.actions.keeping.BATCH", 2)
    head = aged(say(room, author, "How is it done?"), 50)
    for number in range(5):
        aged(say(room, colleague, f"So {number}", thread=head), 45)
        aged(say(room, author, f"Besides {number}"), 45)
    actions.set_keeping(room, by=author, days=30)
    run_jobs()
    assert left_in(room) == set()
    assert Clearing.objects.get().done == Clearing.objects.get().total == 11


def test_what_is_under_report_waits_for_the_decision(room, author, colleague, say, run_jobs):
    reported = aged(say(room, author, "Rude"), 50)
    flag_entry(reported, by=colleague, reason="rude", note="")
    actions.set_keeping(room, by=author, days=30)
    run_jobs()
    assert left_in(room) == {"Rude"}
    reported.flags.update(state="dismissed")
    jobs.clear_room.call(room=room.pk)
    assert left_in(room) == set()


def test_one_that_was_cut_short_goes_on_and_takes_nothing_twice(room, author, say, monkeypatch):
    for number in range(5):
        aged(say(room, author, f"Old {number}"), 45)
    young = say(room, author, "Young")
    monkeypatch.setattr("chat.actions.keeping.BATCH", 2)
    monkeypatch.setattr("chat.jobs.SECONDS", -1)
    actions.set_keeping(room, by=author, days=30)
    assert jobs.clear_room.call(room=room.pk) == 1
    assert Message.objects.filter(room=room, style="text").count() == 4
    monkeypatch.setattr("chat.jobs.SECONDS", 20)
    jobs.clear_room.call(room=room.pk)
    jobs.clear_room.call(room=room.pk)
    assert left_in(room) == {"Young"}
    assert (Clearing.objects.get().done, Clearing.objects.get().total) == (5, 5)
    room.refresh_from_db()
    assert room.last_seq >= young.seq


def test_conversations_go_by_the_site_and_a_room_may_keep_longer(direct, room, author, say, run_jobs, site_keeps):
    aged(say(direct, author, "Between us"), 20)
    aged(say(room, author, "For all"), 20)
    actions.set_keeping(room, by=author, days=keeping.FOR_EVER)
    with pytest.raises(PermissionDenied, match="whole site"):
        actions.set_keeping(direct, by=author, days=5)
    site_keeps(10)
    assert keeping.days_kept(direct) == 10
    jobs.clear_rooms.call()
    run_jobs()
    assert (left_in(direct), left_in(room)) == (set(), {"For all"})


@pytest.mark.parametrize("who", ["colleague", "outsider", "moderator"])
def test_who_does_not_own_the_room_does_not_set_it(who, request, room):
    with pytest.raises(PermissionDenied):
        actions.set_keeping(room, by=request.getfixturevalue(who), days=30)


def test_an_admin_sets_it_where_they_may_read(room, closed_room, admin):
    assert actions.set_keeping(room, by=admin, days=30)
    with pytest.raises(PermissionDenied):
        actions.set_keeping(closed_room, by=admin, days=30)


@pytest.mark.parametrize("days", [-1, 3651])
def test_a_number_that_makes_no_sense_is_refused(days, room, author):
    with pytest.raises(ValidationError):
        actions.set_keeping(room, by=author, days=days)


def test_what_waits_for_its_time_is_no_older_for_it(room, author, say, run_jobs):
    from intranet.content.when import When

    waiting = say(room, author, "Tomorrow", when=When.at(now() + datetime.timedelta(days=1), "UTC"))
    Entry.objects.filter(pk=waiting.pk).update(created_at=now() - datetime.timedelta(days=99))
    actions.set_keeping(room, by=author, days=30)
    run_jobs()
    assert left_in(room) == {"Tomorrow"}
    assert RoomMember.objects.filter(room=room).count() == 2


def test_the_page_counts_what_would_go_before_it_goes(room, author, colleague, as_, say, run_jobs):
    aged(say(room, author, "Old"), 45)
    page, address = as_(author), f"/chat/{room.pk}/keeping/"
    asked = page.post(address, {"days": "30"})
    assert asked.status_code == 422
    assert "1 message is older than that" in asked.content.decode()
    assert page.post(address, {"days": "own"}).status_code == 422
    assert page.post(address, {"days": "30", "confirmed": "on"}).status_code == 302
    assert "older than 30 days" in page.get(address).content.decode()
    begun = Clearing.objects.create(room=room, before=now(), started_at=now(), done=3, total=9)
    assert "3 of 9" in page.get(address, headers={"hx-request": "true"}).content.decode()
    begun.delete()
    seen = as_(colleague)
    assert "Only the owners" in seen.get(address).content.decode()
    assert seen.post(address, {"days": "30"}).status_code == 403
