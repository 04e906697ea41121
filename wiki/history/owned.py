"""Who wrote what, as it stands on the page: beside each block its authors, and in it what others wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from intranet.accounts.models import User
from intranet.spaces.audiences import Viewer
from wiki.models import Page, Version

from .authorship import OwnedBlock, Span
from .blocks import Block
from .comparing import Run
from .reading import people_of, versions_read_by, with_people
from .showing import html_of

# What somebody added here and there within a block is named, up to so many.
_MOST_NAMED = 4


@dataclass(frozen=True)
class Owner:
    """A version that words came in: whose it is, and whether this reader may open it."""

    version: Version
    people: list[User]
    is_open: bool

    @property
    def name(self) -> str:
        return ", ".join(person.name for person in self.people)

    @property
    def tint(self) -> int:
        """As the first of them has it everywhere."""
        return self.people[0].tint if self.people else 0


@dataclass(frozen=True)
class OwnedRow:
    """``is_new``: it is by somebody else than the block before, so the name is said again."""

    block: Block
    html: SafeString
    owners: list[Owner]
    is_new: bool

    @property
    def level(self) -> int:
        return min(self.block.level + 1, 6)


class Owners:
    """The versions that are named on one page, with their people: two questions, whatever their number."""

    def __init__(self, page: Page, viewer: Viewer, numbers: Collection[int]) -> None:
        open_ones = set(versions_read_by(viewer, page).filter(number__in=numbers).values_list("number", flat=True))
        found = with_people(Version.objects.filter(page=page, number__in=numbers).defer("packed"))
        self._by_number = {
            version.number: Owner(version, people_of(version), version.number in open_ones) for version in found
        }

    def of(self, number: int) -> Owner | None:
        return self._by_number.get(number)

    @property
    def people(self) -> list[User]:
        newest_first = sorted(self._by_number.values(), key=lambda owner: -owner.version.number)
        return list({person.pk: person for owner in newest_first for person in owner.people}.values())


def gutter_of(blocks: Iterable[OwnedBlock], owners: Owners) -> Iterator[OwnedRow]:
    before: list[int] = []
    for owned in blocks:
        if owned.block.sort == "lines":
            continue
        numbers = owned.numbers or before[:1]
        named = _by_people(owner for number in numbers if (owner := owners.of(number)) is not None)[:_MOST_NAMED]
        yield OwnedRow(owned.block, _html(owned.spans, named[:1], owners), named, is_new=numbers != before)
        before = numbers


def _by_people(owners: Iterable[Owner]) -> list[Owner]:
    """Of each person, or group of people, what most is from."""
    found: dict[tuple[int, ...], Owner] = {}
    for owner in owners:
        found.setdefault(tuple(person.pk for person in owner.people), owner)
    return list(found.values())


def _html(spans: Iterable[Span], first: list[Owner], owners: Owners) -> SafeString:
    return format_html_join("", "{}", ((_span(span, first, owners),) for span in spans))


def _span(span: Span, first: list[Owner], owners: Owners) -> SafeString:
    html = html_of([Run("same", span.text, span.ways, span.address)])
    owner = owners.of(span.number) if span.number else None
    if owner is None or not owner.people or any(owner.people == one.people for one in first):
        return html
    return format_html('<span class="wrote-by" data-tint="{}" title="{}">{}</span>', owner.tint, owner.name, html)
