"""A text of a page that was handed in, and waits until others have approved it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.spaces.models import Circle

from .pages import Page


class ComingOut(models.Model):
    """What waits of a page in a lane: version ``number``, and with ``opens`` that others read it (``reads``)."""

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="coming_out")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pages_handed_in")
    at = models.DateTimeField(default=now, editable=False)
    opens = models.BooleanField(default=False)
    reads = models.CharField(max_length=9, choices=Page.Reads.choices, blank=True, default="")
    reads_circle = models.ForeignKey(Circle, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("page handed in")
        verbose_name_plural = _("pages handed in")

    def __str__(self) -> str:
        return f"{self.page_id} · {self.number}"
