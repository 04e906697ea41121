"""Who has signed in and is not let through yet: what is still wanted of them, and where they give it.

Asked by the middleware for every address, by the API for the holders of tokens, and by the live layer for sockets, so
that being half inside is one state and not one check for each surface.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.core.models import SecondFactorFor, SiteSettings

from .models import User
from .terms import still_to_agree, who_is_still_to_agree

# Asked of everybody besides what is asked here: apps above register what they want first, from columns of the person
# alone, since it is asked for every address.
Asked = Callable[[User], "Missing | None"]
_asked: list[Asked] = []
_opened: dict[str, frozenset[str]] = {}

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Missing(NamedTuple):
    """What is wanted, as a word for programs and a sentence for people, and the page where it is given."""

    code: str
    sentence: str
    url: str


def also_ask(asked: Asked, *, code: str, opens: Iterable[str]) -> None:
    """``asked(person)`` answers with what is still wanted, under ``code``; ``opens`` are the names of the addresses
    where it is given."""
    if asked not in _asked:
        _asked.append(asked)
        _opened[code] = frozenset(opens)


def opened_for(code: str) -> frozenset[str]:
    return _opened.get(code, frozenset())


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
    return next((missing for asked in _asked if (missing := asked(person)) is not None), None)


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
    waiting = {person.pk for person in everyone if any(asked(person) is not None for asked in _asked)}
    return demanded | waiting | who_is_still_to_agree(everyone)
