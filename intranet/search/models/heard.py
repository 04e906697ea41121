"""What is searched for, for those who write; without whoever did."""

from __future__ import annotations

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class Asking(models.Model):
    """That somebody searched for these words. ``who`` tells people apart for one text: a keyed hash of both, so that
    two texts of one person have nothing in common."""

    text = models.CharField(max_length=120)
    who = models.CharField(max_length=32)
    times = models.PositiveIntegerField(default=1)
    results = models.PositiveIntegerField(default=0)  # how many the last time
    opened = models.BooleanField(default=False)
    # Of somebody who is not of the house.
    is_outside = models.BooleanField(default=False)
    last_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        verbose_name = _("search that was made")
        verbose_name_plural = _("searches that were made")
        constraints = [models.UniqueConstraint(fields=["text", "who"], name="one_asking_of_a_text_each")]

    def __str__(self) -> str:
        return self.text


class Opening(models.Model):
    """That somebody who searched for these words opened that entry, once for each; ``who`` as above."""

    text = models.CharField(max_length=120)
    who = models.CharField(max_length=32)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    last_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        verbose_name = _("entry that a search led to")
        verbose_name_plural = _("entries that searches led to")
        constraints = [models.UniqueConstraint(fields=["entry", "text", "who"], name="one_opening_of_an_entry_each")]

    def __str__(self) -> str:
        return f"{self.text}: {self.entry_id}"
