"""What is searched for, for those who write; without whoever did."""

from __future__ import annotations

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Asking(models.Model):
    """That somebody searched for these words. ``who`` tells people apart for one text: a keyed hash of both, so that
    two texts of one person have nothing in common."""

    text = models.CharField(max_length=120)
    who = models.CharField(max_length=32)
    times = models.PositiveIntegerField(default=1)
    results = models.PositiveIntegerField(default=0)  # how many the last time
    opened = models.BooleanField(default=False)
    last_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        verbose_name = _("search that was made")
        verbose_name_plural = _("searches that were made")
        constraints = [models.UniqueConstraint(fields=["text", "who"], name="one_asking_of_a_text_each")]

    def __str__(self) -> str:
        return self.text
