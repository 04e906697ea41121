"""A page of the wiki, and the tree it stands in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.content.models.entries import EntryQuerySet
from intranet.core.text import fold
from intranet.spaces.models import Circle, Space
from wiki.outside import Reach, reach

# Deeper than this is not found by anybody.
DEEPEST = 20


class PageQuerySet(EntryQuerySet["Page"]):
    def in_tree(self, space: Space) -> PageQuerySet:
        """The pages of one space, as they stand beside each other: the children of one page are in order."""
        return self.published().filter(space=space).order_by("position", "pk")

    def under(self, page: Page) -> PageQuerySet:
        """Everything below a page, however deep, whatever its state; not the page itself."""
        return self.filter(path__startswith=page.path).exclude(pk=page.pk)

    def with_subtree(self, page: Page) -> PageQuerySet:
        return self.filter(path__startswith=page.path)


class Tree(models.Model):
    """The pages of one space together. Whoever changes how they stand holds this row, so that two moves never cross."""

    space = models.OneToOneField(Space, models.CASCADE, related_name="tree")
    # The page that the wiki of the space opens with.
    start = models.ForeignKey("wiki.Page", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("tree of pages")
        verbose_name_plural = _("trees of pages")

    def __str__(self) -> str:
        return f"{self.space}"


class Page(Entry):
    """``body`` is what readers see: the text of version ``published_number``. What is being written, the working text,
    is the co-edited document ``page_<id>``; versions are kept of it."""

    class Reads(models.TextChoices):
        INHERIT = "", _("As the page above it")
        SPACE = "space", _("The people of the space")
        CHOSEN = "chosen", _("Chosen people, teams and companies")
        CUSTOMERS = "customers", _("Staff and all customers")
        PUBLIC = "public", _("Everyone, also without an account")

    class Edits(models.TextChoices):
        INHERIT = "", _("As the page above it")
        MEMBERS = "members", _("Whoever may write in the space")
        KEEPERS = "keepers", _("Its owner, and owners and moderators of the space")
        CHOSEN = "chosen", _("Chosen people and teams")

    class Proposing(models.TextChoices):
        INHERIT = "", _("As the page above it")
        NOBODY = "nobody", _("Nobody")
        SIGNED_IN = "signed_in", _("Whoever may read it and has an account")
        READERS = "readers", _("Whoever may read it, also without an account")

    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    # "/3/12/": the ids of the pages above it, and its own.
    path = models.CharField(max_length=255, editable=False, db_index=True)
    # Among its siblings; with gaps, so that a move is one row.
    position = models.BigIntegerField(default=0, editable=False)
    slug = models.CharField(max_length=80, editable=False)
    folded_title = models.CharField(max_length=200, editable=False, db_index=True)

    reads = models.CharField(_("who reads it"), max_length=9, choices=Reads.choices, blank=True, default="")
    reads_circle = models.ForeignKey(Circle, models.PROTECT, null=True, blank=True, related_name="+")
    edits = models.CharField(_("who edits it"), max_length=7, choices=Edits.choices, blank=True, default="")
    edits_circle = models.ForeignKey(Circle, models.PROTECT, null=True, blank=True, related_name="+")
    proposals = models.CharField(
        _("who proposes changes"), max_length=9, choices=Proposing.choices, blank=True, default=""
    )
    locked_at = models.DateTimeField(null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    lock_reason = models.CharField(_("reason"), max_length=200, blank=True)

    # Of a page outside and what stands under it: whether robots are asked to leave it out.
    noindex = models.BooleanField(_("search engines leave it out"), default=False)

    is_template = models.BooleanField(_("is a template"), default=False)

    # Who answers for its being true: a person, or a team.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="pages_owned"
    )
    owner_team = models.ForeignKey(Space, models.SET_NULL, null=True, blank=True, related_name="pages_owned")
    review_months = models.PositiveSmallIntegerField(_("look at it again every (months)"), null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    # The version that was found to be true, and the day by which somebody is to look again.
    verified_number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    review_due = models.DateField(null=True, blank=True, editable=False, db_index=True)
    # The last day on which those who answer for it were told that it is due.
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    # The page it says in another language, and the number of the version of that which it was made from.
    translation_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="translations", editable=False
    )
    translated_number = models.PositiveIntegerField(null=True, blank=True, editable=False)

    # The page whose deletion took this one along; it comes back with it.
    trashed_with = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    # The numbers of the newest version, and of the one that readers see.
    version_number = models.PositiveIntegerField(default=0, editable=False)
    published_number = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [
            models.CheckConstraint(
                condition=Q(reads="chosen", reads_circle__isnull=False) | ~Q(reads="chosen"),
                name="chosen_readers_known",
            ),
            models.CheckConstraint(
                condition=Q(edits="chosen", edits_circle__isnull=False) | ~Q(edits="chosen"),
                name="chosen_editors_known",
            ),
        ]
        indexes = [models.Index(fields=["parent", "position"], name="page_among_siblings")]

    @property
    def document(self) -> str:
        """The name of the co-edited document that holds its working text."""
        return f"page_{self.entry_id}"

    @property
    def ancestor_ids(self) -> list[int]:
        """The pages above it, the top first."""
        return [int(part) for part in self.path.split("/") if part][:-1]

    @property
    def depth(self) -> int:
        return self.path.count("/") - 2

    @property
    def is_stale(self) -> bool:
        """Whether nobody has looked whether it is still true by the day by which somebody was to."""
        return self.review_due is not None and self.review_due <= localdate()

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def reach(self) -> Reach | None:
        """How far outside of the house it is read: "street", "customers", or not at all."""
        if self.space is not None and self.wanted_audience == self.space.audience:
            return "street" if self.space.is_community else None
        return reach(self.wanted_audience)

    @property
    def is_outside(self) -> bool:
        """Whether people who are not of the house read it."""
        return self.reach is not None

    @property
    def publishes_itself(self) -> bool:
        """Inside the house, quiet time publishes; what leaves it, or takes a lane, is published by hand."""
        from intranet.moderation.lanes.finding import lane_for  # noqa: PLC0415 - models are read before all parts are

        return not (self.is_held or self.is_outside) and lane_for(self.space_id, self.wanted_audience) is None

    @property
    def has_unpublished(self) -> bool:
        return self.version_number > self.published_number

    def set_title(self, title: str) -> None:
        self.title = title
        self.folded_title = fold(title)[:200]
        self.slug = slugify(title)[:80] or "page"


class FormerTitle(models.Model):
    """What a page was called before; what was linked by that name still finds it."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="former_titles")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    folded = models.CharField(max_length=200)
    until = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("former title")
        verbose_name_plural = _("former titles")
        constraints = [models.UniqueConstraint(fields=["page", "space", "folded"], name="one_former_title_each")]
        indexes = [models.Index(fields=["space", "folded"], name="former_title_in_space")]

    def __str__(self) -> str:
        return self.folded
