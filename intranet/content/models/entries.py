"""The envelope every piece of writing travels in.

``Entry`` holds what the whole house must know of a post, a comment, a page or a message: who wrote it, where it
lives, who may see it, in what state it is. The parts extend it by multi-table inheritance and add only what is
theirs, so reactions, attachments, mentions, tags, flags and history are written once.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from intranet.content import floors
from intranet.core.text import excerpt, fold
from intranet.spaces.audiences import ORG, Viewer, audiences_of
from intranet.spaces.models import Space

if TYPE_CHECKING:
    pass


# The audience of what was deleted: no one holds it.
NOBODY = "nobody"


class Tag(TagBase):
    """A word people file things under. Case does not matter: ``#Budget`` and ``#budget`` are one."""

    folded_name = models.CharField(max_length=120, editable=False, default="", db_index=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = fold(self.name)[:120]
        super().save(*args, **kwargs)


class TaggedEntry(ItemBase):
    content_object = models.ForeignKey("Entry", models.CASCADE, related_name="tagged_entries")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="one_tagging_each")]


E = TypeVar("E", bound="Entry")


class EntryQuerySet(models.QuerySet[E]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What this viewer may read. The only place where this rule is written.

        Drafts and scheduled entries have the author's own audience, held and hidden ones that of their review,
        deleted ones ``nobody``: so an audience says it all, but for what was said in a place before a late comer's
        time (``floors``). Authorship opens nothing.
        """
        seen = self.filter(audience__in=audiences_of(viewer))
        for out_of_sight in floors.below(viewer):
            seen = seen.exclude(out_of_sight)
        return seen

    def published(self) -> Self:
        return self.filter(state=Entry.State.PUBLISHED)

    def in_feed(self) -> Self:
        """Published entries of the kinds that appear in feeds, newest first, on the partial index made for it."""
        return self.filter(in_feed=True, published_at__isnull=False).order_by("-published_at", "-pk")

    def without_blocked(self, viewer: Viewer) -> Self:
        """What every list leaves out for this viewer, though it may be read: entries of people they have blocked."""
        from intranet.content.stances import blocked_by  # noqa: PLC0415 - it reads what this module defines

        blocked = blocked_by(viewer)
        return self.exclude(author__in=blocked) if blocked else self

    def in_discussion_of(self, root: Entry) -> Self:
        """Everything said under ``root``, tombstones included (their body is empty by then)."""
        return self.filter(root_id=root.entry_id)

    def standing_for(self, viewer: Viewer) -> Self:
        """For discussions: what this viewer may read, and the places of what was taken away. ``empty_tombstone``
        must be asked of each before its words are used."""
        return self.filter(
            Q(audience__in=audiences_of(viewer)) | Q(state__in=[Entry.State.DELETED, Entry.State.HIDDEN])
        )

    def recoverable_by(self, viewer: Viewer) -> Self:
        """What this viewer deleted and may bring back, where the viewer still belongs."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(state=Entry.State.DELETED, withdrawn_by=viewer, intended_audience__in=audiences_of(viewer))

    def taken_from(self, viewer: Viewer) -> Self:
        """What was deleted or hidden and what this viewer could read before: that it is gone may be said to them."""
        gone = self.filter(
            state__in=[Entry.State.DELETED, Entry.State.HIDDEN], intended_audience__in=audiences_of(viewer)
        )
        for out_of_sight in floors.below(viewer):
            gone = gone.exclude(out_of_sight)
        return gone

    def with_people(self) -> Self:
        return self.select_related("author__department", "author__company", "space")


class Entry(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        HELD = "held", _("Waiting for review")
        PUBLISHED = "published", _("Published")
        HIDDEN = "hidden", _("Hidden by a moderator")
        DELETED = "deleted", _("Deleted")

    kind = models.CharField(max_length=40, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="entries")
    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="entries")
    # What a comment, an answer or a reply belongs to; null for what stands by itself.
    root = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="discussion")
    audience = models.CharField(max_length=40, default=ORG)
    # While state is draft, scheduled, held, hidden or deleted: the audience it had, or will have.
    intended_audience = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    in_feed = models.BooleanField(default=False, editable=False)

    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(blank=True, editable=False)
    # Plain words of the body, for excerpts, search and mail.
    body_text = models.TextField(blank=True, editable=False)
    renderer = models.PositiveSmallIntegerField(default=0, editable=False)
    language = models.CharField(max_length=8, blank=True)

    created_at = models.DateTimeField(default=now, editable=False)
    # Null until it is out, and never in the future.
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    active_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Who took it away (deleted or hidden), when, and the sentence the author is told.
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    withdrawal_reason = models.CharField(max_length=500, blank=True, editable=False)

    # Made by the browser: pressing twice makes one entry.
    client_id = models.UUIDField(null=True, blank=True)
    comments_locked = models.BooleanField(default=False)
    comments_count = models.PositiveIntegerField(default=0, editable=False)
    # {"bravi": 3}: recounted in the transaction of each reaction.
    reaction_counts = models.JSONField(default=dict, editable=False)
    revisions_count = models.PositiveIntegerField(default=0, editable=False)
    # Of a kind that takes votes: recounted in the transaction of each vote.
    votes_count = models.PositiveIntegerField(default=0, editable=False)

    tags = TaggableManager(through=TaggedEntry, blank=True)

    # True of an object while it is being published: nothing hangs on its row yet, so nobody need ask.
    is_new = False

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="one_entry_per_client_id"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="published_has_a_date"
            ),
        ]
        indexes = [
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="entry_feed",
                condition=Q(in_feed=True, published_at__isnull=False),
            ),
            models.Index(
                F("audience"),
                F("published_at").desc(),
                F("id").desc(),
                name="entry_feed_of_audience",
                condition=Q(in_feed=True, published_at__isnull=False),
            ),
            models.Index(
                F("active_at").desc(),
                F("id").desc(),
                name="entry_feed_by_activity",
                condition=Q(in_feed=True, active_at__isnull=False),
            ),
            models.Index(
                F("audience"),
                F("active_at").desc(),
                F("id").desc(),
                name="entry_activity_of_audience",
                condition=Q(in_feed=True, active_at__isnull=False),
            ),
            models.Index(fields=["root", "id"], name="entry_discussion", condition=Q(root__isnull=False)),
            models.Index(fields=["author", "-published_at"], name="entry_of_author"),
            models.Index(fields=["state", "space"], name="entry_in_review", condition=Q(state__in=["held", "hidden"])),
            models.Index(fields=["space", "kind"], name="entry_of_space"),
        ]

    def __str__(self) -> str:
        return self.title or excerpt(self.body_text, 80)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if type(self) is not Entry and not self.kind:
            self.kind = self._meta.label_lower
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        from intranet.content.kinds import url_of  # noqa: PLC0415 - kinds imports this module

        return url_of(self)

    @property
    def card_template(self) -> str:
        """What shows it in a mixed list."""
        from intranet.content.kinds import kind_of  # noqa: PLC0415 - kinds imports this module

        return kind_of(self).card

    @property
    def entry_id(self) -> int:
        return getattr(self, "entry_ptr_id", self.pk)

    @property
    def key(self) -> str:
        """The reference of this entry: its stream, its index key, its subject in the ledger."""
        return f"entry_{self.entry_id}"

    @property
    def address(self) -> str:
        """Under which everything lies that can be done with it, whatever its kind: "/entries/12/"."""
        return f"{_entries()}{self.entry_id}/"

    @property
    def root_address(self) -> str:
        return f"{_entries()}{self.root_entry_id}/"

    @property
    def audit_label(self) -> str:
        """What the audit trail calls it: without its words, which whoever reads the trail may not be meant to read."""
        return f"{self.kind} {self.entry_id}"

    @property
    def root_entry_id(self) -> int:
        return self.root_id or self.entry_id

    @property
    def root_key(self) -> str:
        """The stream that carries this entry's discussion: comments, reactions, edits."""
        from intranet.content.kinds import stream_of  # noqa: PLC0415 - kinds imports this module

        return stream_of(self)

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_waiting(self) -> bool:
        """Whether it has never been out: scheduled, or taken back from there."""
        return self.state in (self.State.SCHEDULED, self.State.DRAFT)

    @property
    def is_shared(self) -> bool:
        """Whether further spaces show it (``Placement``); what stays where it is may be for a circle all the same."""
        if self.space_id is None or not self.wanted_audience.startswith("circle_"):
            return False
        from intranet.content.kinds import known  # noqa: PLC0415 - kinds imports this module

        kind = known(self.kind)
        return kind is None or not kind.stays

    @property
    def is_held(self) -> bool:
        """Whether a moderator looks at it before anybody else does."""
        return self.state == self.State.HELD

    @property
    def is_deleted(self) -> bool:
        return self.state == self.State.DELETED

    @property
    def is_hidden(self) -> bool:
        return self.state == self.State.HIDDEN

    def empty_tombstone(self, viewer: Viewer | None = None) -> bool:
        """Whether, for this viewer (None: for everyone alike), only its place may be shown; then its words are gone
        from the object."""
        gone = self.is_deleted or (self.is_hidden and (viewer is None or self.audience not in audiences_of(viewer)))
        if gone:
            self.title = self.body = self.body_html = self.body_text = ""
        return gone

    @property
    def review_audience(self) -> str:
        """Who reads it while it is held or hidden: its moderators and the author."""
        return f"review_{self.entry_id}"

    @property
    def wanted_audience(self) -> str:
        """The audience it has, or will have again when it is out."""
        return self.intended_audience or self.audience


@cache
def _entries() -> str:
    return reverse("content:entry", args=[0]).removesuffix("0/")


class Revision(models.Model):
    """The text of an entry before an edit. The newest text is on the entry itself."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    # When this text came to be, which is when the edit before it was made.
    written_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    # The chosen tags before somebody else than its author gave it others, or another title; null for edits.
    tags = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_revision_per_number")]

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.number}"
