"""What the admin lists share: rows are looked at; what changes them is a button that calls an action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list and its rows, without a way to add, change or delete: those are actions of the product."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def for_each(
    request: HttpRequest, rows: QuerySet[Any], do: Callable[[Any], Any], *, done: Callable[[int], str]
) -> None:
    """Call an action on each row and tell the admin what came of it; a refusal is told and stops nothing else."""
    changed = 0
    for row in rows:
        try:
            changed += bool(do(row))
        except ValidationError as error:
            messages.error(request, f"{row}: {' '.join(error.messages)}")
        except PermissionDenied as refusal:
            messages.error(request, f"{row}: {refusal}")
    messages.success(request, done(changed))
