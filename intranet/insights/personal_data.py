"""What shows that a person knows something, and what they have said about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import (
    Analyst,
    Champion,
    ChannelReview,
    Evidence,
    HiddenTheme,
    LeftOut,
    OutsideChannel,
    PresentDay,
    Standing,
    WeekTask,
    WeekWish,
)


def _register() -> None:
    table("evidence", _("What shows that you know about something"), Evidence, order=80)
    table("hidden_themes", _("What you do not want to be known for"), HiddenTheme, order=81)
    table("left_out", _("Whether you are left out of who knows about what"), LeftOut, order=82)
    table("standing", _("How often you answered and were thanked in the last ninety days"), Standing, order=83)
    table(
        "champion",
        _("What you were named for, as somebody others may turn to"),
        Champion,
        without=("named_by",),
        order=84,
    )
    table("weeks", _("What stood on your lists of the week"), WeekTask, order=85)
    table("week_by_mail", _("When the list of the week is mailed to you"), WeekWish, order=86)
    table("present_days", _("The days on which you were here"), PresentDay, order=87)
    table("analyst", _("Since when you may see the figures of the house"), Analyst, order=88)
    table(
        "outside_channels",
        _("The outside channels you answer for"),
        OutsideChannel,
        of="owner",
        without=("registered_by_id", "reviewed_by_id", "client_id"),
        goes=False,
        order=89,
    )
    table("channel_reviews", _("When you looked at outside channels"), ChannelReview, of="by", goes=False, order=89)


_register()
