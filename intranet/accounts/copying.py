"""Making the file of a person's own data: long work, for a job, outside of any transaction."""

from __future__ import annotations

import secrets
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import translation

from .actions.own_data import copy_is_ready
from .archive import write_archive
from .models import DataCopy


def make_copy(copy: DataCopy) -> bool:
    """Write the file and say that it is there. Run twice, it is made once."""
    person = copy.person
    if copy.state != DataCopy.State.WAITING or not person.is_active:
        return False
    path = f"copies/{secrets.token_hex(24)}.zip"
    with NamedTemporaryFile(dir=settings.DATA, suffix=".zip") as out:
        with translation.override(person.language):
            write_archive(person, out)
        size = out.tell()
        out.seek(0)
        default_storage.save(path, File(out))
    if not copy_is_ready(copy, path=path, size=size, by=person):
        default_storage.delete(path)
        return False
    return True
