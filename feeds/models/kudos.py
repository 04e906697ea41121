"""Kudos: a colleague thanks others in front of those who read it, for something the house values."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.content.models.entries import EntryQuerySet


class KudosValue(models.Model):
    """What one can be thanked for. Admins decide which there are."""

    class Icon(models.TextChoices):
        LAUREL = "laurel", _("Laurel")
        THANKS = "thanks", _("Thanks")
        PEOPLE = "people", _("People")
        IDEA = "idea", _("Idea")
        SHIELD = "shield", _("Shield")
        STAR = "star", _("Star")
        CHECK = "check", _("Tick")
        PORTICO = "portico", _("Portico")
        LOOKING = "looking", _("Looking glass")
        SUN = "sun", _("Sun")

    name = models.CharField(_("name"), max_length=60, unique=True)
    name_it = models.CharField(_("name in Italian"), max_length=60, blank=True)
    icon = models.CharField(_("icon"), max_length=12, choices=Icon.choices, default=Icon.LAUREL)
    tint = models.PositiveSmallIntegerField(
        _("tint"), choices=[(number, str(number)) for number in range(1, 9)], default=1
    )
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("value for kudos")
        verbose_name_plural = _("values for kudos")
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def key(self) -> str:
        return f"kudos_value_{self.pk}"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return self.name_it if self.name_it and (get_language() or "").startswith("it") else self.name


class KudosQuerySet(EntryQuerySet["Kudos"]):
    def with_people(self) -> Self:
        received = User.objects.with_byline().order_by("name", "pk")
        return super().with_people().select_related("value").prefetch_related(Prefetch("receivers", received))


class Kudos(Entry):
    """Thanks to one or more people, whose words are the entry's."""

    value = models.ForeignKey(KudosValue, models.PROTECT, related_name="kudos", verbose_name=_("value"))
    receivers: models.ManyToManyField[User, Any] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="KudosReceiver", related_name="kudos_received"
    )

    objects: ClassVar[Any] = KudosQuerySet.as_manager()

    class Meta:
        verbose_name = _("kudos")
        verbose_name_plural = _("kudos")


class KudosReceiver(models.Model):
    """Who is thanked."""

    kudos = models.ForeignKey(Kudos, models.CASCADE, related_name="thanked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kudos", "person"], name="thanked_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.kudos_id}"
