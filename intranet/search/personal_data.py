"""The index knows texts by the names of their authors, too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.personal_data import on_erase, table
from intranet.content.models import Entry

from .alerts import forget_told
from .indexing import mark_changed, rebuild_for_an_erasure
from .models import Match, SavedSearch


def _register() -> None:
    table("saved_searches", _("Saved searches"), SavedSearch, order=41)
    table("found_by_saved_searches", _("Found by saved searches"), Match, order=42)
    on_erase(_look_again)
    on_erase(_forget)


def _forget(person: User, by: User) -> None:
    forget_told(SavedSearch.objects.filter(person=person))


def _look_again(person: User, by: User) -> None:
    mark_changed(Entry.objects.filter(author=person).values_list("pk", flat=True))
    rebuild_for_an_erasure()


_register()
