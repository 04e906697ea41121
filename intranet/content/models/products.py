"""What the house makes, by product and version, so that questions and pages say what they are about."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.spaces.audiences import Viewer

from .entries import Entry

P = TypeVar("P", bound=models.Model)


class ToEverybodyQuerySet(models.QuerySet[P]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What the house makes is no secret: questions and public pages name it."""
        return self.all()


class Product(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ToEverybodyQuerySet["Product"].as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"product_{self.pk}"


class ProductVersion(models.Model):
    """One version of a product; the newest has the highest position."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="versions", verbose_name=_("product"))
    name = models.CharField(_("version"), max_length=40)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    released_on = models.DateField(_("released on"), null=True, blank=True)
    # The one that people have who say nothing of a version.
    is_current = models.BooleanField(_("is the current version"), default=False)

    objects = ToEverybodyQuerySet["ProductVersion"].as_manager()

    class Meta:
        ordering = ["product", "-position", "-pk"]
        verbose_name = _("version of a product")
        verbose_name_plural = _("versions of products")
        constraints = [
            models.UniqueConstraint(fields=["product", "name"], name="one_version_of_a_name"),
            models.UniqueConstraint(fields=["product"], condition=Q(is_current=True), name="one_current_version_each"),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.name}"


class AppliesTo(models.Model):
    """A version that an entry is true of; without any it is true of all."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="applies_to")
    version = models.ForeignKey(ProductVersion, models.CASCADE, related_name="entries")

    class Meta:
        verbose_name = _("version it applies to")
        verbose_name_plural = _("versions it applies to")
        constraints = [models.UniqueConstraint(fields=["entry", "version"], name="applies_to_a_version_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.version}"
