"""Bots: accounts of programs. For use inside the actions of the part that keeps a bot, which has asked who may."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import hooks, keys
from intranet.accounts.models import ApiToken, User
from intranet.accounts.naming import checked_name
from intranet.activity.ledger import record
from intranet.realtime.publish import revoke
from intranet.realtime.units import action

# No mail ever leaves for an address of this domain (RFC 2606).
_NOWHERE = "bots.invalid"


@action
def make_bot(*, by: User, name: str) -> User:
    """An account that nobody can sign in to and no list of people shows. It belongs nowhere until somebody puts it
    somewhere."""
    name = checked_name(name, kind=User.Kind.BOT)
    address = f"{secrets.token_hex(12)}@{_NOWHERE}"
    bot = User.objects.create_user(
        address, name=name, kind=User.Kind.BOT, is_system=True, show_presence=False, language=by.language
    )
    record("accounts.bot.made", by=by, on=bot)
    return bot


@action
def rename_bot(bot: User, name: str, *, by: User) -> bool:
    """Its handle stays. False when it was called that already."""
    name = checked_name(name, kind=User.Kind.BOT)
    _must_be_bot(bot)
    if name == bot.name:
        return False
    bot.name = name
    bot.save(update_fields=["name"])
    record("accounts.bot.renamed", by=by, on=bot, name=name)
    return True


@action
def retire_bot(bot: User, *, by: User) -> bool:
    """It writes no more, by no road; what it wrote stays. False when it had been retired."""
    _must_be_bot(bot)
    retired = User.objects.filter(pk=bot.pk, is_active=True).update(is_active=False, deactivated_at=now())
    bot.refresh_from_db(fields=["is_active", "deactivated_at"])
    ApiToken.objects.filter(person=bot, revoked_at=None).update(revoked_at=now())
    if retired:
        hooks.deactivated(bot, by)
        revoke([bot.pk])
        record("accounts.bot.retired", by=by, on=bot)
    return bool(retired)


@action
def make_bot_token(bot: User, *, by: User, may_write: bool = True) -> tuple[ApiToken, str]:
    """The one key of a bot to the API, and its secret, which is shown this once. The key before it opens no more."""
    _must_be_bot(bot)
    if not bot.is_active:
        raise ValidationError(_("This bot has been deleted."))
    ApiToken.objects.filter(person=bot, revoked_at=None).update(revoked_at=now())
    secret = keys.new_api_secret()
    token = ApiToken.objects.create(
        person=bot, name=bot.name, prefix=secret[: keys.SHOWN], token_hash=keys.hash_of(secret), may_write=may_write
    )
    record("accounts.token.created", by=by, on=token, audience=bot.key, person=bot.pk, may_write=may_write)
    return token, secret


@action
def revoke_bot_token(bot: User, *, by: User) -> bool:
    """False when it had none."""
    _must_be_bot(bot)
    token = ApiToken.objects.filter(person=bot, revoked_at=None).first()
    if token is None:
        return False
    ApiToken.objects.filter(person=bot, revoked_at=None).update(revoked_at=now())
    record("accounts.token.revoked", by=by, on=token, audience=bot.key, person=bot.pk)
    return True


def _must_be_bot(bot: User) -> None:
    if not bot.is_bot:
        raise ValidationError(_("This is no bot."))
