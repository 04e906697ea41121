"""The bytes that were brought go when they are of no more use."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction

from wiki.models import PageImport


def forget_bytes(passage: PageImport) -> None:
    if path := passage.path:
        PageImport.objects.filter(pk=passage.pk).update(path="")
        transaction.on_commit(lambda: default_storage.delete(path), robust=True)
