"""Which personal words a message says. All people's words are asked for at once, by the words of the message."""

from __future__ import annotations

from collections.abc import Iterator

from chat.models import ChatWord, Message
from intranet.search.words import words_of

MOST_WORDS = 20
# Of a long message the beginning is looked at.
MOST_LOOKED_AT = 2000
# What a database takes in one question.
_AT_ONCE = 400


def folded(text: str) -> str:
    """``text`` as it is compared."""
    return " ".join(words_of(text))


def watching(message: Message) -> Iterator[int]:
    """The people in the room of whose words the message says some; a person may come more than once."""
    said = words_of(message.body_text)[:MOST_LOOKED_AT]
    if not said:
        return
    line = f" {' '.join(said)} "
    different = list(dict.fromkeys(said))
    for start in range(0, len(different), _AT_ONCE):
        kept = ChatWord.objects.filter(
            first__in=different[start : start + _AT_ONCE], person__room_memberships__room=message.room_id
        ).exclude(person=message.author_id)
        for person, words in kept.order_by().values_list("person_id", "folded"):
            if f" {words} " in line:
                yield person
