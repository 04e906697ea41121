"""What people say under an entry: comments, reactions, mentions, and who wants to hear of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Company
from intranet.content.models import Entry
from intranet.spaces.models import Space


class Comment(Entry):
    """A comment on a root entry, or a reply to such a comment. There is no third level."""

    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    # The words of the root that it is about, where it is about some: a passage that was marked.
    about = models.CharField(max_length=1000, blank=True)
    # What said under the root it is a remark on (an answer), where it is not on the root itself.
    under = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="remarks")

    # What discussion.py adds for one reader's page.
    is_tombstone: bool
    is_orphan: bool
    from_blocked: bool
    answers: list[Comment]

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")


class Reaction(models.Model):
    """One person's word of one sort about one entry. The same person may give several sorts."""

    class Sort(models.TextChoices):
        BRAVI = "bravi", _("Bravi")
        AGREE = "agree", _("Agree")
        THANKS = "thanks", _("Thanks")
        SMILE = "smile", _("Smile")
        IDEA = "idea", _("Good idea")
        LOOKING = "looking", _("Looking into it")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [
            models.UniqueConstraint(fields=["entry", "person", "sort"], name="one_reaction_of_a_sort_each"),
            models.CheckConstraint(
                condition=models.Q(sort__in=["bravi", "agree", "thanks", "smile", "idea", "looking"]),
                name="reaction_of_a_known_sort",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.sort} · {self.entry_id}"


class Vote(models.Model):
    """One person's voice for one entry of a kind that takes votes."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
    # Whose voice it is where staff cast it for a customer, and where that was said: here, or in words. Private, the
    # company is named to those alone who face it; that stands when the source has gone.
    on_behalf_of = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="votes")
    source = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    where = models.CharField(max_length=200, blank=True, default="")
    is_private = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person"], condition=models.Q(on_behalf_of=None), name="one_vote_each"
            ),
            models.UniqueConstraint(
                fields=["entry", "on_behalf_of"],
                condition=models.Q(on_behalf_of__isnull=False),
                name="one_vote_on_behalf_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.entry_id}"


class Mention(models.Model):
    """A person named with an @ in the text of an entry as it is now."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    # The text in which the name first stood: 0 when it was published, n after the nth edit. Who is named already is
    # not told again.
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="one_mention_each")]

    def __str__(self) -> str:
        return f"{self.person} in {self.entry_id}"


class TeamMention(models.Model):
    """A space named with an @, and so its members, in the text of an entry as it is now."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="team_mentions")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    # As of a Mention: the text in which it first stood.
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("mention of a team")
        verbose_name_plural = _("mentions of teams")
        constraints = [models.UniqueConstraint(fields=["entry", "space"], name="one_mention_of_a_team")]

    def __str__(self) -> str:
        return f"{self.space_id} in {self.entry_id}"


class Watch(models.Model):
    """Whether a person hears of what is said under a root entry. No row: only as author or when named."""

    class Level(models.TextChoices):
        ALL = "all", _("Every comment")
        NONE = "none", _("Only when somebody names me")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="watches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    level = models.CharField(max_length=5, choices=Level.choices, default=Level.ALL)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="one_watch_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.level} · {self.entry_id}"
