"""Whom mail reaches, and the addresses of the house that mail comes back to."""

from __future__ import annotations

from collections.abc import Collection
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import F

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.letters import one_line
from intranet.core.models import SiteSettings
from intranet.notifications.models import MailTrouble

from . import tokens

REPLY, BOUNCE, UNSUBSCRIBE = "reply", "bounce", "unsubscribe"


def reached_by_mail(people: Collection[int]) -> Collection[int]:
    """Those who have proved their address and whose mail does not come back. One query."""
    proven = EmailAddress.objects.filter(user__in=people, verified=True, email=F("user__email"))
    stopped = MailTrouble.objects.stopped().filter(person__in=people, address=F("person__email"))
    return set(proven.exclude(user__in=stopped.values("person")).values_list("user_id", flat=True))


def is_reached(person: User) -> bool:
    return bool(reached_by_mail([person.pk]))


def trouble_of(person: User) -> MailTrouble | None:
    """Why nothing is mailed to this person's address, if that is so."""
    return MailTrouble.objects.stopped().filter(person=person, address=person.email).first()


def proven_addresses(person: User) -> set[str]:
    """In lower case."""
    found = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {address.lower() for address in found}


def host() -> str:
    """What stands at the end of our message ids."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def address_of_house() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def from_house(name: str = "") -> str:
    """From, with a name before the one address of the house: that of the site, or somebody's with the site's behind."""
    site = one_line(SiteSettings.current().name, 60)
    return formataddr((f"{name} ({site})" if name else site, address_of_house()))


def takes_mail() -> bool:
    """Whether mail to the house comes back to us: then notifications can be answered."""
    return bool(settings.REPLY_ADDRESS)


def reply_address(person: User, entry: Entry) -> str:
    """Where this person, and nobody else, answers this entry."""
    local, _at, domain = settings.REPLY_ADDRESS.partition("@")
    return f"{local}+{tokens.seal(REPLY, person.pk, entry.pk)}@{domain}"


def bounce_address(person: User) -> str:
    """Where a mail to this person, at the address they have now, comes back to."""
    return _tagged(BOUNCE, tokens.seal(BOUNCE, person.pk, tokens.number_of(person.email)))


def unsubscribe_address(person: User, group: str) -> str:
    """A mail to it ends the mails of that group."""
    return _tagged(UNSUBSCRIBE, tokens.seal(UNSUBSCRIBE, person.pk, tokens.number_of(group)))


def purpose_of(address: str) -> tuple[str, str]:
    """("reply", token) for an address of ours, two empty words for any other."""
    local, _at, domain = address.strip().rpartition("@")
    own_local, _at, own_domain = settings.REPLY_ADDRESS.lower().partition("@")
    name, plus, token = local.lower().partition("+")
    if not takes_mail() or not plus or domain.lower() != own_domain:
        return "", ""
    if name == own_local:
        return REPLY, token
    return (name, token) if name in (BOUNCE, UNSUBSCRIBE) else ("", "")


def _tagged(name: str, token: str) -> str:
    return f"{name}+{token}@{settings.REPLY_ADDRESS.partition('@')[2]}"
