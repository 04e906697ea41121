from __future__ import annotations

from django.db import models

from intranet.content.models import Entry, EntryQuerySet


class Recipe(Entry):
    minutes = models.PositiveIntegerField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        app_label = "recipes"
