"""What happened: one append-only row for each thing that was done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class ActivityQuerySet(models.QuerySet["Activity"]):
    def in_audiences(self, audiences: frozenset[str]) -> ActivityQuerySet:
        """Activities of these audiences. For entries ask ``content`` as well: an entry may have gone since."""
        return self.filter(audience__in=audiences)

    def audit(self) -> ActivityQuerySet:
        return self.filter(audited=True)


class Activity(models.Model):
    """Somebody did something to something. Written by ``record`` alone, never edited, never deleted."""

    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # The key of what it was done to: "entry_12", "space_3", "user_7". Activity knows none of their models.
    subject = models.CharField(max_length=40)
    # What the thing was called then: an audit trail must stay readable when the thing has gone.
    label = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=40, blank=True)
    audited = models.BooleanField(default=False)
    # Of what is audited: from which address of the net it was done, where it was done by a request.
    address = models.CharField(max_length=45, blank=True, default="")
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [
            models.Index(fields=["subject", "-id"], name="activity_of_subject"),
            models.Index(fields=["-id"], name="activity_audit", condition=models.Q(audited=True)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"

    @property
    def subject_id(self) -> int:
        return int(self.subject.rpartition("_")[2])
