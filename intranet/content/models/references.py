"""What texts point at."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.spaces.models import Space

from .entries import Entry


class Reference(models.Model):
    """The text of one entry points at another, or at a title under which there is nothing yet in a space."""

    source = models.ForeignKey(Entry, models.CASCADE, related_name="references_out")
    target = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="references_in")
    # The title as it was written; and, while it is wanted, where, and as it is compared.
    written = models.CharField(max_length=260, blank=True)
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="+")
    wanted = models.CharField(max_length=260, blank=True)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target"], name="one_reference_each", condition=Q(target__isnull=False)
            )
        ]
        indexes = [
            models.Index(fields=["space", "wanted"], name="reference_wanted", condition=Q(target__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id or self.written}"
