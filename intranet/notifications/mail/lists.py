"""Lists of addresses that are mailed without an account: asked for, confirmed from the mailbox, ended with one press;
where the house takes mail in, also by answering the letter that asks, and by a mail.

What a page answers is the same whatever is known of an address; only its mailbox learns whether it was known. A part
brings a model with ``email``, ``language``, ``asked_at`` and ``confirmed_at``, and says how its letters read.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from intranet.accounts.models import normal_email
from intranet.core.letters import dress, letter, one_line
from intranet.core.letters.face import Letter
from intranet.core.models import SiteSettings
from intranet.core.throttle import allow
from intranet.notifications.models import SentOnce

from . import doors, reading, tokens
from .addresses import from_house, host, takes_mail

# Nobody is written to more often because somebody types their address.
MOST_LETTERS_A_DAY = 3
WAITS = timedelta(days=7)
# What a word is signed for, and a part of the addresses of mail.
CONFIRM, LEAVE = "confirm", "leave"


@dataclass(frozen=True)
class MailList:
    """``key`` is part of what is signed; ``name`` of the mails' ids; ``asked`` the template of the letter that asks."""

    key: str
    name: str
    model: Callable[[], Any]
    confirm_view: str
    leave_view: str
    asked: str
    subject: Callable[[], str]

    def ask(self, email: str, *, language: str) -> Any:
        """Write an address down, if it is not there. It gets nothing but the letter that asks."""
        found, _is_new = self.model().objects.get_or_create(email=normal_email(email), defaults={"language": language})
        return found

    def confirm(self, word: str) -> bool:
        """From the letter: it is theirs and they want it. False for what was not made here, or too long ago."""
        pk = self._read(word, CONFIRM, within=WAITS)
        return pk is not None and self._confirmed(pk)

    def leave(self, word: str) -> bool:
        """Nothing is sent any more, and the address is forgotten. Pressing twice is as good as once."""
        pk = self._read(word, LEAVE)
        if pk is None:
            return False
        self._left(pk)
        return True

    def is_leave_word(self, word: str) -> bool:
        return self._read(word, LEAVE) is not None

    def is_confirm_word(self, word: str) -> bool:
        return self._read(word, CONFIRM, within=WAITS) is not None

    def forget_unconfirmed(self) -> int:
        gone, _each = self.model().objects.filter(confirmed_at=None, asked_at__lt=now() - WAITS).delete()
        return int(gone)

    def send_asked(self, reader: Any) -> bool:
        """The one letter: to confirm, or that there is nothing to do. No more than a few a day."""
        digest = hashlib.sha256(reader.email.encode()).hexdigest()[:32]
        if not allow(f"{self.name}_mail:{digest}", limit=MOST_LETTERS_A_DAY, per_seconds=24 * 3600):
            return False
        with translation.override(reader.language or SiteSettings.current().default_language):
            known = reader.confirmed_at is not None
            subject = one_line(self.subject())
            url = self.leave_url(reader) if known else self._url(self.confirm_view, reader, CONFIRM)
            answers = takes_mail() and not known
            said = letter(self.asked, {"subject": subject, "url": url, "known": known, "answers": answers})
            headers = {"Reply-To": self._address(reader, CONFIRM)} if answers else {}
            self._post(reader, subject, said, name=f"asked.{self.name}.{reader.pk}", headers=headers)
        return True

    def confirmed(self, *, after: int, most: int) -> list[Any]:
        """The next few who have confirmed, by their numbers."""
        readers = self.model().objects.exclude(confirmed_at=None).filter(pk__gt=after).order_by("pk")
        return list(readers[:most])

    @staticmethod
    def once(sent: type[SentOnce], send: Callable[[], object], **what: Any) -> None:
        """``send()``, unless the row of ``sent`` for ``what`` (the reader, and what is sent) says that it was."""
        row, _is_new = sent._default_manager.get_or_create(**what)
        if row.sent_at is None:
            send()
            sent._default_manager.filter(pk=row.pk).update(sent_at=now())

    def send(self, reader: Any, template: str, subject: str, context: dict[str, Any], *, name: str) -> None:
        """What the list is for, with the way out in its head and in its text. Call it in the reader's language."""
        leave = self.leave_url(reader)
        said = letter(template, context | {"subject": subject, "leave_url": leave})
        headers = {
            "List-Id": f"<{self.name}s.{host()}>",
            "List-Unsubscribe": f"<{leave}>" + (f", <mailto:{self._address(reader, LEAVE)}>" if takes_mail() else ""),
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        self._post(reader, subject, said, name=name, headers=headers)

    def leave_url(self, reader: Any) -> str:
        return self._url(self.leave_view, reader, LEAVE)

    # --- By mail ------------------------------------------------------------------------------------------------------

    def opens_doors(self) -> None:
        """Let mail confirm and end it, where the house takes mail in."""
        doors.register(self.key, doors.Door(self._knows, self._take))

    def _knows(self, local: str) -> bool:
        return local.partition("+")[0] in (f"{self.name}-{CONFIRM}", f"{self.name}-{LEAVE}")

    def _take(self, mail: doors.Incoming) -> int:
        """The token was sent to that one mailbox. What a machine answers by itself (somebody is on holiday) is no
        wish to be written to; to be let go is taken from anybody, as the link is."""
        name, _plus, token = mail.local.partition("+")
        purpose = name.removeprefix(f"{self.name}-")
        opened = tokens.open_token(f"{self.key}.{purpose}", token)
        if opened is None or len(opened.numbers) != 2:
            return os.EX_NOUSER
        pk, address = opened.numbers
        reader = self.model().objects.filter(pk=pk).first()
        if reader is None or tokens.number_of(reader.email) != address:
            return os.EX_OK
        if purpose == LEAVE:
            self._left(pk)
        elif not reading.is_from_a_machine(mail.message) and reader.asked_at >= now() - WAITS:
            self._confirmed(pk)
        return os.EX_OK

    def _left(self, pk: int) -> None:
        self.model().objects.filter(pk=pk).delete()

    def _confirmed(self, pk: int) -> bool:
        self.model().objects.filter(pk=pk, confirmed_at=None).update(confirmed_at=now())
        return bool(self.model().objects.filter(pk=pk).exists())

    def _address(self, reader: Any, purpose: str) -> str:
        token = tokens.seal(f"{self.key}.{purpose}", reader.pk, tokens.number_of(reader.email))
        return f"{self.name}-{purpose}+{token}@{settings.REPLY_ADDRESS.partition('@')[2]}"

    @staticmethod
    def _post(reader: Any, subject: str, said: Letter, *, name: str, headers: dict[str, str] | None = None) -> None:
        every = {
            "From": from_house(""),
            "Message-ID": f"<{name}@{host()}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        } | (headers or {})
        message = EmailMultiAlternatives(subject, said.text, settings.DEFAULT_FROM_EMAIL, [reader.email], headers=every)
        dress(message, said.html)
        message.send()

    def _url(self, view: str, reader: Any, purpose: str) -> str:
        return settings.SITE_URL + reverse(view, args=[signing.dumps(reader.pk, salt=f"{self.key}.{purpose}")])

    def _read(self, word: str, purpose: str, within: timedelta | None = None) -> int | None:
        try:
            found = signing.loads(word, salt=f"{self.key}.{purpose}", max_age=within)
        except signing.BadSignature:
            return None
        return found if isinstance(found, int) else None


def in_language_of(reader: Any) -> Any:
    return translation.override(reader.language or SiteSettings.current().default_language)
