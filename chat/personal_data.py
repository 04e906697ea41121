"""The rooms somebody is in and how they keep them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.personal_data import on_erase, on_erase_texts, table
from intranet.content.models import Attachment

from .models import Bot, ChatWord, Message, RoomExport, RoomMember, RoomSection, ThreadMember
from .models.pins import RoomPin

PORTION = 200


def _register() -> None:
    table("rooms", _("Rooms"), RoomMember, order=45)
    table("room_sections", _("Sections of the list of rooms"), RoomSection, order=46)
    table("bots", _("Bots you made"), Bot, of="made_by", without=["prefix", "token_hash"], goes=False, order=48)
    table("pinned_messages", _("Pinned messages"), RoomPin, of="pinned_by", goes=False, order=49)
    table("threads", _("Threads followed"), ThreadMember, order=47)
    table("room_exports", _("Copies of rooms"), RoomExport, order=49)
    table("chat_words", _("Words to be told of in rooms"), ChatWord, without=["folded", "first"], order=50)
    on_erase(_forget_files)


def _forget_files(person: User, by: User) -> None:
    from .actions.exporting import forget_export  # noqa: PLC0415 - actions come after the models of all parts

    for export in RoomExport.objects.filter(person=person):
        forget_export(export, by=by)


@on_erase_texts
def _take_back_copies(person: User, by: User) -> bool:
    """What others have forwarded of their words and files goes with the words. Files of nothing are swept away."""
    copied = Message.objects.filter(forwarded__author=person.pk).exclude(forwarded__has_key="gone")
    portion = list(copied[:PORTION])
    for message in portion:
        message.forwarded |= {"body": "", "text": "", "gone": True}
    Attachment.objects.filter(entry__in=[message.pk for message in portion]).update(entry=None)
    Message.objects.bulk_update(portion, ["forwarded"])
    return len(portion) == PORTION


_register()
