"""What the people who answer work with."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.spaces.models import Space


def monday_to_friday() -> list[int]:
    return [0, 1, 2, 3, 4]


class OfficeHours(models.Model):
    """When the house answers: one row, or none where it answers at any hour. The clock of promised replies stands
    still outside."""

    days = models.JSONField(default=monday_to_friday)
    opens = models.TimeField(_("opens"), default=time(9))
    closes = models.TimeField(_("closes"), default=time(18))
    zone = models.CharField(_("time zone"), max_length=64, default="Europe/Rome")

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_office_hours")]

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @property
    def key(self) -> str:
        return "office_1"


class CannedReply(models.Model):
    """An answer that is given often, of one person or of a team; the words in braces are filled in."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="canned_replies"
    )
    team = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="canned_replies")
    title = models.CharField(_("title"), max_length=80)
    body = models.TextField(_("text"), max_length=10_000)
    used_count = models.PositiveIntegerField(default=0, editable=False)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner=None) ^ models.Q(team=None), name="canned_reply_of_one_or_of_a_team"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if (self.owner_id is None) == (self.team_id is None):
            raise ValidationError(_("A canned reply is yours, or one team’s."))

    @property
    def key(self) -> str:
        return f"canned_{self.pk}"
