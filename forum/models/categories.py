"""Where topics stand, who reads them there, and who answers."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Product
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from intranet.spaces.readers import Readers, audience_of, readable_by


class TopicSort(models.TextChoices):
    QUESTION = "question", _("Question")
    PROBLEM = "problem", _("Problem")
    PRAISE = "praise", _("Praise")
    DISCUSSION = "discussion", _("Discussion")


def every_sort() -> list[str]:
    return list(TopicSort.values)


class CategoryQuerySet(models.QuerySet["Category"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The categories whose topics this viewer may read."""
        return self.filter(readable_by(viewer))

    def in_use(self) -> Self:
        return self.filter(is_archived=False)


class Category(models.Model):
    """Topics of one subject, in a community space, whose moderators keep order over them."""

    Readers = Readers

    class Writers(models.TextChoices):
        EVERYONE = "everyone", _("Whoever reads it and has an account")
        STAFF = "staff", _("Staff; others answer")

    space = models.ForeignKey(Space, models.PROTECT, related_name="categories", verbose_name=_("community"))
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    description = models.CharField(_("what for"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, blank=True, related_name="categories", verbose_name=_("product")
    )
    readers = models.CharField(_("who reads it"), max_length=9, choices=Readers.choices, default=Readers.EVERYONE)
    writers = models.CharField(_("who begins topics"), max_length=8, choices=Writers.choices, default=Writers.EVERYONE)
    # Values of TopicSort; the first is offered.
    sorts = models.JSONField(_("what can be begun"), default=every_sort)
    # What a new topic begins with.
    template = models.TextField(_("what to begin with"), max_length=4000, blank=True)
    # Who answers: a team of the house, the people to name, and within how many hours they usually do.
    team = models.ForeignKey(
        Space, models.SET_NULL, null=True, blank=True, related_name="answers_for", verbose_name=_("team that answers")
    )
    contacts: Any = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="contact_for", verbose_name=_("contacts")
    )
    reply_hours = models.PositiveSmallIntegerField(_("usual hours until an answer"), null=True, blank=True)
    # What stands before the @ of an address of ours; a customer's mail to it begins a topic.
    address = models.SlugField(_("mail address"), max_length=40, unique=True, null=True, blank=True)
    is_archived = models.BooleanField(_("archived"), default=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"category_{self.pk}"

    @property
    def team_name(self) -> str:
        """How the team that answers is called outside: by its desk. What a space is called inside stays inside. Reads
        the team and its desk: select them."""
        if self.team is None:
            return ""
        desk = getattr(self.team, "desk", None)
        return desk.name if desk is not None else ""

    @property
    def audience(self) -> str:
        """Who reads what stands here."""
        return audience_of(self.readers, self.space_id)
