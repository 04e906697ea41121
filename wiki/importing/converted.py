"""What comes of reading one file: a text, what it was called, and what of it could not be kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _


class Unreadable(ValueError):
    """This file, or this archive, is not taken. The message is a sentence for the person who brought it."""


# What a reader of the report is told. A detail (which template, which picture) stands beside it.
LOSSES = {
    "anchor": _("A link led to a place on a page that is not there; it leads to the page."),
    "archive": _("An archive inside the archive was not opened."),
    "cells": _("A table had merged cells; they were written out."),
    "embed": _("Something embedded became a link."),
    "encoding": _("Some characters could not be read."),
    "element": _("Something has no equal in a page: its words were kept."),
    "file": _("A file was not taken."),
    "formula": _("A formula was kept as it was written, not set."),
    "front_matter": _("The lines at its head could not be read; they were left out."),
    "include": _("Text that was fetched from elsewhere when the page was built is missing."),
    "link": _("A link leads to something that did not come along; its words were kept."),
    "nested": _("A table stood in another; its words were kept."),
    "picture": _("A picture did not come along."),
    "revisions": _("Earlier versions were left out; the newest was kept."),
    "shortened": _("The title was too long and was shortened."),
    "template": _("A template could not be filled in; its name and words were kept."),
    "too_long": _("The text is longer than a page can be; it was cut."),
}


class Losses(Counter[tuple[str, str]]):
    """How often what was lost: by sort, and what in particular."""

    def note(self, sort: str, detail: str = "") -> None:
        if sort not in LOSSES:
            raise KeyError(sort)
        self[sort, " ".join(detail.split())[:160]] += 1

    def rows(self) -> list[list[str | int]]:
        return [[sort, detail, count] for (sort, detail), count in sorted(self.items())]


@dataclass
class Converted:
    text: str = ""
    title: str = ""
    language: str = ""
    tags: list[str] = field(default_factory=list)
    # Who wrote it elsewhere: words, as they are nobody here.
    authors: list[str] = field(default_factory=list)
    created: datetime | None = None
    edited: datetime | None = None
    # Where it stands among its neighbours, where the file says so.
    order: float | None = None
    # Other addresses it had, or other titles.
    former: list[str] = field(default_factory=list)
    # Places within it that links may name, and the heading under which each is.
    anchors: dict[str, str] = field(default_factory=dict)
    # Pictures that were inside the file, by the name the text gives them.
    inside: dict[str, bytes] = field(default_factory=dict)
    # Files in the order in which it lists them as its chapters.
    chapters: list[str] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)
    # Written by this product: what is ours in it (@people, #tags, #12) is meant.
    is_own: bool = False
    # A page that only sends its readers on.
    leads_to: str = ""
