"""The index knows texts by the names of their authors, too."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.accounts.personal_data import on_erase
from intranet.content.models import Entry

from .indexing import mark_changed


def _register() -> None:
    on_erase(_look_again)


def _look_again(person: User, by: User) -> None:
    mark_changed(Entry.objects.filter(author=person).values_list("pk", flat=True))


_register()
