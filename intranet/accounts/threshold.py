"""Who has signed in and is not let through yet: what is still wanted of them, and where they give it.

Asked by the middleware for every address, by the API for the holders of tokens, and by the live layer for sockets, so
that being half inside is one state and not one check for each surface.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.core.models import SecondFactorFor, SiteSettings

from .models import User
from .terms import still_to_agree, who_is_still_to_agree

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Missing(NamedTuple):
    """What is wanted, as a word for programs and a sentence for people, and the page where it is given."""

    code: str
    sentence: str
    url: str


def second_factor_demanded_of(person: User) -> bool:
    if person.is_system:
        return False
    match SiteSettings.current().second_factor_for:
        case SecondFactorFor.ADMINS:
            return person.is_admin
        case SecondFactorFor.MODERATORS:
            return person.is_moderator
        case SecondFactorFor.STAFF:
            return not person.is_customer
        case _:
            return False


def has_second_factor(person: User) -> bool:
    return Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).exists()


def missing_of(person: User) -> Missing | None:
    """What this person has to give before anything else opens; None for who may go on."""
    if second_factor_demanded_of(person) and not has_second_factor(person):
        return Missing(
            "second-factor",
            _("Your role demands a second step at sign-in. Set one up first."),
            reverse("accounts:settings_security"),
        )
    if still_to_agree(person):
        return Missing(
            "consent",
            _("The terms have changed. Read them and agree first."),
            reverse("accounts:consent"),
        )
    return None


def can_go_on(person: User) -> Decision:
    """The same as a decision, for who asks without a page to be led to."""
    missing = missing_of(person)
    return YES if missing is None else no(missing.sentence)


def held_back(people: Iterable[User]) -> set[int]:
    """Which of these people are not let through, in at most one query however many they are."""
    everyone = list(people)
    demanded = {person.pk for person in everyone if second_factor_demanded_of(person)}
    if demanded:
        factors = Authenticator.objects.filter(user__in=demanded, type__in=SECOND_FACTORS)
        demanded -= set(factors.values_list("user", flat=True))
    return demanded | who_is_still_to_agree(everyone)
