"""A frame on its way: encoded once per language, whatever the number of sockets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.conf import settings

# Every hub listens to it; it has no gate, so no browser can.
CONTROL = "control"
RESERVED = frozenset({"stream", "seq", "event", "html"})


def encode(value: object) -> str:
    """Compact JSON that every UTF-8 writer takes (a lone surrogate in someone's text is escaped, not raised)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"), allow_nan=False)
    return text


def fit(payload: dict[str, Any]) -> dict[str, Any]:
    """The payload as every database keeps it: half a surrogate pair, which PostgreSQL refuses, becomes a question mark.

    Raises for what is no JSON (a model, a lazy string), so that whoever passes it learns it at once.
    """
    text = encode(payload)
    if "\\ud" not in text:
        return payload
    whole: dict[str, Any] = json.loads(json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace"))
    return whole


class Draft(NamedTuple):
    """What an action said, before it has a number."""

    stream: str
    event: str
    payload: dict[str, Any]
    # Told its number in the transaction that gives it, so that a row can bear the number of its event.
    numbered: Callable[[int], None] | None = None


class Numbered:
    """A frame with its place in the stream, and its encodings as they are asked for."""

    __slots__ = ("_messages", "event", "payload", "seq", "stream")

    def __init__(self, stream: str, seq: int, event: str, payload: dict[str, Any]) -> None:
        self.stream, self.seq, self.event, self.payload = stream, seq, event, payload
        self._messages: dict[str, dict[str, str]] = {}

    @property
    def speaks(self) -> bool:
        """Whether it carries words, and so differs by language."""
        return "html" in self.payload

    def message(self, language: str) -> dict[str, str]:
        """The ASGI message for sockets of this language. One shared dict: nobody may change it."""
        key = language if "html" in self.payload else ""
        found = self._messages.get(key)
        if found is None:
            found = self._messages[key] = {"type": "websocket.send", "text": encode(self._said_in(key))}
        return found

    def _said_in(self, language: str) -> dict[str, Any]:
        said = {"stream": self.stream, "seq": self.seq, "event": self.event, **self.payload}
        if "html" in said:
            said["html"] = _in_language(said["html"], language)
        return said

    def __repr__(self) -> str:
        return f"<{self.stream} {self.seq}: {self.event}>"


def _in_language(renderings: Mapping[str, str], language: str) -> str:
    if language in renderings:
        return renderings[language]
    return renderings.get(settings.LANGUAGE_CODE) or next(iter(renderings.values()), "")
