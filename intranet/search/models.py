"""What the index still has to learn."""

from __future__ import annotations

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Pending(models.Model):
    """An entry whose text or audience changed since the index last looked. Written in the transaction of the change,
    so nothing is forgotten, whatever happens to the process that indexes."""

    entry_id = models.BigIntegerField(primary_key=True)
    since = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("waiting for the index")
        verbose_name_plural = _("waiting for the index")

    def __str__(self) -> str:
        return f"entry_{self.entry_id}"
