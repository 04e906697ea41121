"""Programs that speak in rooms."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.spaces.audiences import Viewer, audiences_of

from .rooms import Room


class BotQuerySet(models.QuerySet["Bot"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The bots of the rooms this viewer may read. Who may change one is another question (``bot_policies``)."""
        held = [int(name[5:]) for name in audiences_of(viewer) if name.startswith("room_")]
        return self.filter(room__in=held)

    def live(self) -> Self:
        return self.filter(person__is_active=True)


class Bot(models.Model):
    """A program, as the room that keeps it knows it: ``person`` is whom it writes as, there and wherever else it was
    brought in. Its address takes messages for this room; its token, in the API, acts in all of its rooms."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bot")
    room = models.ForeignKey(Room, models.CASCADE, related_name="bots")
    about = models.CharField(_("what it is for"), max_length=200, blank=True)
    # @room and @here in what it writes call everybody; otherwise they are words.
    may_call = models.BooleanField(_("may call everybody"), default=False)
    # Of the address: its beginning, to tell it from others, and a SHA-256 of 256 random bits. Empty: it has none.
    prefix = models.CharField(max_length=12, blank=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = BotQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("bot")
        verbose_name_plural = _("bots")

    def __str__(self) -> str:
        return self.person.name

    @property
    def key(self) -> str:
        return f"bot_{self.pk}"

    @property
    def audience(self) -> str:
        """Of what is recorded about it: nobody reads of it but in the audit."""
        return ""
