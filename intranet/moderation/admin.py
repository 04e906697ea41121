from __future__ import annotations

from django.contrib import admin

from intranet.core.back_office import ReadOnlyAdmin

from .models import Flag


@admin.register(Flag)
class FlagAdmin(ReadOnlyAdmin):
    """Reports and what became of them; decisions are made on the moderation page, with a reason."""

    list_display = ("created_at", "reason", "by", "state", "decided_by", "decided_at", "decision_note")
    list_filter = ("state", "reason")
    search_fields = ("by__name", "decided_by__name")
    list_select_related = ("by", "decided_by")
    fields = ("created_at", "entry_id", "reason", "note", "by", "state", "decided_by", "decided_at", "decision_note")
    readonly_fields = ("entry_id",)
