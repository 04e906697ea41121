"""What the firm's directory says about somebody, whichever way it speaks to us, and what follows from it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from .domains import domain_of, spelled_out
from .models import Department, User

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Vouched:
    """The directory's word for one person. ``provider`` and ``uid`` are the identity and never change; everything else
    is what it tells today. ``issuer`` and ``subject`` are the same identity, readable."""

    provider: str
    uid: str
    issuer: str
    subject: str
    email: str = ""
    email_verified: bool = False
    name: str = ""
    claims: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_of_the_house(self) -> bool:
        """Whether the directory may speak for this address: it says that it is the person's, and it is one of ours.
        Domains are compared whole: nothing that begins or ends with one of ours is ours."""
        ours = {spelled_out(domain) for domain in settings.DIRECTORY_DOMAINS} - {""}
        return self.email_verified and domain_of(self.email) in ours


def role_told(claims: Mapping[str, Any]) -> str | None:
    """The role that follows from the claims; None where nothing follows: no claim is configured, or it is not there.
    An empty list is there, and means neither."""
    if not settings.DIRECTORY_ROLE_CLAIM:
        return None
    told = values_of(claims, settings.DIRECTORY_ROLE_CLAIM)
    if told is None:
        log.warning("The directory did not tell %s; the role stays as it is.", settings.DIRECTORY_ROLE_CLAIM)
        return None
    if told & set(settings.DIRECTORY_ADMINS):
        return User.Role.ADMIN
    if told & set(settings.DIRECTORY_MODERATORS):
        return User.Role.MODERATOR
    return User.Role.NONE


def department_told(claims: Mapping[str, Any]) -> Department | None:
    """The department of that name, whatever its capitals; None where none is told or we have none of that name."""
    if not settings.DIRECTORY_DEPARTMENT_CLAIM:
        return None
    told = {value.casefold() for value in values_of(claims, settings.DIRECTORY_DEPARTMENT_CLAIM) or set()}
    found = [department for department in Department.objects.all() if department.name.casefold() in told]
    return found[0] if len(found) == 1 else None


def values_of(claims: Mapping[str, Any], path: str) -> set[str] | None:
    """The values at ``path``, whose dots lead into objects (``realm_access.roles``). None where there is nothing."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    if found is None:
        return None
    return {str(value) for value in found} if isinstance(found, list | tuple | set) else {str(found)}


def is_true(claim: Any) -> bool:
    """Some providers spell a boolean as a word."""
    return claim is True or claim == "true"
