"""The one queue of those who keep order: one case for each thing that waits for a decision, whatever has brought it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.spaces.models import Space

from .house_rules import HouseRule

LEAST, MOST = 1, 5


class Case(models.Model):
    """Something that waits for a moderator, or has been decided.

    ``subject`` is the key of what it is about ("entry_12", "request_5"); of one sort there is one open case for each
    subject, however often it is raised. ``sort`` is a key of ``moderation/sorts.py``.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        CLOSED = "closed", _("Decided")

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Left standing")
        LET_OUT = "let_out", _("Let out")
        EDITED = "edited", _("Changed by a moderator and let out")
        HIDDEN = "hidden", _("Hidden")
        TURNED_DOWN = "turned_down", _("Turned down")
        PRIVATE = "private", _("Moved into a private thread")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        UPHELD = "upheld", _("The decision stands")
        OVERTURNED = "overturned", _("The decision was taken back")
        SANCTIONED = "sanctioned", _("Sanctioned")
        PURGED = "purged", _("Purged")
        SETTLED = "settled", _("Settled elsewhere")

    sort = models.CharField(max_length=20)
    subject = models.CharField(max_length=40)
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="cases")
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="cases")
    # Whose words or wish it is; told what was decided, and never the one who decides.
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="cases")
    # What is said by whoever raised it: an appeal's reasons, a message to those who keep a space.
    words = models.TextField(max_length=2000, blank=True)
    # Of an appeal: the decision it is about.
    appeal_of = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="appeal")
    severity = models.PositiveSmallIntegerField(default=2)
    times = models.PositiveIntegerField(default=1)
    # The automatic rule that caught it, as it was called then.
    rule = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField(default=now, editable=False)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    # Who is looking at it now, and until when nobody else decides.
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assigned_cases"
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # What the person it is about was told, and which of the house rules it cites.
    reason = models.CharField(max_length=500, blank=True)
    cited = models.ForeignKey(HouseRule, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-severity", "opened_at", "pk"]
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(fields=["sort", "subject"], condition=Q(state="open"), name="one_open_case_each"),
            models.CheckConstraint(condition=Q(severity__range=(LEAST, MOST)), name="severity_of_case"),
        ]
        indexes = [
            models.Index(fields=["-severity", "opened_at", "id"], name="case_waiting", condition=Q(state="open")),
            models.Index(fields=["subject"], name="case_subject"),
            models.Index(fields=["-decided_at", "-id"], name="case_decided", condition=Q(state="closed")),
        ]

    # What completing a page adds, as one moderator sees it.
    shown: Any = None
    # Of new words that wait beside those that are out: what differs, and who is to read them if others do.
    pieces: Any = ()
    comes_before: Any = None

    def __str__(self) -> str:
        return f"{self.sort} · {self.subject}"

    @property
    def key(self) -> str:
        return f"case_{self.pk}"

    @property
    def audience(self) -> str:
        """Nobody reads a case by an audience: who keeps order asks ``queue.within_reach``."""
        return ""

    @property
    def audit_label(self) -> str:
        return str(self)

    @property
    def subject_id(self) -> int:
        return int(self.subject.rpartition("_")[2])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def is_claimed_at(self, moment: datetime) -> bool:
        return self.claimed_by_id is not None and self.claimed_until is not None and self.claimed_until > moment

    @property
    def is_claimed(self) -> bool:
        return self.is_claimed_at(now())


class CaseNote(models.Model):
    """What moderators say to one another about a case; nobody else ever reads it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="case_notes")
    body = models.CharField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("note on a case")
        verbose_name_plural = _("notes on cases")

    def __str__(self) -> str:
        return f"{self.case} · {self.author}"
