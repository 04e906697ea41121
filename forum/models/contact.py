"""What went wrong when somebody wanted to reach us."""

from __future__ import annotations

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class ContactFailure(models.Model):
    """That the contact form could not do its work, and why; of nobody."""

    at = models.DateTimeField(default=now, db_index=True)
    why = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("failure of the contact form")
        verbose_name_plural = _("failures of the contact form")

    def __str__(self) -> str:
        return self.why
