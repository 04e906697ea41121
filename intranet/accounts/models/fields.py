"""What a firm asks of its people besides what every page has: fields that admins define, and what was answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intranet.core.text import fold


class ProfileFieldQuerySet(models.QuerySet["ProfileField"]):
    def live(self) -> ProfileFieldQuerySet:
        return self.filter(retired_at=None)


class ProfileField(models.Model):
    """One question on the page of a person. Retired, it is shown nowhere; its answers are kept until it is deleted."""

    class Sort(models.TextChoices):
        TEXT = "text", _("Text")
        LONG = "long", _("Long text")
        CHOICE = "choice", _("One of several")
        DATE = "date", _("Date")
        NUMBER = "number", _("Number")
        LINK = "link", _("Link")
        PERSON = "person", _("Person")

    class Audience(models.TextChoices):
        OWNER = "owner", _("Only the person")
        ORG = "org", _("Staff")
        CUSTOMERS = "customers", _("Staff and customers")
        PUBLIC = "public", _("Everyone")

    label = models.CharField(_("name in English"), max_length=60)
    label_it = models.CharField(_("name in Italian"), max_length=60, blank=True)
    hint = models.CharField(_("hint"), max_length=120, blank=True)
    sort = models.CharField(_("kind of answer"), max_length=10, choices=Sort.choices, default=Sort.TEXT)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    # Managed: part of the professional profile, answered by admins, imports and the sign-in provider. Otherwise it is
    # part of the personal profile, and its owner alone answers.
    managed = models.BooleanField(_("answered by admins"), default=False)
    audience = models.CharField(_("seen by"), max_length=10, choices=Audience.choices, default=Audience.ORG)
    required = models.BooleanField(_("has to be answered"), default=False)
    searchable = models.BooleanField(_("found and filtered in the directory"), default=False)
    place = models.PositiveIntegerField(default=0, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProfileFieldQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("profile field")
        verbose_name_plural = _("profile fields")

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The label in the reader's language."""
        return (self.label_it if (get_language() or "").startswith("it") else "") or self.label

    @property
    def key(self) -> str:
        return f"field_{self.pk}"

    @property
    def name(self) -> str:
        """What it is called among the fields of ``accounts.profiles``, in forms and in the API."""
        return self.key

    @property
    def is_facet(self) -> bool:
        return self.searchable and self.sort == self.Sort.CHOICE


class ProfileAnswer(models.Model):
    """What one person's page says in one field, as ``accounts.answers`` wrote it. Who may see it: ``profiles``."""

    field = models.ForeignKey(ProfileField, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile_answers")
    # Text as typed, a date as 2026-11-22, a number as 3.5, a link as its address, a person as the name it had.
    value = models.TextField(max_length=2000)
    folded = models.CharField(max_length=200, editable=False, default="")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["field", "person"], name="one_answer_to_each_field")]
        indexes = [models.Index(fields=["field", "folded"], name="answers_by_value")]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.value)[:200]
        super().save(*args, **kwargs)
