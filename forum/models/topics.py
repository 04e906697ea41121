"""A topic: what somebody asks or says before customers, and what is said in return."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry, Product, ProductVersion
from intranet.content.models.entries import EntryQuerySet

from .categories import Category, TopicSort


class TopicQuerySet(EntryQuerySet["Topic"]):
    def listed(self) -> Self:
        """Without what is found by its address alone, and what became part of another topic."""
        return self.published().in_its_place()

    def in_its_place(self) -> Self:
        # Not "is null": SQLite would find nearly all topics by the index of what was merged, and sort them.
        return self.filter(~Q(merged_into__isnull=False), unlisted=False)

    def with_place(self) -> Self:
        return self.select_related("author__company", "author__department", "space", "category")


class Topic(Entry):
    category = models.ForeignKey(Category, models.PROTECT, related_name="topics", verbose_name=_("category"))
    # It came as a mail: a draft until its author has said that it was them.
    by_mail = models.BooleanField(default=False, editable=False)
    slug = models.CharField(max_length=80, editable=False)
    sort = models.CharField(_("what it is"), max_length=10, choices=TopicSort.choices, default=TopicSort.QUESTION)
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, blank=True, related_name="topics", verbose_name=_("product")
    )
    version = models.ForeignKey(
        ProductVersion, models.SET_NULL, null=True, blank=True, related_name="topics", verbose_name=_("version")
    )
    accepted = models.OneToOneField(
        "forum.Answer", models.SET_NULL, null=True, blank=True, related_name="accepted_in", editable=False
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)

    # Tags that were chosen beside the text; those in the text are found in it.
    chosen_tags = models.JSONField(default=list, editable=False)
    answers_count = models.PositiveIntegerField(default=0, editable=False)
    views_count = models.PositiveIntegerField(default=0, editable=False)
    last_said_at = models.DateTimeField(default=now, editable=False)
    last_said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    # Found by its address and by links, in no list.
    unlisted = models.BooleanField(default=False, editable=False)
    pinned_until = models.DateTimeField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", editable=False
    )

    # Why it is closed (``comments_locked``), for readers.
    closed_reason = models.CharField(max_length=300, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    # The reply-time clock: since when somebody outside waits for an answer of the staff, and by when the category
    # promises one. Null while nobody waits.
    waiting_since = models.DateTimeField(null=True, blank=True, editable=False)
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Of which waiting those who answer have been reminded.
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    first_staff_reply_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When who asked was asked whether it is solved; once.
    nudged_at = models.DateTimeField(null=True, blank=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="topics_assigned", editable=False
    )

    objects: ClassVar[Any] = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic of the forum")
        verbose_name_plural = _("topics of the forum")
        indexes = [
            models.Index(F("category"), F("last_said_at").desc(), F("entry_ptr").desc(), name="topic_of_category"),
            models.Index(F("last_said_at").desc(), F("entry_ptr").desc(), name="topic_by_activity"),
            models.Index(fields=["due_at"], name="topic_waiting", condition=Q(waiting_since__isnull=False)),
            models.Index(fields=["assignee"], name="topic_assigned", condition=Q(assignee__isnull=False)),
        ]

    @property
    def wants_answer(self) -> bool:
        """Whether one of the answers can be the one: of a question or a problem."""
        return self.sort in (TopicSort.QUESTION, TopicSort.PROBLEM)

    @property
    def is_solved(self) -> bool:
        return self.accepted_id is not None

    def is_overdue(self, at: datetime) -> bool:
        return self.waiting_since is not None and self.due_at is not None and self.due_at < at


class Answer(Entry):
    """What is said in return: its root is the topic."""

    # Not "answer", which what people say to an event is called.
    entry_ptr = models.OneToOneField(
        Entry, models.CASCADE, parent_link=True, primary_key=True, related_name="forum_answer"
    )

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")


class Note(Entry):
    """What the staff say among themselves about a topic or an enquiry, its root. Its audience is narrower than that."""

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff note")
        verbose_name_plural = _("staff notes")
