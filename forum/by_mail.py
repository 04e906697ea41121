"""Answering from a mail: an answer where there is a question."""

from __future__ import annotations

from typing import Any

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.decisions import Decision

from . import policies
from .actions.answers import answer
from .models import Answer, Topic


def answer_topic(entry: Entry, *, by: User, **sent: Any) -> Answer:
    """What answers the mail about a topic, or about an answer to it."""
    return answer(_topic_of(entry), by=by, **sent)


def may_answer_topic(person: User, entry: Entry) -> Decision:
    return policies.can_answer(person, _topic_of(entry))


def _topic_of(entry: Entry) -> Topic:
    return Topic.objects.with_place().get(pk=entry.root_entry_id)
