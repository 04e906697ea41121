"""What people agree to: the terms of use and the privacy notice, version by version, and who agreed to which."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class TermsQuerySet(models.QuerySet["TermsDocument"]):
    def visible_to(self, viewer: Any) -> TermsQuerySet:
        """Everybody's: what one may be asked to agree to, anybody may read first."""
        return self


class TermsDocument(models.Model):
    """One published version, in every language of the house. What was published is never changed: a new one is."""

    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms of use")
        PRIVACY = "privacy", _("Privacy notice")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    version = models.PositiveIntegerField(_("version"))
    # Language code -> Markdown, and the same rendered when it was published.
    texts = models.JSONField(default=dict)
    pages = models.JSONField(default=dict, editable=False)
    requires_consent = models.BooleanField(_("everybody has to agree"), default=True)
    note = models.CharField(_("what is new"), max_length=200, blank=True)
    published_at = models.DateTimeField(default=now, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = TermsQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-version"]
        verbose_name = _("terms")
        verbose_name_plural = _("terms")
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="one_of_each_version_of_terms")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("What was published stays as it was; publish a new version.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("accounts:terms_version", args=[self.kind, self.version])

    @property
    def key(self) -> str:
        return f"terms_{self.pk}"

    @property
    def language(self) -> str:
        """That of the reader where there is a text in it, else that of the first text."""
        wanted = get_language() or ""
        return wanted if self.texts.get(wanted) else next((code for code, text in self.texts.items() if text), "en")

    @property
    def text(self) -> str:
        return str(self.texts.get(self.language, ""))

    @property
    def html(self) -> str:
        """As ``core.markup`` rendered it when it was published."""
        return str(self.pages.get(self.language, ""))


class Consent(models.Model):
    """A person agreed to a version, at a time. Nothing else is kept: not from where, not with what."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    document = models.ForeignKey(TermsDocument, models.PROTECT, related_name="consents")
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(fields=["person", "document"], name="one_consent_to_each_version")]

    def __str__(self) -> str:
        return f"{self.person}, {self.document}"
