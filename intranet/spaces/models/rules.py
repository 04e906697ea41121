"""Spaces that fill themselves: the rule, and who stays out of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Department

from .spaces import Space


class MembershipRule(models.Model):
    """Who is in a space without being asked: a department, what the profile says, or both together.

    Staff alone. A rule that says nothing takes nobody in.
    """

    class Matching(models.TextChoices):
        ALL = "all", _("Both must be so")
        ANY = "any", _("One of them is enough")

    space = models.OneToOneField(Space, models.CASCADE, related_name="rule")
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    with_subdepartments = models.BooleanField(_("with the departments under it"), default=True)
    # A key of ``attributes.py``, and what it has to be or to contain.
    attribute = models.CharField(_("what the profile says"), max_length=60, blank=True)
    value = models.CharField(_("is"), max_length=80, blank=True)
    matching = models.CharField(max_length=3, choices=Matching.choices, default=Matching.ALL)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("membership rule")
        verbose_name_plural = _("membership rules")

    def __str__(self) -> str:
        return f"{self.space}: {self.department or ''} {self.attribute} {self.value}".strip()


class StayOut(models.Model):
    """Somebody who left a space that fills itself, or was removed: the rule does not fetch them back."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="staying_out")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "person"], name="one_stay_out_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.space}"
