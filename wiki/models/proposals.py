"""What readers would have otherwise in a page, and what was decided about each piece of it."""

from __future__ import annotations

import zlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.core.edits import Edit

from .pages import Page
from .versions import Version


class Proposal(Entry):
    """A page as somebody would have it: ``base_number`` is the version it began from, ``body`` says why.

    It is an entry, so that it is discussed, followed, reported and handed out as everything else that people write.
    Its words of the page are not in ``body``: what is rejected is seen by whoever proposed it and by reviewers only.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Accepted in part")
        REJECTED = "rejected", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    of_page = models.ForeignKey(Page, models.CASCADE, related_name="suggestions")
    base_number = models.PositiveIntegerField()
    packed = models.BinaryField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    # Rises when whoever proposed it changes it: decisions stand in the round in which they were made.
    round = models.PositiveSmallIntegerField(default=1)
    # Whether something was decided that the proposer has not been told of.
    is_untold = models.BooleanField(default=False)
    # Of somebody without an account.
    guest_name = models.CharField(max_length=80, blank=True)
    guest_email = models.EmailField(blank=True)

    # What hydrating adds: the pieces that one reader may see.
    pieces: list[Hunk]

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes: ClassVar = [models.Index(fields=["of_page", "outcome"], name="proposal_of_page")]

    @property
    def text(self) -> str:
        return zlib.decompress(bytes(self.packed)).decode() if self.packed else ""

    @text.setter
    def text(self, text: str) -> None:
        self.packed = zlib.compress(text.encode("utf-8", "replace"), 6)

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN

    @property
    def is_guests(self) -> bool:
        return bool(self.guest_name)

    @property
    def proposer_name(self) -> str:
        return self.guest_name or self.author.name


class Hunk(models.Model):
    """One piece of a proposal, decided by itself: ``before`` stood in the base text from ``start`` to ``end``."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Not accepted")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="hunks")
    round = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    # What the reviewer made of it, where that is something else; a text, or None.
    adjusted = models.TextField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    # The version in which it came into the page.
    version = models.ForeignKey(Version, models.SET_NULL, null=True, blank=True, related_name="accepted_hunks")

    class Meta:
        ordering = ["round", "number"]
        verbose_name = _("piece of a proposal")
        verbose_name_plural = _("pieces of proposals")
        constraints = [models.UniqueConstraint(fields=["proposal", "round", "number"], name="one_hunk_of_a_number")]
        indexes: ClassVar = [
            models.Index(
                fields=["proposal"], name="hunk_to_credit", condition=Q(state="accepted", version__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} · {self.round}.{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def wanted(self) -> str:
        """The text that was accepted, or is asked for."""
        return self.after if self.adjusted is None else self.adjusted

    @property
    def edit(self) -> Edit:
        return Edit(self.start, self.end, self.wanted)
