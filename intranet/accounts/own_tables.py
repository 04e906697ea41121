"""What accounts itself keeps of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from .avatars import SIZES, path_of
from .models import (
    Absence,
    ApiToken,
    CompanyAssignment,
    Consent,
    DataCopy,
    Erasure,
    Invitation,
    Knowing,
    ProfileAnswer,
    StaffNote,
    Status,
    User,
)
from .personal_data import Chapter, Rows, on_erase, register, table

# Ours to know and nobody's data; or counted from what is in the archive anyway.
_INTERNAL = {"password", "session_epoch", "folded_name", "folded_role", "folded_real_name", "is_system", "avatar_bytes"}


def _register() -> None:
    register(Chapter("profile", _("Profile"), _profile, files=_picture, order=1))
    table("answers", _("Further fields of the profile"), ProfileAnswer, also=["field__label"], order=2)
    table("skills", _("Skills"), Knowing, also=["skill__name"], order=3)
    table("status", _("Status"), Status, order=4)
    table("absence", _("Out of office"), Absence, order=5)
    table("emails", _("E-mail addresses"), EmailAddress, of="user", order=6)
    table("sessions", _("Signed-in devices"), UserSession, of="user", order=7)
    table("second_steps", _("Second steps of signing in"), Authenticator, of="user", without=["data"], order=8)
    table("tokens", _("API tokens"), ApiToken, order=9)
    # That somebody agreed is kept: it says nothing but when, once nobody can say who it was.
    table("consents", _("Consents"), Consent, also=["document__kind", "document__version"], goes=False, order=10)
    table("companies_faced", _("Companies looked after"), CompanyAssignment, also=["company__name"], order=11)
    table("invitations_sent", _("Invitations sent"), Invitation, of="invited_by", order=12)
    table("copies", _("Copies of own data"), DataCopy, without=["path"], goes=False, order=90)
    table("erasures", _("Erasure"), Erasure, goes=False, order=91)
    if apps.is_installed("allauth.socialaccount"):
        from allauth.socialaccount.models import SocialAccount  # noqa: PLC0415 - only where the firm signs in so

        table("identities", _("Ways to sign in by the firm"), SocialAccount, of="user", order=8)
    on_erase(_forget_invitation)
    on_erase(_forget_notes)


def _profile(person: User) -> Rows:
    columns = [column.attname for column in User._meta.concrete_fields if column.name not in _INTERNAL]
    row: dict[str, Any] = {name: getattr(person, name) for name in columns}
    yield row | {
        "department": str(person.department or ""),
        "company": str(person.company or ""),
        "manager": str(person.manager or ""),
    }


def _picture(person: User) -> Iterable[tuple[str, str]]:
    if person.avatar:
        yield f"picture-{SIZES[0]}.webp", path_of(person.avatar, SIZES[0])


def _forget_notes(person: User, by: User) -> None:
    """What staff noted is in no copy, since nobody reads what is noted about themselves; with the person it goes."""
    StaffNote.objects.filter(person=person).delete()


def _forget_invitation(person: User, by: User) -> None:
    """The one by which the person came in has the address, too."""
    Invitation.objects.filter(accepted_by=person).delete()
    Invitation.objects.filter(email=person.email).delete()


_register()
