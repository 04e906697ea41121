"""Audiences that no name says."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Department

from .spaces import Space


class Circle(models.Model):
    """An audience no name says: some departments, some people, several spaces, who works in a place or has a
    role. Its string is ``circle_9``.

    Who belongs is the union of its parts, asked each time, so a circle follows its departments and spaces. Of a space
    it takes in whoever reads there: its members, all staff where it is open, everybody where it is a community.
    """

    name = models.CharField(max_length=120, blank=True)
    # "3,12" when it is nothing but these spaces together: then it is the only one, and used again.
    of_spaces = models.CharField(max_length=120, unique=True, null=True, blank=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="circles")
    departments = models.ManyToManyField(Department, blank=True, related_name="circles")
    spaces = models.ManyToManyField(Space, blank=True, related_name="circles")
    companies = models.ManyToManyField("accounts.Company", blank=True, related_name="circles")

    def __str__(self) -> str:
        return self.name or self.key

    @property
    def key(self) -> str:
        return f"circle_{self.pk}"

    @property
    def audience(self) -> str:
        return self.key


class CircleTrait(models.Model):
    """A place of work or a role by which colleagues are in a circle, as the profile says it. Who is of another firm is
    in none by what they write of themselves."""

    class Key(models.TextChoices):
        # As in ``filling/attributes.py``.
        PLACE = "location", _("Place of work")
        ROLE = "job_title", _("Role in the firm")

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="traits")
    key = models.CharField(max_length=12, choices=Key.choices)
    value = models.CharField(max_length=80)
    folded = models.CharField(max_length=100, editable=False)

    class Meta:
        ordering = ["key", "value", "pk"]
        constraints = [models.UniqueConstraint(fields=["circle", "key", "value"], name="one_circle_trait_each")]

    def __str__(self) -> str:
        return self.value
