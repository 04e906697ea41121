"""Answering from a mail: an answer where there is a question, a note where there was a note."""

from __future__ import annotations

from typing import Any

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.decisions import Decision, no

from . import policies
from .actions.answers import answer
from .models import Answer, Note, Topic


def answer_topic(entry: Entry, *, by: User, **sent: Any) -> Answer:
    """What answers the mail about a topic, or about an answer to it."""
    return answer(_topic_of(entry), by=by, **sent)


def may_answer_topic(person: User, entry: Entry) -> Decision:
    return policies.can_answer(person, _topic_of(entry))


def note_beside(entry: Entry, *, by: User, **sent: Any) -> Note:
    """What answers the mail about a note stays among the staff."""
    from .notes.actions import add_note  # noqa: PLC0415 - notes know the kinds that are made here

    root = entry.root
    if root is None:
        raise ValueError(f"{entry} stands under nothing")
    return add_note(root, by=by, **sent)


def may_note(person: User, entry: Entry) -> Decision:
    from .notes.policies import can_write_note  # noqa: PLC0415 - as above

    return can_write_note(person, entry.root) if entry.root is not None else no("")


def _topic_of(entry: Entry) -> Topic:
    return Topic.objects.with_place().get(pk=entry.root_entry_id)
