"""Many messages at once leave what one at a time would."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from chat import actions
from chat.bulk import insert_messages
from chat.models import Message, Room, RoomMember, ThreadMember
from intranet.activity.models import Activity
from intranet.content.models import Entry, TaggedEntry
from intranet.conversation.models import Mention
from intranet.realtime.ledger import heads

pytestmark = pytest.mark.django_db
OWN = {
    "id",
    "entry_ptr_id",
    "audience",
    "room_id",
    "thread_id",
    "published_at",
    "active_at",
    "created_at",
    "last_reply_at",
}


def rows_of(room: Room) -> list[dict]:
    found = Message.objects.filter(room=room).exclude(style="notice").order_by("seq")
    return [
        {name: value for name, value in row.items() if name not in OWN}
        | {
            "mentions": sorted(Mention.objects.filter(entry=row["id"]).values_list("person__handle", flat=True)),
            "tags": sorted(TaggedEntry.objects.filter(content_object=row["id"]).values_list("tag__name", flat=True)),
            "told": list(Activity.objects.filter(subject=f"entry_{row['id']}").values_list("verb", "actor__handle")),
            "followers": sorted(
                ThreadMember.objects.filter(thread=row["id"]).values_list("person__handle", "read_seq", "following")
            ),
        }
        for row in found.values()
    ]


def state_of(room: Room) -> tuple:
    room.refresh_from_db()
    return rows_of(room), room.last_seq, heads([room.key])[room.key], room.last_message_at is not None


@pytest.mark.parametrize("sort", ["closed", "direct"])
def test_in_bulk_they_are_those_that_the_actions_would_have_made(sort, author, colleague, outsider):
    said = [
        (author, "**Rows** 1 to 4 #done", None),
        (colleague, "All of them, @ada?", None),
        (author, "All", 1),
        (author, "And 5", 1),
        (colleague, "Good", 1),
        (author, "Next", None),
        (author, "On my own", 5),
    ]
    if sort == "closed":
        rooms = [actions.open_room(by=author, name="x", sort="closed", people=[colleague]) for _ in range(2)]
    else:
        rooms = [actions.direct_room(by=author, people=[colleague]) for _ in range(1)]
        rooms.append(Room.objects.create(sort="direct", created_by=author))
        for person in (author, colleague):
            RoomMember.objects.create(room=rooms[1], person=person)
    one, many = rooms
    sent: list[Message] = []
    unsent: list[Message] = []
    for by, body, head in said:
        thread = sent[head] if head is not None else None
        sent.append(actions.send_message(one, by=by, body=body, thread=thread))
        in_thread = unsent[head] if head is not None else None
        unsent.append(Message(room=many, author=by, body=body, thread=in_thread, published_at=sent[-1].published_at))
    assert insert_messages(unsent) == len(said)
    for made, kept in zip(rows_of(many), rows_of(one), strict=True):
        assert made == kept, (made["body"], made["told"], kept["told"])
    assert state_of(many) == state_of(one)
    assert actions.send_message(many, by=author, body="After").seq == state_of(one)[2] + 1


def test_rooms_and_messages_have_the_size_asked_for_and_are_the_same_for_the_same_seed(db):
    asked = {"people": 9, "customers": 0, "spaces": 2, "entries": 0, "events": 0, "rooms": 6, "messages": 120}
    found = []
    for _ in range(2):
        call_command("synthesize", seed=3, no_index=True, verbosity=0, **asked)
        found.append(list(Message.objects.order_by("pk").values_list("body", "room__name", "author__handle", "seq")))
        assert len(found[-1]) == 120
        assert Room.objects.filter(is_default=True).count() == 2
        assert not Room.objects.filter(messages__seq__gt=0, last_seq=0).exists()
        for room in Room.objects.all():
            numbers = list(Message.objects.filter(room=room).order_by("seq").values_list("seq", flat=True))
            assert numbers == list(range(1, heads([room.key])[room.key] + 1))
        for model in (Message, Entry, Activity, RoomMember, Room):
            model.objects.all().delete()
        from intranet.accounts.models import User
        from intranet.realtime.models import Stream
        from intranet.spaces.models import Space

        for model in (Stream, Space, User):
            model.objects.all().delete()
    assert found[0] == found[1]
