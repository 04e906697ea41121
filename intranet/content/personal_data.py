"""What a person has written and uploaded: also where they no longer read, also what is hidden or deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.personal_data import Chapter, Rows, on_erase, on_erase_texts, register, table

from .actions.erasing import erase_loose_ends, erase_words
from .kinds import all_kinds
from .models import Attachment, Credit, Pin, Placement, Revision, Series, Stance, Timing

_ENTRY = (
    "id",
    "kind",
    "state",
    "title",
    "body",
    "language",
    "audience",
    "intended_audience",
    "space_id",
    "root_id",
    "created_at",
    "published_at",
    "edited_at",
    "withdrawal_reason",
    "comments_count",
    "reaction_counts",
)


def _register() -> None:
    register(Chapter("entries", _("What you wrote"), _entries, order=20))
    table("earlier_texts", _("Earlier versions of it"), Revision, of="editor", goes=False, order=21)
    register(Chapter("files", _("Files"), _file_rows, files=_files, order=22))
    table("times", _("Scheduled"), Timing, of="entry__author", order=23)
    table("series", _("Series"), Series, of="owner", goes=False, order=24)
    table("placements", _("Shown in further spaces"), Placement, of="placed_by", goes=False, order=25)
    table("pins", _("Pinned"), Pin, of="pinned_by", goes=False, order=26)
    table("credits", _("Where you are named for your words"), Credit, also=["entry__title"], order=27)
    table("stances", _("Followed, muted and blocked"), Stance, of="holder", also=["tag__name"], order=30)
    on_erase(lambda person, by: erase_loose_ends(person, by=by))
    on_erase_texts(lambda person, by: erase_words(person, by=by))


def _entries(person: User) -> Rows:
    """Each with what its kind adds: the link of a post, the place of an event."""
    for model in [kind.model_class for kind in all_kinds()]:
        columns = [
            column.attname
            for column in model._meta.local_concrete_fields
            if not column.primary_key and "token" not in column.name
        ]
        found = model._default_manager.filter(author=person).order_by("-pk")
        yield from found.values(*_ENTRY, *columns).iterator(chunk_size=200)


def _uploaded(person: User) -> Any:
    return Attachment.objects.filter(uploader=person).order_by("-created_at")


def _file_rows(person: User) -> Rows:
    columns = ("id", "name", "size", "mime", "alt_text", "state", "entry_id", "created_at")
    return _uploaded(person).values(*columns).iterator(chunk_size=500)


def _files(person: User) -> Iterable[tuple[str, str]]:
    for file in _uploaded(person).iterator(chunk_size=200):
        yield f"{file.pk.hex[:8]}-{file.name}", str(file.file.name)


_register()
