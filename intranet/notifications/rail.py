"""The number beside the inbox in the rail."""

from __future__ import annotations

from django.http import HttpRequest

from .actions import unread_count


def inbox_count(request: HttpRequest) -> int:
    return unread_count(request.user) if request.user.is_authenticated else 0
