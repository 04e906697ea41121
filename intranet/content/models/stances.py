"""What a person wants to hear more of, less of, or nothing at all of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intranet.spaces.models import Space

from .entries import Entry, Tag


class Stance(models.Model):
    """How one person stands to a person, a tag, a space or an entry. One row for each pair, so that nobody follows
    what they have muted. It is the holder's own business: nobody else is told of it or reads it."""

    class Way(models.TextChoices):
        FOLLOW = "follow", _("Follow")
        MUTE = "mute", _("Mute")
        BLOCK = "block", _("Block")

    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stances")
    way = models.CharField(max_length=6, choices=Way.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, blank=True, related_name="+")
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="+")
    # A mute may end by itself.
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # For the page of one's own settings: the words of a discussion, as far as they may be read.
    words: str

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("stance")
        verbose_name_plural = _("stances")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(person__isnull=False, tag__isnull=True, space__isnull=True, entry__isnull=True)
                    | Q(person__isnull=True, tag__isnull=False, space__isnull=True, entry__isnull=True)
                    | Q(person__isnull=True, tag__isnull=True, space__isnull=False, entry__isnull=True)
                    | Q(person__isnull=True, tag__isnull=True, space__isnull=True, entry__isnull=False)
                ),
                name="stance_towards_one_thing",
            ),
            models.CheckConstraint(
                condition=(
                    Q(way="follow", space__isnull=True, entry__isnull=True)
                    | Q(way="mute", tag__isnull=True)
                    | Q(way="block", person__isnull=False)
                ),
                name="stance_that_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("holder")), name="stance_towards_others"
            ),
            *(
                models.UniqueConstraint(
                    fields=["holder", thing],
                    condition=Q(**{f"{thing}__isnull": False}),
                    name=f"one_stance_towards_a_{thing}",
                )
                for thing in ("person", "tag", "space", "entry")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} · {self.way} · {self.person or self.tag or self.space or self.entry_id}"
