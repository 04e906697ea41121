"""Bots of rooms: making, changing and deleting them, and what arrives at their addresses."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from chat import policies
from chat.bots import policies as bot_policies
from chat.models import Bot, Message, Room, RoomMember
from intranet.accounts import actions as accounts
from intranet.accounts.keys import SHOWN, hash_of
from intranet.accounts.models import ApiToken, User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action, step

from .messages import notice, send_message
from .rooms import enter, hold, let_go

MOST_IN_ROOM = 20
_USE_IS_NOTED_EVERY = timedelta(minutes=1)


@action
def add_bot(room: Room, *, by: User, name: str, about: str = "", may_call: bool = False) -> tuple[Bot, str]:
    """Make a bot that this room keeps, and the secret of its address, which is told here and never again."""
    require(bot_policies.can_add_bots(by, room))
    hold(room)
    if Bot.objects.live().filter(room=room).count() >= MOST_IN_ROOM:
        raise ValidationError(_("A room keeps at most %(most)s bots. Delete one first.") % {"most": MOST_IN_ROOM})
    person = accounts.make_bot(by=by, name=name)
    bot = Bot(person=person, room=room, about=" ".join(about.split())[:200], may_call=may_call, made_by=by)
    secret = _give_address(bot)
    bot.save()
    _bring(bot, room, by=by)
    record("chat.bot.added", by=by, on=bot, room=room.pk, may_call=may_call)
    return bot, secret


@action
def change_bot(
    bot: Bot, *, by: User, name: str | None = None, about: str | None = None, may_call: bool | None = None
) -> list[str]:
    """Change what was given; the names of what is different now."""
    require(bot_policies.can_change_bot(by, bot))
    changed = []
    if name is not None and accounts.rename_bot(bot.person, name, by=by):
        changed.append("name")
    if about is not None and (about := " ".join(about.split())[:200]) != bot.about:
        bot.about = about
        changed.append("about")
    if may_call is not None and may_call != bot.may_call:
        bot.may_call = may_call
        changed.append("may_call")
    if changed:
        bot.save(update_fields=["about", "may_call"])
        record("chat.bot.changed", by=by, on=bot, fields=changed, may_call=bot.may_call)
    return changed


@action
def rotate_address(bot: Bot, *, by: User) -> str:
    """A new secret, told here and never again; the address before it opens nothing from now on."""
    require(bot_policies.can_change_bot(by, bot))
    _must_live(bot)
    secret = _give_address(bot)
    bot.save(update_fields=["prefix", "token_hash"])
    record("chat.bot.rotated", by=by, on=bot)
    return secret


@action
def close_address(bot: Bot, *, by: User) -> bool:
    """It takes no messages by its address any more. False when it had none."""
    require(bot_policies.can_change_bot(by, bot))
    closed = Bot.objects.filter(pk=bot.pk, token_hash__isnull=False).update(prefix="", token_hash=None)
    bot.prefix, bot.token_hash = "", None
    if closed:
        record("chat.bot.closed", by=by, on=bot)
    return bool(closed)


@action
def give_token(bot: Bot, *, by: User, may_write: bool = True) -> tuple[ApiToken, str]:
    """A token for the API, in place of the one before; its secret is told here and never again."""
    require(bot_policies.can_change_bot(by, bot))
    _must_live(bot)
    return accounts.make_bot_token(bot.person, by=by, may_write=may_write)


@action
def take_token(bot: Bot, *, by: User) -> bool:
    require(bot_policies.can_change_bot(by, bot))
    return accounts.revoke_bot_token(bot.person, by=by)


@action
def bring_bot(bot: Bot, room: Room, *, by: User) -> bool:
    """Let a bot into one more room: it reads what is said there from now on. False when it was there."""
    require(bot_policies.can_change_bot(by, bot))
    require(bot_policies.can_add_bots(by, room))
    _must_live(bot)
    if not _bring(bot, room, by=by):
        return False
    record("chat.bot.brought", by=by, on=bot, room=room.pk)
    return True


@action
def send_bot_away(bot: Bot, room: Room, *, by: User) -> bool:
    """Put a bot out of a room that does not keep it. False when it was not there."""
    require(bot_policies.can_keep_bots(by, room))
    if room.pk == bot.room_id:
        raise ValidationError(_("This room keeps the bot. Delete it instead."))
    hold(room)
    if not RoomMember.objects.filter(room=room, person=bot.person_id).exists():
        return False
    let_go(room, [bot.person_id])
    record("chat.bot.sent_away", by=by, on=bot, room=room.pk)
    return True


@action
def delete_bot(bot: Bot, *, by: User) -> bool:
    """It speaks nowhere any more, and its address and token open nothing. What it said stays, under its name."""
    require(bot_policies.can_change_bot(by, bot))
    close_address(bot, by=by)
    for room in Room.objects.filter(memberships__person=bot.person_id).order_by("pk"):
        hold(room)
        let_go(room, [bot.person_id])
    if not accounts.retire_bot(bot.person, by=by):
        return False
    record("chat.bot.deleted", by=by, on=bot, room=bot.room_id)
    return True


@action
def say_as_bot(bot: Bot, *, body: str, client_id: UUID | None = None) -> Message:
    """What arrived at a bot's address, said in the room that keeps it."""
    message = send_message(bot.room, by=bot.person, body=body, client_id=client_id)
    if bot.last_used_at is None or now() - bot.last_used_at > _USE_IS_NOTED_EVERY:
        Bot.objects.filter(pk=bot.pk).update(last_used_at=now())
    return message


@step
def _bring(bot: Bot, room: Room, *, by: User) -> bool:
    if not enter(room, [bot.person_id], by=by, floor=room.last_seq):
        return False
    notice(room, "added", by=by, people=[bot.person_id])
    return True


def _give_address(bot: Bot) -> str:
    secret = secrets.token_urlsafe(32)
    bot.prefix, bot.token_hash = secret[:SHOWN], hash_of(secret)
    return secret


def _must_live(bot: Bot) -> None:
    if not bot.person.is_active:
        raise ValidationError(_("This bot has been deleted."))


def find_bot(secret: str) -> Bot | None:
    """The bot whose address has this secret, where what arrives there can be said: nobody blank, deleted, put out of
    the room, and none in an archived room. Found by hash, so its timing tells nothing."""
    if not 20 <= len(secret) <= 100 or not secret.isascii():
        return None
    found = Bot.objects.live().select_related("person", "room__space").filter(token_hash=hash_of(secret)).first()
    if found is None or not policies.can_write_in(found.person, found.room):
        return None
    return found
