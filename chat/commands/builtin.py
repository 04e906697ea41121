"""The commands that come with chat. The Italian names are understood as well as the English ones."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import own, rooms, words
from .registry import Command, register


def register_all() -> None:
    register(
        Command("me", _("what you do"), _("Say what you do"), words.say_of_oneself, says=True),
        Command("shrug", _("message"), _("Add a shrug to a message"), words.shrug, says=True),
        Command(
            "poll",
            _("“Question” “Answer” “Answer”"),
            _("Ask everybody here to choose"),
            words.ask_in_poll,
            also=("sondaggio",),
            says=True,
        ),
        Command("remind", _("me to do something at a time"), _("Be reminded"), own.remind_me, also=("ricordami",)),
        Command("away", _("why"), _("Set your status"), own.away, also=("assente",), offered=own.is_person),
        Command("back", "", _("Clear your status"), own.back, also=("presente",), offered=own.is_person),
        Command(
            "topic",
            _("new topic"),
            _("Say what is talked about here"),
            rooms.change_topic,
            also=("argomento",),
            offered=rooms.may_change,
        ),
        Command("invite", _("@people"), _("Bring people in"), rooms.invite, also=("invita",), offered=rooms.may_invite),
        Command("mute", "", _("Hear nothing of this room"), rooms.mute, also=("silenzia",), offered=rooms.is_in),
        Command("unmute", "", _("Hear of this room again"), rooms.unmute, also=("riattiva",), offered=rooms.is_in),
        Command(
            "call", "", _("Say where the call of this room is"), rooms.call, also=("chiama",), offered=rooms.may_call
        ),
        Command("leave", "", _("Leave this room"), rooms.leave, also=("esci",), offered=rooms.may_leave),
        Command("help", "", _("Show all commands"), own.tell_all, also=("aiuto",)),
    )
