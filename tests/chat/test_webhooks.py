"""What webhooks hear of what is said in rooms."""

from __future__ import annotations

import pytest

from chat import actions
from chat.models import Room
from intranet.activity.models import Activity
from intranet.api.webhooks.actions import add_webhook
from intranet.api.webhooks.models import Delivery
from intranet.api.webhooks.payload import payload
from intranet.content.actions import delete_entry
from intranet.spaces.actions import change_space

SAID = "chat.message.published"


@pytest.fixture
def listen():
    def listening(by, *, scope="org", verbs=(SAID,), **more):
        return add_webhook(by=by, url="https://crm.example.com/", scope=scope, verbs=list(verbs), **more)[0]

    return listening


def heard(run_jobs) -> list[tuple[int, int]]:
    run_jobs()
    rows = Delivery.objects.filter(verb=SAID).select_related("activity").order_by("pk")
    return [(row.webhook_id, row.activity.subject_id) for row in rows]


def test_the_house_hears_of_open_rooms_where_that_was_chosen(listen, admin, author, say, room, run_jobs):
    hook = listen(admin, with_bodies=True)
    message = say(room, author, "Build 4.3 is green")
    assert heard(run_jobs) == [(hook.pk, message.pk)]
    told = payload(hook, Activity.objects.get(verb=SAID))["data"]
    message.refresh_from_db()
    assert told["actor"]["name"] == "Ada Bianchi"
    assert {name: told["entry"][name] for name in ("room_id", "seq", "thread_id", "body")} == {
        "room_id": room.pk,
        "seq": message.seq,
        "thread_id": None,
        "body": "Build 4.3 is green",
    }


def test_no_webhook_hears_of_closed_rooms_and_conversations(listen, admin, author, say, closed_room, direct, run_jobs):
    listen(admin)
    say(closed_room, author, "Secret, @ben")
    say(direct, author, "Between us")
    assert heard(run_jobs) == []


def test_who_wants_all_events_is_not_told_each_word(listen, admin, author, say, room, run_jobs):
    listen(admin, verbs=["*"])
    say(room, author, "Hello, @ben")
    actions.archive_room(room, by=author)
    run_jobs()
    assert list(Delivery.objects.values_list("verb", flat=True)) == ["chat.room.archived"]


def test_where_nobody_listens_a_plain_message_writes_nothing_down(author, say, room):
    say(room, author, "Hello")
    assert not Activity.objects.filter(verb=SAID).exists()


def test_a_webhook_of_a_space_hears_of_its_rooms_and_of_no_others(
    listen, author, admin, lab, plaza, say, room, run_jobs
):
    for space in (lab, plaza):
        change_space(space, by=author, parts=[*space.parts, "chat"])
    closed, wide = (Room.objects.get(space=space, is_default=True) for space in (lab, plaza))
    labs, house = listen(author, scope="space", space=lab), listen(admin)
    inside, outside = say(closed, author, "Inside"), say(wide, author, "Outside")
    elsewhere = say(room, author, "Elsewhere")
    assert heard(run_jobs) == [(labs.pk, inside.pk), (house.pk, outside.pk), (house.pk, elsewhere.pk)]


def test_what_is_gone_before_it_is_sent_is_told_without_its_words(listen, admin, author, say, room, run_jobs):
    hook = listen(admin, with_bodies=True)
    message = say(room, author, "Oops")
    delete_entry(message, by=author)
    assert payload(hook, Activity.objects.get(verb=SAID)) is None
    assert heard(run_jobs) == []


def test_people_put_into_rooms_and_bots_are_told_to_no_webhook(listen, admin, author, outsider, room, run_jobs):
    listen(admin, verbs=["*"])
    actions.add_people(room, by=author, people=[outsider])
    actions.make_owner(room, by=author, person=outsider)
    run_jobs()
    assert not Delivery.objects.exists()
