"""What a person reacted to, watches, keeps, and had begun to write."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import Ballot, Bookmark, Draft, Mention, Reaction, Reminder, Vote, Watch


def _register() -> None:
    table("drafts", _("Drafts"), Draft, order=27)
    table("bookmarks", _("Bookmarks"), Bookmark, order=31)
    table("reminders", _("Reminders"), Reminder, without=["client_id"], order=31)
    table("reactions", _("Reactions"), Reaction, goes=False, order=32)
    table("votes", _("Votes"), Vote, also=["entry__title"], goes=False, order=32)
    table("watched", _("Discussions followed"), Watch, order=33)
    # What was chosen in an anonymous poll stands nowhere, so it cannot be given out either.
    table("ballots", _("Votes in polls"), Ballot, also=["choices__option__text"], goes=False, order=34)
    table("mentions", _("Where you were mentioned"), Mention, order=35)


_register()
