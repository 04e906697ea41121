"""What a person has looked at above the mark up to which they have read a space."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class Seen(models.Model):
    """Newest first, one reads from above: the newest post may be read and the one below it not. When nothing unread
    is left below one, the mark of the membership (``seen_until``) takes its place and the row goes."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("post looked at")
        verbose_name_plural = _("posts looked at")
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="seen_once_each")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.entry_id}"
