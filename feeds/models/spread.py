"""What goes with a broadcast: questions about it, its public twin, the mail that carried it, and who reads the news
without an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry
from intranet.content.models.entries import EntryQuerySet
from intranet.notifications.models import ListReader, SentOnce

from .broadcast import Broadcast
from .post import Post


class BroadcastQuestion(Entry):
    """What somebody would like to know about a broadcast, its root. The answer stands with it, for all who read it."""

    entry_ptr = models.OneToOneField(
        Entry, models.CASCADE, parent_link=True, primary_key=True, related_name="broadcast_question"
    )
    # The answer in Markdown and rendered, as an entry has its own words.
    answer = models.TextField(_("answer"), blank=True)
    answer_html = models.TextField(blank=True, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The question that asked the same: one answer is for both. Never one that was itself joined into another.
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")

    # What completing a list for one reader adds: whether they want to know it, too, and may say so; and what was joined
    # into it, for them.
    is_mine = False
    may_vote = False
    joined: Sequence[BroadcastQuestion] = ()

    objects: ClassVar[Any] = EntryQuerySet["BroadcastQuestion"].as_manager()

    class Meta:
        verbose_name = _("question about a broadcast")
        verbose_name_plural = _("questions about broadcasts")

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_merged(self) -> bool:
        """Whether it is shown with another; by itself again when that one is gone."""
        return self.merged_into is not None and self.merged_into.is_published


class Twin(models.Model):
    """The same in other words for everybody. It waits until its broadcast comes out, and comes out in that moment."""

    broadcast = models.OneToOneField(Broadcast, models.CASCADE, related_name="twin")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("words for the public"))
    # Whether it stays public when its broadcast is withdrawn or expires; and when it was taken away with it.
    stays = models.BooleanField(_("stays when the broadcast goes"), default=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When a moderator has hidden it with its broadcast: restored together, too.
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What it has become: a public post. None while it waits.
    post = models.OneToOneField(Post, models.SET_NULL, null=True, blank=True, related_name="twin_of")
    written_at = models.DateTimeField(default=now, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Why it did not come out with its broadcast.
    refusal = models.CharField(max_length=300, blank=True, editable=False)
    # When the readers of the news were begun to be written to.
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("public twin")
        verbose_name_plural = _("public twins")

    def __str__(self) -> str:
        return self.title


class Mailing(models.Model):
    """A broadcast mailed to everybody whom it is for, whatever they want to be mailed: by whom, when, to how many."""

    broadcast = models.ForeignKey(Broadcast, models.CASCADE, related_name="mailings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("why by mail"), max_length=300)
    # As they were when it was ordered; what became of each is in ``Mailed``.
    people = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        indexes = [models.Index(fields=["by", "at"], name="mailings_of_person")]

    def __str__(self) -> str:
        return f"{self.broadcast_id} · {self.at:%Y-%m-%d}"


class Mailed(models.Model):
    """One mailing on its way to one person: once, however often the job runs. Without ``sent_at`` there was no way."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="mailed")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person mailed")
        verbose_name_plural = _("people mailed")
        constraints = [models.UniqueConstraint(fields=["mailing", "person"], name="mailed_once_each")]

    def __str__(self) -> str:
        return f"{self.mailing_id} → {self.person_id}"


class NewsReader(ListReader):
    """An address that wants public news by mail."""

    class Meta:
        verbose_name = _("reader of the news")
        verbose_name_plural = _("readers of the news")
        indexes = [models.Index(F("asked_at"), name="news_reader_waiting", condition=Q(confirmed_at=None))]


class NewsSent(SentOnce):
    """One twin on its way to one address."""

    reader = models.ForeignKey(NewsReader, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("news sent")
        verbose_name_plural = _("news sent")
        constraints = [models.UniqueConstraint(fields=["reader", "post"], name="news_are_sent_once")]

    def __str__(self) -> str:
        return f"{self.post_id} → {self.reader_id}"
