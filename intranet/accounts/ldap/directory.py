"""Whom the directory knows by a name and a password, and what it tells about them."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.conf import settings

from . import patience, wire
from .patience import within
from .wire import DoesNotAnswer, Entry, NotLetIn, Wire

log = logging.getLogger(__name__)

MOST_GROUPS = 2000
_LONGEST_NAME = 256
# Attributes that are sixteen bytes in Microsoft's order of them.
_GUIDS = {"objectguid"}
_SPECIAL = "\\*()\0"
# What may be said once more, and nothing of it decides who somebody is.
_OURS = ("iss", "sub", "email", "email_verified", "name", "groups")


def claims_of(name: str, password: str) -> dict[str, Any] | None:
    """What the directory tells about who has that name and that password; None where nobody has. Raises
    ``DoesNotAnswer``."""
    name = name.strip()
    # A bind without a password is one as nobody, which directories grant to everybody.
    if not password or not name or len(name) > _LONGEST_NAME or "\0" in password:
        return None
    return within(patience.SECONDS, lambda: _asked(name, password))


def escaped(text: str) -> str:
    """As a value in a filter it is only ever compared (RFC 4515)."""
    return "".join(f"\\{ord(letter):02x}" if letter in _SPECIAL else letter for letter in text)


def _asked(name: str, password: str) -> dict[str, Any] | None:
    entry = _entry_of(name)
    with wire.connected() as as_person:
        try:
            as_person.bind(entry.dn if entry else f"cn=nobody,{settings.LDAP_BASE}", password)
        except NotLetIn:
            return None
        if entry is None:
            # Asked all the same, so that a name that is not there takes as long as a wrong password.
            return None
        groups = _groups_of(entry, as_person)
    return _claims(entry, groups)


def _entry_of(name: str) -> Entry | None:
    wanted = settings.LDAP_FILTER.replace("{name}", escaped(name))
    with wire.connected() as searching:
        _as_searcher(searching)
        found = searching.search(settings.LDAP_BASE, wanted, _asked_for(), most=2)
    if len(found) > 1:
        log.error("The directory has several people for one name; LDAP_FILTER has to be narrower.")
        return None
    return found[0] if found else None


def _as_searcher(searching: Wire) -> None:
    if not settings.LDAP_BIND_DN:
        return
    try:
        searching.bind(settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD)
    except NotLetIn as error:
        raise DoesNotAnswer("The directory does not take LDAP_BIND_DN with LDAP_BIND_PASSWORD.") from error


def _asked_for() -> list[str]:
    named = [
        settings.LDAP_SUBJECT_ATTRIBUTE,
        settings.LDAP_EMAIL_ATTRIBUTE,
        settings.LDAP_NAME_ATTRIBUTE,
        settings.DIRECTORY_ROLE_CLAIM,
        settings.DIRECTORY_DEPARTMENT_CLAIM,
    ]
    return [name for name in dict.fromkeys(named) if name and name != "groups"]


def _groups_of(entry: Entry, as_person: Wire) -> list[str] | None:
    """The names of the groups that have this entry as a member. None where groups are not asked for."""
    if not settings.LDAP_GROUPS_BASE:
        return None
    member = escaped(entry.dn)
    wanted = f"(|(member={member})(uniqueMember={member}))"
    if settings.LDAP_BIND_DN:
        with wire.connected() as searching:
            _as_searcher(searching)
            found = searching.search(settings.LDAP_GROUPS_BASE, wanted, ["cn"], most=MOST_GROUPS)
    else:
        found = as_person.search(settings.LDAP_GROUPS_BASE, wanted, ["cn"], most=MOST_GROUPS)
    return sorted({name for group in found for name in _texts(group, "cn")})


def _claims(entry: Entry, groups: list[str] | None) -> dict[str, Any]:
    subject = _subject(entry)
    if not subject:
        log.error("The directory does not tell exactly one %s; nobody comes in so.", settings.LDAP_SUBJECT_ATTRIBUTE)
        raise DoesNotAnswer("The entry has no subject.")
    told: dict[str, Any] = {name: _texts(entry, name) for name in _asked_for() if _texts(entry, name)}
    for name in _OURS:
        told.pop(name, None)
    if groups is not None:
        told["groups"] = groups
    return told | {
        "iss": f"{settings.LDAP_URL}/{settings.LDAP_BASE}",
        "sub": subject,
        "email": _only(entry, settings.LDAP_EMAIL_ATTRIBUTE),
        "email_verified": settings.DIRECTORY_SETS_ADDRESSES,
        "name": (_texts(entry, settings.LDAP_NAME_ATTRIBUTE) or [""])[0],
    }


def _subject(entry: Entry) -> str:
    values = _values(entry, settings.LDAP_SUBJECT_ATTRIBUTE)
    if len(values) != 1:
        return ""
    if settings.LDAP_SUBJECT_ATTRIBUTE.lower() in _GUIDS:
        return str(UUID(bytes_le=values[0])) if len(values[0]) == 16 else ""
    return _only(entry, settings.LDAP_SUBJECT_ATTRIBUTE).strip()


def _values(entry: Entry, name: str) -> list[bytes]:
    """Directories do not care for capitals in the names of attributes."""
    return next((values for known, values in entry.attributes.items() if known.lower() == name.lower()), [])


def _texts(entry: Entry, name: str) -> list[str]:
    return [value.decode("utf-8", errors="replace") for value in _values(entry, name)]


def _only(entry: Entry, name: str) -> str:
    texts = _texts(entry, name)
    return texts[0] if len(texts) == 1 else ""
