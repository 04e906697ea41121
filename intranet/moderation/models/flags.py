"""What readers find wrong."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class Flag(models.Model):
    """One reader's report of one entry. Several reports of one entry are decided together."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Spam or advertising")
        RUDE = "rude", _("Insulting or harassing")
        CONFIDENTIAL = "confidential", _("Says what should stay inside")
        OFF_TOPIC = "off_topic", _("Does not belong here")
        WRONG = "wrong", _("Dangerous or plainly wrong")
        OTHER = "other", _("Something else")

    # How grave a case is that begins with it, from 1 to 5.
    SEVERITY: ClassVar = {
        Reason.SPAM: 2,
        Reason.RUDE: 3,
        Reason.CONFIDENTIAL: 4,
        Reason.OFF_TOPIC: 1,
        Reason.WRONG: 3,
        Reason.OTHER: 2,
    }

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        UPHELD = "upheld", _("Hidden")
        DISMISSED = "dismissed", _("Left standing")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="flags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags")
    reason = models.CharField(_("what is wrong"), max_length=12, choices=Reason.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # The words as they were when reported: the author may edit, and a site moderator may not read the rest of a
    # closed space, only what was reported.
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    # What was said just before and after, for those who read nothing else of the place, until it is decided:
    # [{"author", "at", "text"}].
    around = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["entry", "by"], condition=Q(state="open"), name="one_open_flag_each")
        ]
        indexes = [models.Index(fields=["entry"], name="flag_open", condition=Q(state="open"))]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · entry_{self.entry_id}"
