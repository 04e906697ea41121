"""What the feed offers in the palette."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.core.commands import Command, register


def register_commands() -> None:
    register(Command("post", _("Write a post"), "edit", "feeds:post-new", also=_("new"), order=10))
    register(Command("poll", _("Ask with a poll"), "poll", "feeds:poll-new", also=_("new vote"), order=11))
    register(Command("kudos", _("Thank a colleague"), "bravi", "feeds:kudos-new", also=_("new kudos"), order=12))
    register(Command("event", _("Invite to an event"), "cal", "feeds:event-new", also=_("new meeting"), order=13))
    register(Command("drafts", _("My drafts"), "doc", "conversation:drafts", also=_("unfinished scheduled"), order=31))
    register(Command("saved", _("What I saved"), "bookmark", "conversation:saved", also=_("bookmarks"), order=32))
    register(
        Command("read-everything", _("Mark everything as read"), "check", "feeds:read-everything", run="post", order=33)
    )
