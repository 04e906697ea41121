"""How a line of the log is written: as text for people, or as JSON for programs (``LOG_FORMAT=json``).

Either way nothing that came from outside can begin a line of its own or move a terminal's cursor, and what looks like
a secret is blacked out. Bodies are never logged.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from .request_numbers import request_number

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_SECRETS = (
    # key=value and "key": "value", as in addresses, headers and JSON
    re.compile(
        r"(?i)((?:authorization|cookie|set-cookie|password|passwd|secret|token|api[-_]?key|session(?:id)?|signature)"
        r"[\"']?\s*[=:]\s*[\"']?(?:bearer\s+|basic\s+)?)[^\s\"'&,;]+"
    ),
    re.compile(r"(?i)(\bbearer\s+)[A-Za-z0-9._~+/=-]{8,}"),
    re.compile(r"\b(ptk_)[A-Za-z0-9_-]{8,}"),
    # the password in postgres://name:password@host
    re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s:/@]*:)[^\s/@]+(?=@)"),
)


def scrubbed(text: str) -> str:
    """Without what looks like a password, a token, a cookie or a key."""
    for pattern in _SECRETS:
        text = pattern.sub(r"\1…", text)
    return text


def on_one_line(text: str) -> str:
    """Control characters as they are written in Python: a line end is two letters."""
    return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


class Line(logging.Formatter):
    """For people. A traceback follows on lines of its own, each begun with a bar."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        number = request_number()
        head = f"{self.formatTime(record)} {record.levelname:<7} {record.name}: "
        line = head + on_one_line(scrubbed(record.getMessage())) + (f" [{number}]" if number else "")
        if record.exc_info:
            trace = scrubbed(self.formatException(record.exc_info))
            line += "".join(f"\n    | {on_one_line(part)}" for part in trace.split("\n"))
        return line


class Json(logging.Formatter):
    """For programs: one object a line. ``about`` holds what a line knows in figures (logging's ``extra``)."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "thread": record.threadName,
            "message": scrubbed(record.getMessage()),
        }
        if number := request_number():
            said["request"] = number
        if about := getattr(record, "about", None):
            said |= {name: scrubbed(value) if isinstance(value, str) else value for name, value in about.items()}
        if record.exc_info:
            said["traceback"] = scrubbed(self.formatException(record.exc_info))
        # ASCII: what is no letter, line separators and cursor movements included, is escaped.
        return json.dumps(said, default=str)
