"""Coming in on the word of the firm's directory."""

from __future__ import annotations

import logging

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts import policies
from intranet.accounts.directory_word import Vouched, department_told, role_told
from intranet.accounts.models import User, normal_email
from intranet.accounts.naming import checked_name
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.realtime.publish import revoke
from intranet.realtime.units import action, step

from .access import end_sessions
from .addresses import release_address
from .standing import add_person, change_place, change_role

log = logging.getLogger(__name__)


@action
def arrive(word: Vouched) -> User:
    """The person whom the directory vouches for, with the role and the department that it tells.

    The identity decides who that is. Only where it is not bound to anybody yet does the address count, and only one
    that the directory calls verified and that is of the house. Who may not come in is refused with a sentence.
    """
    bound = SocialAccount.objects.select_related("user").filter(provider=word.provider, uid=word.uid).first()
    person = bound.user if bound else _first_time(word)
    require(policies.can_come_in(person))
    _follow(person, word)
    return person


@action
def bind_identity(person: User, word: Vouched, *, by: User) -> SocialAccount:
    """Tie an identity to an account whose owner is signed in and has just proven it."""
    require(policies.can_change_settings(by, person))
    if not person.is_staff_member:
        require(no(_("The directory is for people who work here.")))
    taken = SocialAccount.objects.filter(provider=word.provider, uid=word.uid).exclude(user=person).exists()
    if taken:
        require(no(_("This identity belongs to another account.")))
    return bind(person, word)


@action
def unbind_identities(person: User, *, by: User) -> int:
    """Forget who the directory says this is, for who got a new identity there; all sessions end. Returns how many."""
    require(policies.can_change_standing(by, person))
    found = SocialAccount.objects.filter(user=person)
    forgotten = [account.uid[:12] for account in found]
    if forgotten:
        found.delete()
        end_sessions(person)
        revoke([person.pk])
        record("accounts.identity.unbound", by=by, on=person, identities=forgotten)
    return len(forgotten)


def _first_time(word: Vouched) -> User:
    if not word.email:
        require(no(_("The directory does not know you here yet, and did not tell your e-mail address.")))
    if not word.is_of_the_house:
        require(no(_("The directory does not vouch for an address of this house. Ask an admin.")))
    email = normal_email(word.email)
    release_address(email)
    person = User.objects.filter(email=email).first()
    if person is None:
        if not settings.DIRECTORY_MAKES_ACCOUNTS:
            require(no(_("There is no account of %(email)s here. Ask an admin for an invitation.") % {"email": email}))
        person = add_person(by=User.objects.system(), name=_name(word), email=email)
    require(policies.can_come_in(person))
    proven = EmailAddress.objects.filter(user=person, email=email, verified=True).exists()
    if not person.is_staff_member or not proven:
        require(no(_("The account of %(email)s is not one that the directory opens. Ask an admin.") % {"email": email}))
    bind(person, word)
    return person


@step
def bind(person: User, word: Vouched) -> SocialAccount:
    """Tie the identity to the account."""
    # One identity each. The row of the person is the lock: two that arrive at once bind one after the other.
    User.objects.select_for_update().get(pk=person.pk)
    bound = SocialAccount.objects.filter(user=person).first()
    if bound is not None and (bound.provider, bound.uid) == (word.provider, word.uid):
        return bound
    if bound is not None:
        require(no(_("Another identity of the directory is bound to this account. Ask an admin to release it.")))
    account = SocialAccount.objects.create(
        user=person, provider=word.provider, uid=word.uid, extra_data={"iss": word.issuer, "sub": word.subject}
    )
    record("accounts.identity.bound", by=person, on=person, provider=word.provider, issuer=word.issuer)
    return account


def _follow(person: User, word: Vouched) -> None:
    """Role and department as the directory tells them, up as well as down, through the actions that anybody uses."""
    system = User.objects.system()
    role = role_told(word.claims)
    if role is not None and role != person.role and person.is_staff_member:
        # As in ``deactivate``: two admins who come in at once must not both find another admin left.
        list(User.objects.select_for_update().filter(role=User.Role.ADMIN).order_by("pk").values_list("pk", flat=True))
        if not policies.can_lose_role(person):
            log.warning("The directory takes the role of %s, which stays: %s", person.handle, "nobody else could")
        else:
            change_role(person, role, by=system)
    department = department_told(word.claims)
    if department is not None and department != person.department and person.is_staff_member:
        change_place(person, by=system, department=department)


def _name(word: Vouched) -> str:
    for name in (word.name, word.email.partition("@")[0]):
        try:
            return checked_name(name, kind=User.Kind.STAFF)
        except ValidationError:
            continue
    return _("A colleague")
