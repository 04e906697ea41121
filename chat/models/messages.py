"""What somebody said in a room."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.content.models.entries import EntryQuerySet

from .rooms import Room


class MessageQuerySet(EntryQuerySet["Message"]):
    def in_line(self, room: Room) -> MessageQuerySet:
        """The main line of a room, tombstones included: no replies, but those sent to the room as well."""
        return self.filter(room=room, shown_in_room=True, seq__isnull=False)

    def in_thread(self, thread: Message) -> MessageQuerySet:
        return self.filter(thread=thread, seq__isnull=False)


class Message(Entry):
    class Style(models.TextChoices):
        TEXT = "text", _("Text")
        ME = "me", _("Said of oneself")
        NOTICE = "notice", _("Notice")

    class Summons(models.TextChoices):
        NONE = "", _("Nobody in particular")
        ROOM = "room", _("Everybody in the room")
        HERE = "here", _("Everybody who is here now")

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages")
    # The number of its event on the room's stream; null while it waits for its time.
    seq = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    thread = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    shown_in_room = models.BooleanField(default=True, editable=False)
    replies_count = models.PositiveIntegerField(default=0, editable=False)
    last_reply_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Who replied lately, the latest first; a few.
    repliers = models.JSONField(default=list, blank=True, editable=False)
    style = models.CharField(max_length=6, choices=Style.choices, default=Style.TEXT)
    # {"what": "joined", "people": [3, 7]}: what a notice says, in nobody's language.
    notice = models.JSONField(default=dict, blank=True, editable=False)
    quoted = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="quoted_in")
    # What was passed on from elsewhere, as it was then.
    forwarded = models.JSONField(default=dict, blank=True, editable=False)
    summons = models.CharField(max_length=4, choices=Summons.choices, default=Summons.NONE, blank=True)

    # Whether somebody has to ask for its files; unset where that is not known.
    has_files: bool

    # By language: how it was announced, while it is being said.
    html: dict[str, str] | None = None

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [models.UniqueConstraint(fields=["room", "seq"], name="one_message_of_a_number")]
        indexes = [
            models.Index(F("room"), F("seq").desc(), name="message_in_line", condition=Q(shown_in_room=True)),
            models.Index(fields=["thread", "seq"], name="message_in_thread", condition=Q(thread__isnull=False)),
            models.Index(fields=["room", "seq"], name="message_that_summons", condition=~Q(summons="")),
        ]

    @property
    def is_notice(self) -> bool:
        return self.style == self.Style.NOTICE

    @property
    def thread_root_id(self) -> int:
        """The message whose thread it belongs to, or would begin."""
        return self.thread_id or self.pk
