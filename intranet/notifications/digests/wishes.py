"""What holds for somebody, whether they have chosen it or not."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.notifications.models import DigestWish

from .sources import EVERYDAY, INTERESTS


def mode_for(person: User) -> str:
    return INTERESTS if person.is_customer else EVERYDAY


def wish_of(person: User) -> DigestWish:
    """What they have chosen, or what holds for who has chosen nothing."""
    wish = DigestWish.objects.filter(person=person).first() or DigestWish(person=person)
    wish.person = person
    return wish
