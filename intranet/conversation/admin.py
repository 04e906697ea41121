"""Reactions in the back office. Comments are entries and stand in the list of entries."""

from __future__ import annotations

from django.contrib import admin

from intranet.core.back_office import ReadOnlyAdmin

from .models import Reaction


@admin.register(Reaction)
class ReactionAdmin(ReadOnlyAdmin):
    list_display = ("id", "entry_id", "person", "sort", "created_at")
    list_filter = ("sort", "created_at")
    search_fields = ("=entry__id", "person__name", "person__email")
    list_select_related = ("person",)
    fields = ("entry_id", "person", "sort", "created_at")
    readonly_fields = fields
