"""What can be done with a room, besides what every entry knows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Recipient, Verb


def register() -> None:
    verbs.register(
        Verb("chat.room.opened", _("{actor} opened the room “{title}”"), audited=True),
        Verb("chat.room.changed", _("{actor} changed the room “{title}”"), audited=True),
        Verb("chat.room.added", _("{actor} added people to “{title}”"), audited=True),
        Verb("chat.room.removed", _("{actor} put somebody out of “{title}”"), audited=True),
        Verb("chat.room.owner_named", _("{actor} said who owns “{title}”"), audited=True),
        Verb("chat.room.inherited", _("{actor} gave the room “{title}” to another owner"), audited=True),
        Verb("chat.room.archived", _("{actor} archived the room “{title}”"), audited=True),
        Verb("chat.room.unarchived", _("{actor} brought back the room “{title}”"), audited=True),
        Verb("chat.bot.added", _("{actor} added the bot {title} to a room"), audited=True),
        Verb("chat.bot.changed", _("{actor} changed the bot {title}"), audited=True),
        Verb("chat.bot.rotated", _("{actor} gave the bot {title} a new address"), audited=True),
        Verb("chat.bot.closed", _("{actor} closed the address of the bot {title}"), audited=True),
        Verb("chat.bot.brought", _("{actor} brought the bot {title} into one more room"), audited=True),
        Verb("chat.bot.sent_away", _("{actor} put the bot {title} out of a room"), audited=True),
        Verb("chat.bot.deleted", _("{actor} deleted the bot {title}"), audited=True),
        Verb("chat.room.keeping_set", _("{actor} set how long “{title}” keeps its messages"), audited=True),
        Verb("chat.room.export_asked", _("{actor} asked for a copy of “{title}”"), audited=True),
        Verb(
            "chat.room.export_ready",
            _("The copy of “{title}” is ready, for seven days"),
            official=True,
            recipients=lambda activity: [Recipient(activity.details["person"], "you")],
        ),
    )
