"""The rooms somebody is in and how they keep them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import Bot, RoomMember, RoomSection, ThreadMember


def _register() -> None:
    table("rooms", _("Rooms"), RoomMember, order=45)
    table("room_sections", _("Sections of the list of rooms"), RoomSection, order=46)
    table("bots", _("Bots you made"), Bot, of="made_by", without=["prefix", "token_hash"], goes=False, order=48)
    table("threads", _("Threads followed"), ThreadMember, order=47)


_register()
