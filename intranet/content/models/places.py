"""Where an entry is shown beside the place it lives in, and what stands at the top of a space."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.spaces.models import Space

from .entries import Entry


class Placement(models.Model):
    """An entry that lives in one space is shown in another one too, with the same discussion.

    Its audience is then the circle of all its spaces (``Circle.of_spaces``)."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="placements")
    space = models.ForeignKey(Space, models.CASCADE, related_name="placements")
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [models.UniqueConstraint(fields=["entry", "space"], name="one_placement_in_a_space")]

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.space_id}"


class PinQuerySet(models.QuerySet["Pin"]):
    def current(self) -> PinQuerySet:
        """Those whose time has not passed; nothing has to run for a pin to come off."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=now()))

    def standing(self) -> PinQuerySet:
        """Those that readers of the space see: current, and of something that is out."""
        return self.current().filter(entry__state=Entry.State.PUBLISHED)


class Pin(models.Model):
    """What those who keep order in a space have put at the top of it, until when."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="pins")
    space = models.ForeignKey(Space, models.CASCADE, related_name="pins")
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField(default=now, editable=False)
    until = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PinQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-pk"]
        verbose_name = _("pin")
        verbose_name_plural = _("pins")
        constraints = [models.UniqueConstraint(fields=["entry", "space"], name="one_pin_in_a_space")]

    def __str__(self) -> str:
        return f"{self.entry_id} on {self.space_id}"
