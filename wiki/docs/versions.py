"""For which versions of which products a page of the wiki is: it says so, or else the nearest page above it does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from intranet.content.models import AppliesTo, Product, ProductVersion
from intranet.content.products import by_product, said, versions_by_entry
from wiki import rights
from wiki.models import Page

# Of pages that say something themselves, so many are looked at.
_MOST = 400


def versions_of(page: Page) -> list[ProductVersion]:
    """What holds for it; nothing where it is for all."""
    line = rights.line_of(page)
    found = versions_by_entry(one.pk for one in line)
    return next((found[one.pk] for one in line if one.pk in found), [])


def badges_of(page: Page) -> list[str]:
    versions = versions_of(page)
    return said(versions, by_product()) if versions else []


def for_versions(pages: Any, wanted: Iterable[int]) -> Any:
    """Of these pages those that are for one of the versions, by themselves or by what stands above them."""
    chosen = set(wanted)
    marks: dict[str, set[int]] = {}
    rows = AppliesTo.objects.filter(entry__kind=Page._meta.label_lower, entry__state=Page.State.PUBLISHED)
    for path, version in rows.values_list("entry__page__path", "version").order_by("entry__page__path")[:_MOST]:
        marks.setdefault(path, set()).add(version)
    fitting, others = Q(pk__in=[]), Q(pk__in=[])
    for path, versions in marks.items():
        if not versions & chosen:
            # What stands under it and says itself that it fits comes back by its own mark.
            others |= _under(path, marks, fitting=chosen)
        else:
            fitting |= Q(path__startswith=path)
    return pages.filter(fitting).exclude(others)


def _under(path: str, marks: dict[str, set[int]], *, fitting: set[int]) -> Q:
    found = Q(path__startswith=path)
    for other, versions in marks.items():
        if other != path and other.startswith(path) and versions & fitting:
            found &= ~Q(path__startswith=other)
    return found


class Choice:
    """What one has chosen at the door: a product, and perhaps one of its versions."""

    def __init__(self, query: Any) -> None:
        self.versions = by_product()
        self.products: list[Product] = [line[0].product for line in self.versions.values()]
        self.product = next((one for one in self.products if one.slug == query.get("product")), None)
        line = self.versions[self.product.pk] if self.product is not None else []
        self.line = line
        self.version = next((one for one in line if one.name == query.get("version")), None)

    def __bool__(self) -> bool:
        return self.product is not None

    @property
    def wanted(self) -> list[int]:
        return [self.version.pk] if self.version is not None else [one.pk for one in self.line]
