"""Letting people in: an address is invited, and whoever reads its mail comes in, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import hooks, jobs, keys, policies
from intranet.accounts.models import Company, Department, Invitation, User, normal_email
from intranet.accounts.naming import checked_name
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.realtime.units import action

from .addresses import release_address, unproven_sign_ups

LIFETIME = timedelta(days=14)


@action
def invite_staff(
    email: str,
    *,
    by: User,
    role: str = User.Role.NONE,
    department: Department | None = None,
    joins: Sequence[str] = (),
    message: str = "",
    language: str = "",
) -> Invitation:
    """Invite somebody to work here. The mail goes out after the commit; it has the only copy of the token."""
    require(policies.can_invite(by))
    return invite(
        email, by=by, kind=User.Kind.STAFF, role=role, department=department, joins=list(joins), message=message,
        language=language,
    )  # fmt: skip


@action
def invite_customer(
    email: str, *, by: User, company: Company | None = None, joins: Sequence[str] = (), message: str = "",
    language: str = "",
) -> Invitation:  # fmt: skip
    """Invite somebody of a company that buys from us."""
    require(policies.can_invite(by))
    return invite(
        email, by=by, kind=User.Kind.CUSTOMER, company=company, joins=list(joins), message=message, language=language
    )


@action
def resend_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Send a new link, good for another fourteen days. The old link opens nothing any more."""
    require(policies.can_resend(by, invitation))
    invitation.round += 1
    invitation.expires_at = now() + LIFETIME
    invitation.token_hash = keys.hash_of(keys.invitation_secret(invitation))
    standing = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not standing.update(round=invitation.round, expires_at=invitation.expires_at, token_hash=invitation.token_hash):
        require(no(_("This invitation has been accepted or withdrawn meanwhile.")))
    record("accounts.invitation.resent", by=by, on=invitation)
    jobs.mail_invitation.enqueue(invitation_id=invitation.pk, round=invitation.round)
    return invitation


@action
def revoke_invitation(invitation: Invitation, *, by: User) -> bool:
    """The link opens nothing any more. False where it already did not."""
    require(policies.can_revoke(by, invitation))
    standing = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not standing.update(revoked_at=now()):
        return False
    record("accounts.invitation.revoked", by=by, on=invitation)
    return True


@action
def accept_invitation(token: str, *, name: str, password: str, language: str = "") -> User:
    """Come in. However often and from wherever the link is used at once, one account comes of it.

    Reading the mail proves the address, so it counts as verified.
    """
    invitation = keys.find_invitation(token)
    if invitation is None:
        raise ValidationError(_("There is no such invitation."))
    # Whoever changes the row has it; the others find it taken, here and now, whatever they read before.
    mine = Invitation.objects.filter(
        Q(access_until=None) | Q(access_until__gt=now()),
        pk=invitation.pk,
        token_hash=invitation.token_hash,
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=now(),
    ).update(accepted_at=now())
    if not mine:
        invitation.refresh_from_db()
        require(no(why_closed(invitation) or _("This invitation is no longer open.")))
    person = _open_account(invitation, name=name, password=password, language=language)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
    hooks.joined(person, list(invitation.joins), invitation.invited_by)
    hooks.proven(person, person.email)
    record("accounts.invitation.accepted", by=person, on=invitation, invited_by=invitation.invited_by_id)
    return person


def why_closed(invitation: Invitation) -> str:
    """Why this invitation lets nobody in, as a sentence for who holds its link; empty while it is open."""
    if invitation.accepted_at is not None:
        return _("This invitation has been used. Sign in with the password you chose.")
    if invitation.revoked_at is not None:
        return _("This invitation was withdrawn.")
    if not invitation.is_open:
        return _("This invitation has expired. Ask for a new one.")
    if invitation.access_until is not None and invitation.access_until <= now():
        return _("The time for which you were invited is over.")
    return ""


@action
def invite(email: str, *, by: User, kind: str, message: str = "", language: str = "", **grants: Any) -> Invitation:
    """For use inside actions, which ask first who may invite whom."""
    email = normal_email(email)
    validate_email(email)
    if _has_account(email):
        raise ValidationError({"email": _("%(email)s has an account already.") % {"email": email}})
    if grants.get("role", User.Role.NONE) not in User.Role.values:
        raise ValidationError({"role": _("There is no such role.")})
    Invitation.objects.filter(email=email, accepted_at=None, revoked_at=None).update(revoked_at=now())
    invitation = Invitation(
        email=email, kind=kind, message=plain(message, longest=500, lines=True), language=language or by.language,
        invited_by=by, expires_at=now() + LIFETIME, **grants,
    )  # fmt: skip
    # The token follows from the row's key, so the row comes first, under a hash that no token has.
    invitation.token_hash = keys.new_api_secret()
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        raise ValidationError({"email": _("%(email)s was just invited.") % {"email": email}}) from error
    invitation.token_hash = keys.hash_of(keys.invitation_secret(invitation))
    invitation.save(update_fields=["token_hash"])
    record("accounts.invitation.sent", by=by, on=invitation, kind=kind, role=invitation.role)
    jobs.mail_invitation.enqueue(invitation_id=invitation.pk, round=invitation.round)
    return invitation


def _open_account(invitation: Invitation, *, name: str, password: str, language: str) -> User:
    staff = invitation.kind == User.Kind.STAFF
    person = User(
        email=invitation.email,
        name=checked_name(name, kind=invitation.kind),
        kind=invitation.kind,
        role=invitation.role if staff else User.Role.NONE,
        company=None if staff else invitation.company,
        department=invitation.department if staff else None,
        access_until=invitation.access_until if invitation.kind == User.Kind.AGENCY else None,
        language=language or invitation.language,
    )
    try:
        validate_password(password, user=person)
    except ValidationError as error:
        raise ValidationError({"password": error}) from error
    release_address(invitation.email)
    if _has_account(invitation.email):
        require(no(_("This address has an account already. Sign in with it.")))
    person.set_password(password)
    User.objects.save_at_free_handle(person)
    if person.access_until is not None:
        jobs.end_access.enqueue_at(person.access_until, person=person.pk)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _has_account(email: str) -> bool:
    others = User.objects.filter(email=email).exclude(pk__in=unproven_sign_ups().values("pk")).exists()
    return others or EmailAddress.objects.filter(email=email, verified=True).exists()
