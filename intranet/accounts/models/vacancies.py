"""Places in the firm that nobody fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .firms import Department
from .people import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    def visible_to(self, viewer: User | AnonymousUser) -> VacancyQuerySet:
        """Colleagues see where the firm looks for somebody; what is meant for others is published."""
        return self if viewer.is_authenticated and viewer.is_active and viewer.is_staff_member else self.none()


class Vacancy(models.Model):
    """An open position. It stands in the chart under its manager, until it is filled or given up."""

    job_title = models.CharField(_("role in the firm"), max_length=80)
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="vacancies", verbose_name=_("department")
    )
    # Of the one who comes. Nobody: at the top of the chart.
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="vacancies",
        verbose_name=_("manager"),
    )
    link = models.URLField(_("where it is described"), max_length=500, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        ordering = ["job_title", "pk"]
        verbose_name = _("open position")
        verbose_name_plural = _("open positions")

    def __str__(self) -> str:
        return self.job_title

    @property
    def key(self) -> str:
        return f"vacancy_{self.pk}"

    @property
    def audience(self) -> str:
        return "org"
