"""What has become of an idea: names the house chooses, each with one of six meanings that the product knows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Meaning(models.TextChoices):
    OPEN = "open", _("Open")
    REVIEW = "review", _("Under review")
    PLANNED = "planned", _("Planned")
    PROGRESS = "progress", _("In progress")
    DELIVERED = "delivered", pgettext_lazy("idea", "Delivered")
    DECLINED = "declined", _("Declined")


# While it means one of these a vote for it is in use, and nothing has been decided for good.
LIVE = (Meaning.OPEN, Meaning.REVIEW, Meaning.PLANNED, Meaning.PROGRESS)


class Colour(models.TextChoices):
    """The colours of badges, by what they say elsewhere; blue is left to what customers can see."""

    ITS_MEANING = "", _("That of what it means")
    QUIET = "plain", _("Grey")
    WAITS = "caution", _("Ochre")
    GOES_ON = "accent", _("Green")
    DONE = "solid", _("Full green")
    NO = "danger", _("Red")


_COLOURS = {
    Meaning.REVIEW: Colour.WAITS,
    Meaning.PLANNED: Colour.GOES_ON,
    Meaning.PROGRESS: Colour.GOES_ON,
    Meaning.DELIVERED: Colour.DONE,
}


class Status(models.Model):
    """One for the whole house. Without a name of its own it is called what it means, in the reader's language."""

    name = models.CharField(_("name"), max_length=40, blank=True)
    slug = models.SlugField(max_length=40, unique=True, editable=False)
    meaning = models.CharField(_("what it means"), max_length=9, choices=Meaning.choices)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    colour = models.CharField(_("colour"), max_length=8, choices=Colour.choices, blank=True, default="")
    is_archived = models.BooleanField(_("archived"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("status")
        verbose_name_plural = _("statuses")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name or str(Meaning(self.meaning).label)

    @property
    def key(self) -> str:
        return f"ideastatus_{self.pk}"

    @property
    def shown_colour(self) -> str:
        """The kind of badge it is shown as; "" for the quiet one."""
        shown = self.colour or _COLOURS.get(Meaning(self.meaning), "")
        return "" if shown == Colour.QUIET else str(shown)

    @property
    def is_live(self) -> bool:
        return self.meaning in LIVE


class StatusChange(models.Model):
    """One step in the life of an idea, with what was said about it then."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="status_changes")
    before = models.ForeignKey(Status, models.PROTECT, related_name="+")
    after = models.ForeignKey(Status, models.PROTECT, related_name="+")
    # The official answer given with it, as Markdown.
    answer = models.TextField(blank=True)
    answer_html = models.TextField(blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
