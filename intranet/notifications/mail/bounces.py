"""Reports of mail servers: what did not arrive (RFC 3464), and what somebody called unwanted (RFC 5965)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from typing import NamedTuple

from intranet.notifications.models import MailTrouble

from .reading import storable


class Report(NamedTuple):
    why: str
    said: str


def report_in(message: EmailMessage) -> Report | None:
    """What the mail reports, or None: away notes come back to the same address, and so does what is merely late."""
    if message.get_content_type() != "multipart/report":
        return None
    for part in message.walk():
        match part.get_content_type():
            case "message/feedback-report":
                return Report(MailTrouble.Why.COMPLAINT, "")
            case "message/delivery-status":
                for fields in _blocks(part):
                    if (found := _failure(fields)) is not None:
                        return found
    return None


def _failure(fields: Message) -> Report | None:
    action = str(fields.get("Action", "")).strip().lower()
    status = str(fields.get("Status", "")).strip()
    said = re.sub(r"\s+", " ", str(fields.get("Diagnostic-Code", ""))).strip()
    code = re.match(r"([245])\.(\d{1,3})\.(\d{1,3})", status)
    if action != "failed" or code is None or code[1] == "2":
        return None
    # A full mailbox, a rule of the other house, a mail that is too large: the address is right all the same.
    is_the_address = code[1] == "5" and code[2] in ("1", "0", "4")
    return Report(MailTrouble.Why.HARD if is_the_address else MailTrouble.Why.SOFT, storable(said or status))


def _blocks(part: Message) -> Iterator[Message]:
    """The groups of fields, of which each but the first is about one recipient."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (block for block in payload if isinstance(block, Message))
