"""The page of a room: who opens it, where it opens, what it costs."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chat import actions
from chat.models import Message, RoomMember
from intranet.content.actions import delete_entry
from intranet.content.models import Entry

pytestmark = pytest.mark.django_db


def url(room, **query):
    return f"/chat/{room.pk}/" + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")


def shown(html: str) -> list[int]:
    """The messages of a page, by number."""
    return [int(pk) for pk in re.findall(r'<li class="message[^"]*" id="entry-(\d+)"', html)]


def opened(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.fixture
def many(room, author, colleague):
    """A long room without saying each thing: 120 messages, six a day, the newest today."""
    start = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Rome"))

    def fill(count: int = 120) -> list[Message]:
        made, base = [], room.last_seq
        for number in range(1, count + 1):
            at = start + timedelta(days=number // 6, minutes=number % 6)
            message = Message(
                room=room,
                author=(author, colleague)[number % 2],
                audience=room.audience,
                body_html=f"<p>no. {number}</p>",
                state=Entry.State.PUBLISHED,
                published_at=at,
                seq=base + number,
            )
            message.save()
            made.append(message)
        room.last_seq = base + count
        room.save()
        return made

    return fill


def test_an_outsider_gets_what_is_not_there_and_a_guest_the_way_in(
    as_, closed_room, outsider, customer, guest, say, author
):
    said = say(closed_room, author, "Between us")
    for person in (outsider, customer):
        assert as_(person).get(url(closed_room)).status_code == 404
        assert as_(person).get(f"/chat/{closed_room.pk}/messages/").status_code == 404
        assert as_(person).get(f"/chat/messages/{said.pk}/").status_code == 404
        assert as_(person).post(f"/chat/{closed_room.pk}/messages/", {"body": "In?"}).status_code == 404
    assert as_(guest).get(url(closed_room)).status_code == 302


def test_it_opens_at_the_first_message_that_is_new_with_the_line_above_it(as_, room, many, colleague):
    said = many()
    RoomMember.objects.filter(room=room, person=colleague).update(read_seq=said[49].seq)
    html = opened(as_(colleague), url(room))
    # Ben has written every other one: his own are not new to him.
    first_new = next(message for message in said[50:] if message.author_id != colleague.pk)
    line = html.index("data-new>")
    assert html.index(f'id="entry-{said[50].pk}"') < html.index(f'id="entry-{first_new.pk}"')
    assert html.rindex('id="entry-', 0, line) < line < html.index(f'id="entry-{first_new.pk}"')
    page = shown(html)
    assert said[29].pk not in page
    assert len(page) == 70
    assert "data-earlier" in html


def test_who_has_read_everything_sees_the_newest_and_no_line(as_, room, many, colleague):
    said = many()
    RoomMember.objects.filter(room=room, person=colleague).update(read_seq=said[-1].seq)
    html = opened(as_(colleague), url(room))
    assert shown(html) == [message.pk for message in said[-50:]]
    assert "data-new>" not in html
    assert " data-later" not in html


def test_a_link_leads_to_its_message_and_marks_it(as_, room, many, colleague):
    said = many()
    answer = as_(colleague).get(f"/chat/messages/{said[60].pk}/", follow=True)
    html = answer.content.decode()
    assert re.search(rf'<li class="message[^"]*is-linked[^"]*" id="entry-{said[60].pk}"', html)
    assert shown(html)[20] == said[60].pk
    assert html.count("is-linked") == 1


def test_the_parts_of_a_room_fit_together(as_, room, many, colleague):
    said = many()
    client, address = as_(colleague), f"/chat/{room.pk}/messages/"
    newest = client.get(address).content.decode()
    older = client.get(f"{address}?before={said[70].seq}").content.decode()
    oldest = client.get(f"{address}?before={said[20].seq}").content.decode()
    assert shown(newest) == [message.pk for message in said[70:]]
    assert shown(older) == [message.pk for message in said[20:70]]
    assert [pk for pk in shown(oldest) if pk in {message.pk for message in said}] == [
        message.pk for message in said[:20]
    ]
    assert "data-earlier" in older
    assert "data-earlier" not in oldest
    later = client.get(f"{address}?after={said[69].seq}").content.decode()
    assert shown(later) == [message.pk for message in said[70:]]
    assert "data-later" not in later
    between = client.get(f"{address}?around={said[60].seq}").content.decode()
    assert shown(between)[0] == said[40].pk


@pytest.mark.parametrize(
    "asked", ["before=x", "after=-1", "around=", "day=tomorrow", "message=1e9", "before=99999999999999999999"]
)
def test_an_address_that_makes_no_sense_is_refused(as_, room, colleague, asked):
    assert as_(colleague).get(f"/chat/{room.pk}/messages/?{asked}").status_code == 400


def test_a_day_is_found_by_the_clock_of_the_reader(as_, room, many, colleague):
    said = many()
    # Six a day from 2 March on: the tenth day begins with number 60.
    html = opened(as_(colleague), url(room, day="2026-03-12"))
    assert 'data-day="2026-03-12"' in html
    first = next(message for message in said if message.published_at.date().isoformat() == "2026-03-12")
    assert shown(html)[20] == first.pk
    # A day on which nobody spoke leads to what was said next; one after everything, to the end.
    assert said[-1].pk in shown(opened(as_(colleague), url(room, day="2030-01-01")))
    assert shown(opened(as_(colleague), url(room, day="2020-01-01")))[:1] != [said[20].pk]


def test_a_long_room_costs_what_a_short_one_costs(as_, room, many, colleague, queries_stay_flat):
    client = as_(colleague)
    queries_stay_flat(lambda: client.get(url(room)), lambda: many(60), times=2)


def test_messages_of_one_person_within_minutes_stand_under_one_name(as_, room, author, colleague, say):
    first, second = say(room, author, "One"), say(room, author, "Two")
    third = say(room, colleague, "Three")
    fourth = say(room, author, "Four")
    Entry.objects.filter(pk=fourth.pk).update(published_at=fourth.published_at + timedelta(minutes=9))
    html = opened(as_(colleague), url(room))
    going_on = {int(pk) for pk in re.findall(r'message--goes-on[^"]*" id="entry-(\d+)"', html)}
    assert going_on == {second.pk}
    assert {first.pk, third.pk, fourth.pk} <= set(shown(html))


def test_of_a_deleted_message_only_the_place_is_left(as_, room, author, colleague, say):
    said = say(room, author, "Better unsaid")
    delete_entry(said, by=author)
    html = opened(as_(colleague), url(room))
    assert "Better unsaid" not in html
    assert re.search(rf'message--gone" id="entry-{said.pk}"', html)


def test_comings_and_goings_are_one_line(as_, room, outsider, moderator, colleague):
    actions.join_room(room, by=outsider)
    actions.join_room(room, by=moderator)
    actions.leave_room(room, by=outsider)
    html = opened(as_(colleague), url(room))
    assert html.count("message--notice") == 1
    assert "Cleo Verdi left" in html
    # Ada opened it; Ben, Cleo and Mara came.
    assert "3 people came, 1 person went" in html


def test_without_scripts_a_form_is_enough(as_, room, colleague):
    answer = as_(colleague).post(f"/chat/{room.pk}/messages/", {"body": "By hand"})
    said = Message.objects.get(body="By hand")
    assert answer.status_code == 302
    assert answer["Location"] == f"/chat/{room.pk}/?message={said.pk}#entry-{said.pk}"


def test_what_cannot_be_sent_comes_back_with_its_text(as_, room, colleague):
    answer = as_(colleague).post(f"/chat/{room.pk}/messages/", {"body": "/nosuchthing with words"})
    assert answer.status_code == 422
    assert "/nosuchthing with words" in answer.content.decode()
    empty = as_(colleague).post(f"/chat/{room.pk}/messages/", {"body": "  "}, headers={"Accept": "application/json"})
    assert empty.status_code == 422
    assert empty.json()["detail"]


def test_to_a_script_it_answers_with_the_number_and_once(as_, room, colleague):
    key = str(uuid.uuid4())
    sent = [
        as_(colleague).post(
            f"/chat/{room.pk}/messages/", {"body": "Once", "client_id": key}, headers={"Accept": "application/json"}
        )
        for _time in range(2)
    ]
    assert [answer.status_code for answer in sent] == [201, 201]
    said = Message.objects.get(body="Once")
    assert [(answer.json()["id"], answer.json()["seq"]) for answer in sent] == [(said.pk, said.seq)] * 2
    assert f'id="entry-{said.pk}"' in sent[1].json()["html"]


def test_who_only_looks_into_an_open_room_may_join_it_and_not_write(as_, room, outsider):
    html = opened(as_(outsider), url(room))
    assert "message-composer" not in html
    assert "Join this room to write in it." in html
    assert "data-marks" not in html
    assert as_(outsider).post(f"/chat/{room.pk}/messages/", {"body": "Me too"}).status_code == 403
    assert not Message.objects.filter(body="Me too").exists()


def test_who_was_added_without_what_was_said_before_sees_none_of_it(as_, closed_room, author, outsider, say):
    before = say(closed_room, author, "Before your time")
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    after = say(closed_room, author, "Welcome")
    client = as_(outsider)
    html = opened(client, url(closed_room))
    assert after.pk in shown(html)
    assert "Before your time" not in html
    for asked in (f"before={before.seq + 1}", f"around={before.seq}", "after=0", f"message={before.pk}"):
        assert "Before your time" not in client.get(f"/chat/{closed_room.pk}/messages/?{asked}").content.decode()
    assert client.get(f"/chat/messages/{before.pk}/", headers={"HX-Request": "true"}).status_code == 404


def test_reading_moves_the_mark(as_, room, author, colleague, say):
    said = say(room, author, "New")
    mine = RoomMember.objects.get(room=room, person=colleague)
    as_(colleague).post(f"/chat/{room.pk}/read/", {"seq": said.seq})
    mine.refresh_from_db()
    assert mine.read_seq == said.seq
    as_(colleague).post(f"/chat/{room.pk}/unread/", {"seq": said.seq})
    mine.refresh_from_db()
    assert mine.read_seq < said.seq


# --- The list of rooms ------------------------------------------------------------------------------------------------


def test_the_door_leads_to_the_last_room_and_a_phone_to_the_list(as_, room, closed_room, colleague, outsider):
    client = as_(colleague)
    client.get(url(room))
    assert client.get("/chat/")["Location"] == f"/chat/{room.pk}/"
    client.get(url(closed_room))
    assert client.get("/chat/")["Location"] == f"/chat/{closed_room.pk}/"
    phone = client.get("/chat/", headers={"User-Agent": "Mozilla/5.0 (iPhone) Mobile/15E148"})
    assert phone.status_code in (200, 302)
    assert client.get("/chat/?list=1").status_code == 200
    assert as_(outsider).get("/chat/").status_code == 200


def test_a_room_one_is_no_longer_in_is_no_last_room(as_, closed_room, author, colleague):
    client = as_(colleague)
    client.get(url(closed_room))
    actions.remove_member(closed_room, by=author, person=colleague)
    assert client.get("/chat/").headers.get("Location") != f"/chat/{closed_room.pk}/"


def test_the_list_says_what_is_new_and_where_one_is_named(as_, room, direct, author, colleague, say):
    say(room, author, "For everybody")
    say(room, author, "And you, @ben")
    say(direct, author, "Psst")
    html = opened(as_(colleague), "/chat/?list=1")
    line = re.search(rf'<a class="([^"]*)"\s+href="/chat/{room.pk}/".*?</a>', html, re.S)
    assert line is not None
    assert "is-unread" in line[1]
    assert 'data-counted="1"' in line[0]
    assert re.search(rf'href="/chat/{direct.pk}/".*?data-counted="1".*?Ada Bianchi', html, re.S)


def test_a_long_list_of_rooms_costs_what_a_short_one_costs(as_, author, colleague, queries_stay_flat, say):
    client = as_(colleague)

    def more():
        for number in range(8):
            opened_room = actions.open_room(by=author, name=f"room {uuid.uuid4().hex[:6]} {number}", people=[colleague])
            say(opened_room, author, "Hello @ben")

    more()
    queries_stay_flat(lambda: client.get("/chat/?list=1"), more)
