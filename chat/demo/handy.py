"""What people do with single messages: forwarded, to come, to be reminded of."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from chat import actions
from chat.models import Message, Room
from intranet.content.when import When
from intranet.conversation.reminders.actions import remind
from intranet.demo.story import Story, chapter


@chapter(61)
def what_is_done_with_messages(story: Story) -> None:
    at = 1 if story.language == "it" else 0
    matteo, giulia = story.people["matteo"], story.people["giulia"]
    firmware = Room.objects.get(name="firmware-4.2")
    last = Message.objects.in_line(firmware).published().exclude(style="notice").filter(author=matteo).latest("seq")
    direct = actions.direct_room(by=giulia, people=[story.people["elena"]])
    with story.at(story.moment(0, "09:05")):
        words = ("For the board, in one line.", "Per il consiglio, in una riga.")[at]
        actions.forward_message(last, by=giulia, room=direct, body=words)
    remind(
        by=giulia,
        entry=last,
        note=("Thank the night shift", "Ringraziare il turno di notte")[at],
        due_at=now() + timedelta(hours=20),
    )
    words = ("Frozen until Thursday: please no merges.", "Congelato fino a giovedì: niente merge, per favore.")[at]
    tomorrow = When.at(now() + timedelta(hours=18), matteo.time_zone)
    actions.send_message(firmware, by=matteo, body=words, when=tomorrow)
