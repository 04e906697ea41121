"""What admins decide about the feed: which values kudos are given for."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .kudos.actions import keep_value
from .models import KudosValue


@admin.register(KudosValue)
class KudosValueAdmin(admin.ModelAdmin):
    """A value is not deleted, since kudos were given for it; it can stop being offered."""

    list_display = ["name", "name_it", "icon", "tint", "place", "is_offered"]
    list_filter = ["is_offered"]
    search_fields = ["name", "name_it"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: KudosValue, form: Any, change: bool) -> None:
        keep_value(obj, by=request.user, is_new=not change)  # type: ignore[arg-type]
