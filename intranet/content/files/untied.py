"""Files that were uploaded and belong to nothing: which of them somebody still wants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from intranet.content.models import Attachment

Wanted = Callable[[], QuerySet[Any]]
_wanted: list[Wanted] = []


def also_wanted(ids: Wanted) -> Wanted:
    """Let an app keep files that no entry has yet (those of a draft): a query of their ids."""
    if ids not in _wanted:
        _wanted.append(ids)
    return ids


def attachments_of_nothing(*, created_before: datetime) -> QuerySet[Attachment]:
    found = Attachment.objects.filter(entry__isnull=True, created_at__lt=created_before)
    for ids in _wanted:
        found = found.exclude(pk__in=ids())
    return found
