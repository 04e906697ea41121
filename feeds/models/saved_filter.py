"""Ways to look at the home feed that a person has kept under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """``query`` is the query string of the page it stands for. The default one opens when no other is asked for."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=400, blank=True)
    is_default = models.BooleanField(_("open with this"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="one_saved_filter_of_a_name"),
            models.UniqueConstraint(fields=["person"], condition=Q(is_default=True), name="one_default_filter_each"),
        ]

    def __str__(self) -> str:
        return self.name
