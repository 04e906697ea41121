"""Coming in as a customer on the word of a provider that vouches for mail addresses."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from intranet.accounts import policies
from intranet.accounts.directory_word import Vouched
from intranet.accounts.models import User, normal_email
from intranet.accounts.naming import checked_name
from intranet.core.decisions import Decision, no, require
from intranet.core.models import SiteSettings
from intranet.realtime.units import action

from .addresses import address_verified, release_address
from .identities import bind


@action
def arrive_as_customer(word: Vouched, *, guards: Callable[[str], Decision]) -> User:
    """The customer whom the provider vouches for; the first time, one who is made, or whose proven address it names.

    ``guards`` says whether an address may have an account at all. Nobody of the staff comes in this way, whatever the
    provider says: their accounts are the firm's.
    """
    bound = SocialAccount.objects.select_related("user").filter(provider=word.provider, uid=word.uid).first()
    person = bound.user if bound else _first_time(word, guards)
    require(policies.can_come_in(person))
    if not person.is_customer:
        require(no(_("Colleagues come in by another door.")))
    return person


def _first_time(word: Vouched, guards: Callable[[str], Decision]) -> User:
    if not word.email or not word.email_verified:
        require(no(_("The provider did not vouch for an address of yours. Make an account with one instead.")))
    email = normal_email(word.email)
    release_address(email)
    person = User.objects.filter(email=email).first()
    if person is None:
        person = _made(word, email, guards)
    elif not person.is_customer or not EmailAddress.objects.filter(user=person, email=email, verified=True).exists():
        require(no(_("The account of %(email)s is not opened this way. Sign in with its password.") % {"email": email}))
    bind(person, word)
    return person


def _made(word: Vouched, email: str, guards: Callable[[str], Decision]) -> User:
    if not SiteSettings.current().sign_up_open:
        require(no(_("There is no account of %(email)s here. Ask an admin for an invitation.") % {"email": email}))
    require(guards(email))
    language = translation.get_language() or SiteSettings.current().default_language
    person = User.objects.create_user(email, None, name=_name(word), kind=User.Kind.CUSTOMER, language=language)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    address_verified(person, email, before="")
    return person


def _name(word: Vouched) -> str:
    for name in (word.name, word.email.partition("@")[0]):
        try:
            return checked_name(name, kind=User.Kind.CUSTOMER)
        except ValidationError:
            continue
    return _("A customer")
