"""Polls: the answers that an entry offers to its own question, and who has chosen which."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class Poll(models.Model):
    """What one can vote on under an entry, whose words ask the question. Its number is the entry's.

    A poll ends when its time has come, whether anybody has said so or not.
    """

    class Results(models.TextChoices):
        ALWAYS = "always", _("At any time")
        VOTING = "voting", _("After voting")
        CLOSING = "closing", _("When it has closed")

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="poll", primary_key=True)
    multiple = models.BooleanField(_("several answers"), default=False)
    anonymous = models.BooleanField(_("anonymous"), default=False)
    results = models.CharField(_("results are shown"), max_length=8, choices=Results.choices, default=Results.VOTING)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    # When everybody was told that it has closed: a job that runs twice tells once.
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    voters_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(results__in=["always", "voting", "closing"]), name="poll_shows_results_somewhen"
            ),
        ]

    def __str__(self) -> str:
        return f"poll {self.entry_id}"

    def is_open(self, at: datetime | None = None) -> bool:
        return self.closes_at is None or self.closes_at > (at or now())


class PollOption(models.Model):
    """One answer, and how many have chosen it."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=160)
    votes = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["poll", "place"], name="one_option_per_place")]

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """That a person has voted: once in each poll. What for stands in ``choices``, and for an anonymous poll nowhere.

    The key is drawn by lot and no time is kept, so that the order of these rows cannot be laid beside the order in
    which the counts of an anonymous poll have grown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ballots")

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="one_ballot_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.poll_id}"


class Choice(models.Model):
    """What a ballot in a named poll says."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="choices")
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="choices")

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [models.UniqueConstraint(fields=["ballot", "option"], name="one_choice_of_an_option")]

    def __str__(self) -> str:
        return f"{self.ballot_id} · {self.option_id}"
