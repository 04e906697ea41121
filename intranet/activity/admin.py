"""The audit trail: who did what to what, and when."""

from __future__ import annotations

import json

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from intranet.core.back_office import ReadOnlyAdmin

from .models import Activity


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    """Only what is audited: who commented where is nobody's business here."""

    list_display = ("created_at", "actor", "verb", "label", "subject")
    list_filter = ("verb", "created_at")
    search_fields = ("actor__name", "actor__email", "label", "subject", "verb")
    list_select_related = ("actor",)
    date_hierarchy = "created_at"
    fields = ("created_at", "actor", "verb", "subject", "label", "told")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        return super().get_queryset(request).filter(audited=True)

    @admin.display(description=_("details"))
    def told(self, activity: Activity) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(activity.details, indent=2, ensure_ascii=False))
