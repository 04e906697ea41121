"""Where ideas are gathered, who reads them there, and what they are sorted into."""

from __future__ import annotations

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from intranet.core.known_addresses import path_to
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from intranet.spaces.readers import Readers, audience_of, readable_by


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The boards whose ideas this viewer may read."""
        return self.filter(readable_by(viewer))

    def in_use(self) -> Self:
        return self.filter(is_archived=False, space__archived_at=None)


class Board(models.Model):
    """Ideas about one thing, in a space whose owners and moderators keep them. Of a community space customers, or
    everybody, read and take part as ``readers`` says; of any other its people."""

    Readers = Readers

    class Writers(models.TextChoices):
        EVERYONE = "everyone", _("Whoever reads it and has an account")
        STAFF = "staff", _("Staff; others vote and comment")

    space = models.ForeignKey(Space, models.PROTECT, related_name="boards", verbose_name=_("space"))
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, editable=False)
    description = models.CharField(_("what for"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    readers = models.CharField(_("who reads it"), max_length=9, choices=Readers.choices, default=Readers.EVERYONE)
    writers = models.CharField(_("who suggests"), max_length=8, choices=Writers.choices, default=Writers.EVERYONE)
    # How many ideas that are not decided or still under way one person votes for at a time; null: as many as they like.
    votes_per_person = models.PositiveSmallIntegerField(
        _("votes a person has"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    # After how many days without a word or a vote an open idea cools down; null: never.
    idle_days = models.PositiveSmallIntegerField(
        _("days until an idle idea cools down"), null=True, blank=True, validators=[MinValueValidator(7)]
    )
    is_archived = models.BooleanField(_("archived"), default=False)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("board")
        verbose_name_plural = _("boards")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = slugify(self.name)[:80].strip("-") or "board"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return path_to("ideas:board", self.pk, self.slug)

    @property
    def key(self) -> str:
        return f"board_{self.pk}"

    @property
    def audience(self) -> str:
        """Who reads what stands here."""
        return audience_of(self.readers, self.space_id)


class Category(models.Model):
    """What the ideas of one board are about; an idea is of one, or of none."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="categories", verbose_name=_("board"))
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("category of ideas")
        verbose_name_plural = _("categories of ideas")
        constraints = [models.UniqueConstraint(fields=["board", "name"], name="one_category_of_a_name")]

    def __str__(self) -> str:
        return self.name
