"""Addresses that mail comes back from, for whoever runs the house."""

from __future__ import annotations

from django.contrib import admin

from intranet.core.back_office import ReadOnlyAdmin

from .models import MailTrouble


@admin.register(MailTrouble)
class MailTroubleAdmin(ReadOnlyAdmin):
    list_display = ["person", "address", "why", "hard", "soft", "last_at", "stopped_at", "said"]
    list_filter = ["why", ("stopped_at", admin.EmptyFieldListFilter)]
    list_select_related = ["person"]
    search_fields = ["address", "person__name"]
