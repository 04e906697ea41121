"""Whether a page is true, and of use."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .pages import Page


class Opinion(models.Model):
    """Whether a page was of use to one reader, and what they tell those who answer for it. Nobody else reads that."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="opinions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="opinions_of_pages"
    )
    # Who has no account is known by what their browser keeps, so that one voice counts once.
    guest = models.CharField(max_length=64, blank=True, editable=False)
    # Where a guest wants to hear when a release says that the page was changed; gone once they have heard.
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, blank=True, editable=False)
    was_helpful = models.BooleanField(_("was helpful"))
    words = models.TextField(_("what is missing or wrong"), max_length=2000, blank=True)
    # The version that was read.
    number = models.PositiveIntegerField(default=0)
    given_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("opinion of a page")
        verbose_name_plural = _("opinions of pages")
        constraints = [
            models.UniqueConstraint(fields=["page", "person"], name="one_opinion_each", condition=~Q(person=None)),
            models.UniqueConstraint(fields=["page", "guest"], name="one_opinion_each_guest", condition=Q(person=None)),
        ]
        indexes = [models.Index(fields=["page", "-given_at"], name="opinions_of_page")]

    def __str__(self) -> str:
        return f"{self.page_id} · {'+' if self.was_helpful else '-'}"
