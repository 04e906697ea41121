"""What a text that begins with "/" does."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from chat.commands import Answer, Command, offered_in, register, registry
from chat.commands import say as enter
from chat.commands.words import SHRUG
from chat.models import Message
from intranet.accounts.models import Status
from intranet.content.actions import publish_now
from intranet.content.when import When
from intranet.conversation.models import Poll, Reminder
from intranet.notifications.models import Level


def refused(room, by, body: str, **more) -> str:
    with pytest.raises(ValidationError) as error:
        enter(room, by=by, body=body, **more)
    return " ".join(error.value.messages)


def test_a_text_is_a_message(room, author):
    answer = enter(room, by=author, body="Good morning")
    assert (answer.message.body, answer.told) == ("Good morning", "")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("//remind me", "/remind me"),
        (" /remind me", "/remind me"),
        ("/etc/hosts is missing", "/etc/hosts is missing"),
        ("/ or \\", "/ or \\"),
        ("yes/no", "yes/no"),
    ],
)
def test_what_only_looks_like_a_command_is_sent_as_it_stands(room, author, typed, sent):
    assert enter(room, by=author, body=typed).message.body.strip() == sent


def test_a_command_nobody_knows_is_a_sentence_and_no_message(room, author):
    assert refused(room, author, "/frobnicate now") == (
        "There is no command /frobnicate. Write /help for all there are, or //frobnicate to send it as text."
    )
    assert not Message.objects.exclude(style="notice").exists()


def test_me_says_what_one_does(room, author):
    message = enter(room, by=author, body="/me waves").message
    assert (message.style, message.body) == ("me", "waves")


def test_shrug_stands_in_the_message_as_it_looks(room, author):
    message = enter(room, by=author, body="/shrug who knows").message
    assert message.body == f"who knows {SHRUG}"
    assert "¯\\_(ツ)_/¯" in message.body_html


@pytest.mark.parametrize(
    "typed",
    ['/poll "Lunch?" "Pizza" "Soup"', "/poll “Lunch?” “Pizza” “Soup”", "/sondaggio Lunch?\n- Pizza\n- Soup"],
)
def test_poll_asks_and_is_one_however_often_it_is_sent(room, author, typed):
    key = uuid.uuid4()
    first = enter(room, by=author, body=typed, client_id=key).message
    assert enter(room, by=author, body=typed, client_id=key).message == first
    poll = Poll.objects.get()
    assert (poll.entry_id, first.body) == (first.pk, "Lunch?")
    assert [option.text for option in poll.options.all()] == ["Pizza", "Soup"]


@pytest.mark.parametrize("typed", ["/poll", "/poll Lunch?", '/poll "Lunch?"'])
def test_a_poll_without_answers_says_how_it_is_written(room, author, typed):
    assert refused(room, author, typed) == "Write it like this: /poll “Question” “Answer” “Answer”"


def test_a_poll_with_one_answer_leaves_nothing_behind(room, author):
    assert "from 2 to 12" in refused(room, author, '/poll "Lunch?" "Pizza"')
    assert not Message.objects.exclude(style="notice").exists()


def test_remind_is_for_oneself_and_its_answer_too(room, author):
    key = uuid.uuid4()
    answer = enter(room, by=author, body="/remind me to call Dora in 20 minutes", client_id=key)
    enter(room, by=author, body="/remind me to call Dora in 20 minutes", client_id=key)
    reminder = Reminder.objects.get()
    assert (reminder.person, reminder.note) == (author, "call Dora")
    assert answer.message is None
    assert answer.told.startswith("You will be reminded on ")
    assert answer.told.endswith(": call Dora")


def test_remind_understands_italian(room, author):
    enter(room, by=author, body="/ricordami di chiamare Dora domani alle 9")
    assert Reminder.objects.get().note == "chiamare Dora"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/remind", "Write it like this"),
        ("/remind me call Dora", "Say when"),
        ("/remind me tomorrow", "Write it like this"),
        ("/remind @ben to call Dora tomorrow", "nobody else"),
        ("/remind me x at 25:00", "no such day or time"),
        ("/remind me " + "x" * 5000 + " tomorrow", "at most 300"),
    ],
)
def test_a_reminder_that_makes_no_sense_says_why(room, author, typed, sentence):
    assert sentence in refused(room, author, typed)
    assert not Reminder.objects.exists()


def test_topic_is_for_who_keeps_the_room(room, author, colleague):
    assert enter(room, by=author, body="/topic Build 4.3").told == "The topic is now: Build 4.3"
    assert enter(room, by=colleague, body="/topic").told == "The topic is: Build 4.3"
    with pytest.raises(PermissionDenied):
        enter(room, by=colleague, body="/topic Lunch")


def test_invite_brings_in_who_is_named(room, author, outsider):
    assert enter(room, by=author, body="/invite @cleo").told == "1 person is in this room now."
    assert enter(room, by=author, body="/invite cleo").told == "They are in this room already."
    assert room.members.filter(pk=outsider.pk).exists()


def test_a_customer_invites_nobody_and_learns_of_nobody(closed_room, author, customer, outsider):
    enter(closed_room, by=author, body="/invite @dora")
    assert "nobody here called @cleo" in refused(closed_room, customer, "/invite @cleo")


def test_mute_is_for_oneself(room, author, colleague):
    enter(room, by=colleague, body="/mute")
    level = Level.objects.get()
    assert (level.person, level.place, level.degree) == (colleague, room.key, "nothing")
    enter(room, by=colleague, body="/unmute")
    assert not Level.objects.exists()


def test_leave_leads_out_of_the_room(room, colleague):
    assert enter(room, by=colleague, body="/leave").go == "/chat/"
    assert not room.members.filter(pk=colleague.pk).exists()


def test_call_says_where_the_call_is_and_is_offered_where_there_is_one(room, author):
    assert "call" not in [command.name for command in offered_in(room, to=author)]
    room.call_link = "https://meet.example.com/{room}"
    room.save()
    assert "call" in [command.name for command in offered_in(room, to=author)]
    message = enter(room, by=author, body="/call").message
    assert "https://meet.example.com/" in message.body


def test_away_and_back_are_the_status(room, author):
    assert "“At lunch”" in enter(room, by=author, body="/away At lunch").told
    assert Status.objects.get().person == author
    assert enter(room, by=author, body="/back").told == "Your status is cleared."
    assert not Status.objects.exists()


def test_help_lists_what_this_person_can_do_here(room, author, colleague):
    assert "/topic" in enter(room, by=author, body="/help").told
    told = enter(room, by=colleague, body="/help").told
    assert "/topic" not in told
    assert "/remind me to do something at a time: Be reminded" in told


def test_what_goes_with_a_message_does_not_vanish_with_a_command(room, author, say):
    quoted = say(room, author, "Look")
    assert "take away the file" in refused(room, author, "/away", quoted=quoted)
    assert not Status.objects.exists()


def test_an_outsider_uses_no_command_of_a_room(closed_room, outsider):
    for body in ("/me waves", '/poll "a" "b" "c"', "/invite @ben", "/topic x"):
        with pytest.raises(PermissionDenied):
            enter(closed_room, by=outsider, body=body)


@pytest.fixture
def weather(monkeypatch):
    monkeypatch.setattr(registry, "_commands", dict(registry._commands))
    register(Command("weather", "city", "Tell the weather", lambda call: Answer(told=f"Sun in {call.text}")))


def test_an_app_adds_commands_of_its_own(weather, room, author):
    assert enter(room, by=author, body="/weather Rome").told == "Sun in Rome"
    assert "weather" in [command.name for command in offered_in(room, to=author)]


def test_two_commands_of_one_name_are_refused_when_they_are_registered(weather):
    for name in ("remind", "ricordami", "Weather!", ""):
        with pytest.raises(ValueError, match=r"name|already"):
            register(Command(name, "", "Mine", lambda call: Answer(), also=("weather",)))


def test_a_poll_that_waited_stands_in_the_frame_too(room, author):
    when = When.at(now() + timedelta(days=1), author.time_zone)
    waiting = enter(room, by=author, body='/poll "Lunch?" "Pizza" "Soup"', when=when).message
    out = publish_now(waiting, by=author)
    assert f"/entries/{out.pk}/poll/" in out.html["en"]


def test_a_poll_stands_in_the_frame_that_tells_of_it(room, author):
    message = enter(room, by=author, body='/poll "Lunch?" "Pizza" "Soup"').message
    assert f"/entries/{message.pk}/poll/" in message.html["en"]
