"""Puts attacks into every column of every table that people write into. What is no word of anybody is named here; a
column that is new is written into without being named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models

from .corpora import BRIEF, BRIEFEST

PARTS = {
    *("accounts", "api", "chat", "collab", "content", "conversation", "core", "feeds", "forum", "ideas"),
    *("moderation", "notifications", "search", "spaces", "wiki", "activity"),
}
# Names, marks and addresses by which the house finds its things.
ITS_OWN = {
    *("address", "attribute", "audience", "avatar", "birth", "channel", "consent_asked", "consent_given", "cron"),
    *("device", "endpoint", "event", "external_id", "first", "group", "handle", "intended_audience", "key", "kind"),
    *("language", "level", "made_for", "mime", "of_spaces", "old", "new", "page", "password", "path", "people_key"),
    *("picture", "place_key", "query", "readers", "secret", "salt", "slug", "sort", "stream", "subject", "time_zone"),
    *("verb", "who", "zone", "auth", "p256dh", "made_of", "wanted", "written", "did", "message_id", "body_text"),
    *("code", "key_hash", "call_link", "chat_call_link", "link", "url", "emoji", "guest"),
}
ENDINGS = ("_hash", "_html", "_token", "_digest", "digest", "prefix", "_id", "_url")
# The same name is a word here and none there.
ONES_OWN = {
    ("collab.Document", "name"),
    ("content.Attachment", "name"),
    ("moderation.MembershipRule", "value"),
    ("moderation.Case", "rule"),
    ("moderation.RuleDay", "rule"),
    ("moderation.SignUpBar", "value"),
    ("notifications.Level", "place"),
    ("notifications.Notification", "reason"),
    ("notifications.Preference", "group"),
    ("search.Shelf", "audience"),
    ("spaces.MembershipRule", "value"),
    ("wiki.ImportedPage", "source"),
}
FOLDED = "folded"
# Texts that are Markdown and may be long.
LONG = 1500
MOST_IN_ONE = 6000


def columns_of(model: type[models.Model]) -> list[Any]:
    """The columns into which people write."""
    return [
        column
        for column in model._meta.local_concrete_fields
        if type(column) in (models.CharField, models.TextField)
        and not column.choices
        and not column.primary_key
        and column.name not in ITS_OWN
        and FOLDED not in column.name
        and not column.name.endswith(ENDINGS)
        and (model._meta.label, column.name) not in ONES_OWN
    ]


def tables() -> Iterator[tuple[type[models.Model], list[Any]]]:
    for model in apps.get_models():
        if model._meta.app_label in PARTS and (columns := columns_of(model)):
            yield model, columns


class Words:
    """One attack after the other, so that each column has many of them, and in each turn others."""

    def __init__(self, attacks: list[str], turn: int) -> None:
        self.attacks, self.long, self.brief = attacks, turn * 7, count(turn)

    def for_column(self, column: Any) -> str:
        most = column.max_length or LONG
        if most >= LONG:
            return self._many(min(most, MOST_IN_ONE))
        said = BRIEF[next(self.brief) % len(BRIEF)]
        return said if len(said) + 12 <= most else BRIEFEST[:most]

    def _many(self, most: int) -> str:
        """As many as there is room for, each a paragraph of its own."""
        found: list[str] = []
        while (room := most - sum(map(len, found)) - 2 * len(found)) > 0 and len(found) < len(self.attacks):
            said = self.attacks[self.long % len(self.attacks)].replace("\x00", "\ufffd")
            if found and len(said) > room:
                break
            found.append(said[:most])
            self.long += 1
        return "\n\n".join(found)


def say_everywhere(attacks: list[str], turn: int) -> dict[str, int]:
    """Returns how many rows of each column say something wicked now."""
    words, told = Words(attacks, turn), {}
    for model, columns in tables():
        rows = list(model._base_manager.order_by("pk"))
        for row in rows:
            for column in columns:
                if getattr(row, column.attname) is None:
                    continue
                said = words.for_column(column)
                setattr(row, column.attname, _told_apart(said, row, column) if _must_differ(model, column) else said)
        names = [column.name for column in columns]
        model._base_manager.bulk_update(rows, names, batch_size=50)
        told |= {f"{model._meta.label}.{name}": len(rows) for name in names if rows}
    _render_again()
    return told


def _must_differ(model: type[models.Model], column: Any) -> bool:
    together: Iterable[Any] = (
        one.fields for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)
    )
    return column.unique or any(column.name in names or not names for names in together)


def _told_apart(said: str, row: models.Model, column: Any) -> str:
    mark = f" {row.pk}"
    return said[: (column.max_length or LONG) - len(mark)] + mark


def _render_again() -> None:
    """What is kept rendered says what its source says now."""
    from intranet.content.models import Entry
    from intranet.content.rerendering import render_older_texts
    from intranet.core.markup import render

    Entry.objects.update(renderer=0)
    assert render_older_texts(seconds=120)
    for model, _columns in tables():
        names = {column.name for column in model._meta.local_concrete_fields}
        for source in (name for name in names if f"{name}_html" in names and model is not Entry):
            for row in model._base_manager.exclude(**{source: ""}):
                rendered = render(getattr(row, source), people=lambda _handles: {}).html
                model._base_manager.filter(pk=row.pk).update(**{f"{source}_html": rendered})
