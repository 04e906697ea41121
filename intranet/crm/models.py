"""What the customer system says of people, and what its messages came to."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Company
from intranet.spaces.audiences import Viewer


class AdminsQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        """All of them for admins, none for anybody else: they have people's addresses."""
        return self.all() if viewer.is_authenticated and viewer.is_admin else self.none()


class Contact(models.Model):
    """A person of the customer system, by the number it has there. ``person`` is the account of the same human here:
    None until somebody has proved the address, which is what makes them the same."""

    external_id = models.CharField(_("identifier in the customer system"), max_length=80, unique=True)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="crm_contact"
    )
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="contacts")
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"))
    # When the customer system last changed it, by that system's clock.
    external_at = models.DateTimeField(editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    objects = AdminsQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=Q(archived_at=None), name="one_contact_of_an_address")
        ]

    def __str__(self) -> str:
        return self.external_id

    def get_absolute_url(self) -> str:
        return reverse("crm:contact", args=[self.pk])

    @property
    def key(self) -> str:
        return f"contact_{self.pk}"


class Sync(models.Model):
    """One call of the customer system: who sent how much with which token, and what came of it."""

    class What(models.TextChoices):
        COMPANIES = "companies", _("Companies")
        PEOPLE = "people", _("People")

    what = models.CharField(max_length=9, choices=What.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # What the token was called then; empty where somebody did it in a browser.
    token = models.CharField(max_length=80, blank=True)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=now, db_index=True)

    objects = AdminsQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("message of the customer system")
        verbose_name_plural = _("messages of the customer system")

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("crm:sync", args=[self.pk])

    @property
    def rows_count(self) -> int:
        return self.made + self.changed + self.unchanged + self.refused


class SyncRow(models.Model):
    """One row of a call that changed something or was refused. What was just as it is here leaves a number only."""

    class Outcome(models.TextChoices):
        MADE = "made", _("Made")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("As it was")
        REFUSED = "refused", _("Refused")

    sync = models.ForeignKey(Sync, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    external_id = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    fields = models.JSONField(default=list)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("row of a message")
        verbose_name_plural = _("rows of a message")
        constraints = [models.UniqueConstraint(fields=["sync", "number"], name="one_sync_row_each")]

    def __str__(self) -> str:
        return f"{self.sync_id} · {self.number}"
