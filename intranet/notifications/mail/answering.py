"""The mail that says why an answer was not taken."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from intranet.accounts.models import User
from intranet.core.letters import dress, letter, one_line

from . import addresses


def write_back(
    person: User, *, sentence: str, lines: Sequence[str], text: str, files: Sequence[str], answers: str
) -> EmailMultiAlternatives:
    """To the person's own proven address, with all that was sent. ``answers`` is the id of the mail it is about."""
    with translation.override(person.language):
        body, html = letter(
            "notifications/back",
            {
                "sentence": sentence,
                "lines": lines,
                "text": text,
                "text_lines": text.splitlines(),
                "files": files,
            },
        )
    headers = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    if answers := one_line(answers):
        headers |= {"In-Reply-To": answers, "References": answers}
    sender = addresses.bounce_address(person) if addresses.takes_mail() else None
    headers["From"] = addresses.from_house()
    message = EmailMultiAlternatives(one_line(sentence), body, sender, [person.email], headers=headers)
    dress(message, html)
    return message
