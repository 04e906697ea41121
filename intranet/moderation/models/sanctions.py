"""What was decided about people, and from where nobody signs up."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.spaces.audiences import Viewer

from .cases import Case
from .house_rules import HouseRule


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def in_force(self) -> SanctionQuerySet:
        return self.filter(Q(until=None) | Q(until__gt=now()), lifted_at=None)


class Sanction(models.Model):
    """One measure against one person. It ends by its clock, or earlier when somebody lifts it."""

    class Sort(models.TextChoices):
        WARN = "warn", _("Warning")
        SILENCE = "silence", _("Silenced")
        SUSPEND = "suspend", _("Suspended")
        BAN = "ban", _("Banned")

    TIMED: ClassVar = (Sort.SILENCE, Sort.SUSPEND)

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sanctions")
    sort = models.CharField(max_length=8, choices=Sort.choices)
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    cited = models.ForeignKey(HouseRule, models.SET_NULL, null=True, blank=True, related_name="+")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, blank=True, related_name="sanctions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)
    # Of a warning: when the person said that it was read.
    acknowledged_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lifted_because = models.CharField(max_length=500, blank=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        indexes = [models.Index(fields=["person", "-id"], name="sanctions_of_person")]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} · {self.person}"

    @property
    def key(self) -> str:
        return f"sanction_{self.pk}"

    @property
    def audience(self) -> str:
        return ""

    @property
    def audit_label(self) -> str:
        return str(self)

    @property
    def is_over(self) -> bool:
        return self.lifted_at is not None or (self.until is not None and self.until <= now())


class SignUpBarQuerySet(models.QuerySet["SignUpBar"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """For those who set them: moderators of the site."""
        return self.all() if viewer.is_authenticated and viewer.is_moderator else self.none()


class SignUpBar(models.Model):
    """From there nobody signs up: a mail domain, a mail address, or addresses of the net."""

    class Sort(models.TextChoices):
        DOMAIN = "domain", _("Mail domain")
        MAIL = "mail", _("Mail address")
        NETWORK = "network", _("Network address")

    sort = models.CharField(_("what"), max_length=8, choices=Sort.choices, default=Sort.DOMAIN)
    value = models.CharField(_("which"), max_length=254)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    objects = SignUpBarQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "value"]
        verbose_name = _("bar to signing up")
        verbose_name_plural = _("bars to signing up")
        constraints = [models.UniqueConstraint(fields=["sort", "value"], name="one_bar_each")]

    def __str__(self) -> str:
        return self.value

    @property
    def key(self) -> str:
        return f"bar_{self.pk}"
