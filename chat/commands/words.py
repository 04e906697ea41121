"""Commands that become a message."""

from __future__ import annotations

import re

from chat.models import Message
from intranet.conversation.polls.wanted import WantedPoll

from .registry import Answer, Call

# As Markdown: neither the backslash nor the underscores mean anything in it.
SHRUG = r"¯\\\_(ツ)\_/¯"
_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“"}
_QUOTED = re.compile("|".join(rf"{opening}([^{opening}{closing}]*){closing}" for opening, closing in _PAIRS.items()))


def say_of_oneself(call: Call) -> Answer:
    if not call.text:
        raise call.usage()
    return call.send(call.text, style=Message.Style.ME)


def shrug(call: Call) -> Answer:
    return call.send(f"{call.text} {SHRUG}".strip())


def ask_in_poll(call: Call) -> Answer:
    """The question and its answers, each in quotation marks or on a line of its own."""
    question, *answers = in_pieces(call.text) or [""]
    if not question or not answers:
        raise call.usage()
    return call.send(question, poll=WantedPoll(tuple(answers)))


def in_pieces(text: str) -> list[str]:
    if "\n" in text.strip():
        found = [line.strip().lstrip("-*•").strip() for line in text.splitlines()]
    else:
        found = [next((piece for piece in pieces if piece), "").strip() for pieces in _QUOTED.findall(text)]
    return [piece.strip("".join(_PAIRS)) for piece in found if piece]
