"""Who follows the queue: moderators of the site all of it, who keeps a space that of the space."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.realtime.gates import gate
from intranet.spaces.audiences import spaces_moderated

from .cases import CASES


def register() -> None:
    gate(CASES, bare=True)(_moderators_of_the_site)
    gate(CASES)(_keepers)


def _moderators_of_the_site(person: User, key: str) -> bool:
    return bool(person.is_active and person.is_moderator)


def _keepers(person: User, key: str) -> bool:
    return key.isdigit() and int(key) in spaces_moderated(person)
