"""A month of talk at Meridiana: rooms, conversations, and what is still unread today."""

from __future__ import annotations

import datetime

from django.core.files.base import ContentFile
from django.db.models import Max

from chat import actions
from chat.actions.bots import add_bot
from chat.actions.pins import pin_message
from chat.actions.threads import mark_thread_read
from chat.models import Message, Room, RoomMember
from intranet.accounts.models import User
from intranet.content.actions import delete_entry, edit_entry
from intranet.content.files.uploads import store_upload
from intranet.content.models import Entry
from intranet.conversation.actions import react, save_entry
from intranet.conversation.models import Poll
from intranet.conversation.polls.actions import vote
from intranet.conversation.polls.wanted import WantedPoll
from intranet.demo.story import Story, chapter, happens_in

from . import handy, life, work  # noqa: F401 - one of them is a chapter
from .files import FILES
from .scenes import Line, Scene

happens_in(Room, "created_at")
happens_in(RoomMember, "joined_at")


@chapter(60)
def a_month_of_talk(story: Story) -> None:
    story.say("Rooms, conversations, and what is new in them")
    at = 1 if story.language == "it" else 0
    for scene in (*work.SCENES, *life.SCENES):
        room = _opened(story, scene, at)
        said = _talked(story, scene, room, at)
        _read(story, scene, room, said)
    _set_the_clocks()


def _opened(story: Story, scene: Scene, at: int) -> Room:
    owner = story.people[scene.owner]
    if scene.sort == Room.Sort.SPACE:
        return Room.objects.get(space=story.spaces[scene.space], is_default=True)
    others = [story.people[handle] for handle in scene.others.split() if handle in story.people]
    if scene.others == "*staff":
        others = [person for person in story.people.values() if person.is_staff_member and person != owner]
    with story.at(story.moment(scene.opened, "08:45")):
        if scene.sort in (Room.Sort.DIRECT, Room.Sort.GROUP):
            return actions.direct_room(by=owner, people=others)
        room = actions.open_room(
            by=owner, name=scene.name[at], sort=scene.sort, topic=scene.topic[at], about=scene.about[at], people=others
        )
        if scene.bot:
            add_bot(room, by=owner, name=scene.bot[at], about=scene.bot_about[at])
        if scene.keep_days:
            actions.set_keeping(room, by=owner, days=scene.keep_days)
    return room


def _talked(story: Story, scene: Scene, room: Room, at: int) -> list[Message]:
    known: dict[str, Message] = {}
    said: list[Message] = []
    for day in scene.days:
        # What is said today has been said by now, and in this order, at whatever hour somebody moves in.
        times = [story.moment(day.ago, line.clock) for line in day.lines]
        last = times[-1] if times else None
        for number, (line, moment) in enumerate(zip(day.lines, times, strict=True)):
            if times.count(moment) > 1 and last is not None:
                moment = last - datetime.timedelta(minutes=2 * (len(times) - number))  # noqa: PLW2901
            with story.at(moment):
                message = _say(story, room, line, known, at)
            if line.key:
                known[line.key] = message
            said.append(message)
            _around(story, line, message, moment)
    return said


def _say(story: Story, room: Room, line: Line, known: dict[str, Message], at: int) -> Message:
    by = room.bots.get().person if line.who == "bot" else story.people[line.who]
    files = []
    if line.file:
        names, contents = FILES[line.file]
        files = [store_upload(ContentFile(contents[at].encode(), name=names[at]), by=by, name=names[at]).pk]
    message = actions.send_message(
        room,
        by=by,
        body=line.words[at],
        thread=known[line.thread] if line.thread else None,
        also_in_room=line.also_in_room,
        quoted=known[line.quoted] if line.quoted else None,
        attachment_ids=files,
        style=line.style,
        poll=WantedPoll(tuple(words[at] for words in line.poll)) if line.poll else None,
    )
    # Before the clock goes back: what is older than a day can be changed no more.
    if line.edited:
        edit_entry(message, by=by, body=line.edited[at])
    if line.deleted:
        delete_entry(message, by=by)
    if line.pinned:
        pin_message(message, by=by)
    return message


def _around(story: Story, line: Line, message: Message, moment: datetime.datetime) -> None:
    """What others made of a message: within a few minutes, or by now."""
    with story.at(min(moment + datetime.timedelta(minutes=4), story.moment(0, "23:59"))):
        for given in line.reactions.split():
            sort, _colon, handles = given.partition(":")
            for handle in handles.split(","):
                react(message, by=story.people[handle], sort=sort)
        if line.poll:
            poll = Poll.objects.get(entry_id=message.pk)
            for option, voters in zip(poll.options.all(), line.votes, strict=False):
                for handle in voters.split():
                    vote(poll, by=story.people[handle], options=[option.pk])
        if line.saved_by:
            save_entry(message, by=story.people[line.saved_by])
    if line.edited:
        Entry.objects.filter(pk=message.pk).update(edited_at=moment + datetime.timedelta(minutes=4))


def _read(story: Story, scene: Scene, room: Room, said: list[Message]) -> None:
    """Everybody has read everything but the last few messages that are left to some."""
    left = dict(scene.unread)
    line = [message for message in said if message.shown_in_room]
    for membership in RoomMember.objects.filter(room=room).select_related("person"):
        person: User = membership.person
        few = left.get(person.handle, 0)
        upto = line[-1 - few] if len(line) > few else None
        if upto is None or upto.seq is None:
            continue
        with story.at(story.moment(0, "09:15")):
            if few:
                RoomMember.objects.filter(pk=membership.pk).update(read_seq=upto.seq)
            else:
                actions.mark_read(room, by=person, seq=Room.objects.get(pk=room.pk).last_seq)
    for message in said:
        if message.thread is not None and message.seq:
            for person in (message.author, message.thread.author):
                mark_thread_read(message.thread, by=person, seq=message.seq)


def _set_the_clocks() -> None:
    """The rows of rooms and of messages that are answered tell when the last thing was said."""
    for room in Room.objects.all():
        last = room.messages.filter(shown_in_room=True, seq__isnull=False).aggregate(at=Max("published_at"))["at"]
        Room.objects.filter(pk=room.pk).update(last_message_at=last)
    for head in Message.objects.filter(replies_count__gt=0):
        last = head.replies.aggregate(at=Max("published_at"))["at"]
        Message.objects.filter(pk=head.pk).update(last_reply_at=last)
    for membership in RoomMember.objects.exclude(read_at=None).select_related("room"):
        RoomMember.objects.filter(pk=membership.pk).update(read_at=membership.room.last_message_at)
