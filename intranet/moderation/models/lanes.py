"""By which way words come out in a space: at once, at once and looked at after, or when others have approved them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.spaces.models import Space

from .cases import Case

MOST_APPROVALS = 3


class Lane(models.Model):
    """How what is written in a space reaches some of its readers. Where there is no row, it comes out at once."""

    class Reach(models.TextChoices):
        INSIDE = "inside", _("Colleagues and members")
        CUSTOMERS = "customers", _("Customers")
        STREET = "street", _("Everybody, also without an account")

    class Sort(models.TextChoices):
        DIRECT = "direct", _("At once")
        POST_REVIEW = "post_review", _("At once, and looked at afterwards")
        PRE_APPROVAL = "pre_approval", _("When it is approved")

    class AtDeadline(models.TextChoices):
        ESCALATE = "escalate", _("Tell the owners, and later the admins")
        RELEASE = "release", _("Let it go by itself")

    space = models.ForeignKey(Space, models.CASCADE, related_name="lanes")
    reach = models.CharField(_("who reads it"), max_length=10, choices=Reach.choices)
    sort = models.CharField(_("how it comes out"), max_length=14, choices=Sort.choices, default=Sort.DIRECT)
    approvals = models.PositiveSmallIntegerField(
        _("approvals it takes"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_APPROVALS)]
    )
    hours = models.PositiveSmallIntegerField(
        _("hours they have"), default=24, validators=[MinValueValidator(1), MaxValueValidator(720)]
    )
    at_deadline = models.CharField(
        _("after that"), max_length=8, choices=AtDeadline.choices, default=AtDeadline.ESCALATE
    )
    # Whether it takes what is said under an entry as well: comments, answers.
    replies = models.BooleanField(_("answers and comments, too"), default=False)
    # They approve while one of those who keep the space is away.
    deputies = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="lanes_deputised")
    # What they write comes out at once.
    trusted = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="lanes_trusted")
    # A trial: what it is until then, and what it goes back to.
    trial_until = models.DateField(_("on trial until"), null=True, blank=True)
    before = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("lane")
        verbose_name_plural = _("lanes")
        constraints = [
            models.UniqueConstraint(fields=["space", "reach"], name="one_lane_each"),
            models.CheckConstraint(condition=Q(approvals__range=(1, MOST_APPROVALS)), name="approvals_of_lane"),
        ]

    def __str__(self) -> str:
        return f"{self.space} · {self.get_reach_display()}"

    @property
    def key(self) -> str:
        return f"lane_{self.pk}"

    @property
    def audience(self) -> str:
        return ""

    @property
    def audit_label(self) -> str:
        return str(self)

    @property
    def settings(self) -> dict[str, Any]:
        """What a trial goes back to, and what the trail keeps."""
        return {name: getattr(self, name) for name in ("sort", "approvals", "hours", "at_deadline", "replies")}


class Passing(models.Model):
    """One entry on its way through a lane: what the lane asked for when the entry came to it."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="passing")
    lane = models.ForeignKey(Lane, models.CASCADE, related_name="passings")
    # Whether it waits to come out, or is out and waits to be looked at.
    waits = models.BooleanField()
    needed = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField(db_index=True)
    # 1: the owners were told, 2: the admins, too.
    escalated = models.PositiveSmallIntegerField(default=0)
    # Whether somebody who approves has changed its words.
    is_changed = models.BooleanField(default=False)

    # What completing a case adds: what was said of the words as they are, and of what they were.
    said_now: Sequence[Approval] = ()
    said_before: Sequence[Approval] = ()

    class Meta:
        verbose_name = _("passing")
        verbose_name_plural = _("passings")

    def __str__(self) -> str:
        return str(self.case)

    @property
    def is_late(self) -> bool:
        return self.due_at <= now()

    @property
    def patience(self) -> timedelta:
        return timedelta(hours=self.lane.hours)


class Approval(models.Model):
    """What one of those who approve has said of the words as they were: ``digest`` says which words, before whom. After
    a change it counts no more."""

    class Said(models.TextChoices):
        YES = "yes", _("Approved")
        CHANGES = "changes", _("Asked for changes")

    passing = models.ForeignKey(Passing, models.CASCADE, related_name="approvals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="approvals")
    said = models.CharField(max_length=7, choices=Said.choices)
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [models.UniqueConstraint(fields=["passing", "by", "digest"], name="one_approval_each")]

    def __str__(self) -> str:
        return f"{self.passing} · {self.by}"
