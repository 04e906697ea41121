"""Where people work: departments of the house, and the firms of customers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Department(models.Model):
    """Where in the house a staff member works. Departments nest; people stand in one."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ["name"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def __str__(self) -> str:
        return self.name


class CompanyQuerySet(models.QuerySet["Company"]):
    def current(self) -> CompanyQuerySet:
        """Those that somebody may still be put into."""
        return self.filter(archived_at=None)


class Company(models.Model):
    """A customer firm. Its people see each other and the staff assigned to it."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    # Who signs up with a verified address of one of these domains joins the company.
    email_domains = models.JSONField(_("e-mail domains"), default=list, blank=True)
    external_id = models.CharField(_("identifier in the customer system"), max_length=80, blank=True)
    # When the customer system last changed it, by that system's clock: what is older than this changes nothing here.
    external_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Gone as a customer: nobody joins it any more. Its people and all they wrote stay.
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    facing_staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="CompanyAssignment", related_name="facing_companies"
    )

    objects = CompanyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~Q(external_id=""),
                name="one_company_of_an_external_id",
                violation_error_message=_("Another company has this identifier already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"company_{self.pk}"

    @property
    def audience(self) -> str:
        return self.key


class CompanyAssignment(models.Model):
    """A staff member who faces a customer company: sees its private area and is seen by its people."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="assignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    note = models.CharField(_("what for"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [models.UniqueConstraint(fields=["company", "person"], name="one_assignment_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.company}"
