"""Which versions of which products an entry is true of, as its readers are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.actions import can_change_site_settings
from intranet.core.decisions import require
from intranet.core.prepared import prepared

from .models import AppliesTo, Product, ProductVersion


def versions_by_entry(numbers: Iterable[int]) -> dict[int, list[ProductVersion]]:
    """Of these entries those that say so; the rest is true of all. One question."""
    found: dict[int, list[ProductVersion]] = {}
    for row in _applying_to(entries=set(numbers)):
        found.setdefault(row.entry_id, []).append(row.version)
    return found


@prepared(entries=[int])
def _applying_to(*, entries: Iterable[int]) -> Any:
    return AppliesTo.objects.filter(entry__in=entries).select_related("version__product")


def said(versions: Iterable[ProductVersion], every: Mapping[int, list[ProductVersion]]) -> list[str]:
    """A few words for each product: "Terminal 4.1", or "Terminal 4.2 and later" for all from one version on.
    ``every`` are the versions of each product, the newest first (``by_product``)."""
    chosen: dict[int, set[int]] = {}
    for version in versions:
        chosen.setdefault(version.product_id, set()).add(version.pk)
    words = []
    for product, numbers in chosen.items():
        line = every.get(product, [])
        mine = [version for version in line if version.pk in numbers]
        if not mine:
            continue
        name = str(mine[0].product)
        if len(mine) == len(line) > 1:
            words.append(name)
        elif len(mine) > 1 and mine == line[: len(mine)]:
            words.append(_("%(product)s %(version)s and later") % {"product": name, "version": mine[-1].name})
        else:
            words.append(f"{name} {', '.join(version.name for version in reversed(mine))}")
    return sorted(words)


def by_product() -> dict[int, list[ProductVersion]]:
    """All versions there are, by product, the newest first; the products in their order."""
    found: dict[int, list[ProductVersion]] = {}
    for version in _all_versions():
        found.setdefault(version.product_id, []).append(version)
    return found


@prepared()
def _all_versions() -> Any:
    rows = ProductVersion.objects.select_related("product")
    return rows.order_by("product__position", "product__name", "-position", "-pk")


def note_product(product: Product, *, by: User, is_gone: bool = False) -> None:
    """That an admin has changed it or its versions."""
    require(can_change_site_settings(by))
    versions = [] if is_gone else [version.name for version in product.versions.all()]
    record("content.product.changed", by=by, on=product, audience="", versions=versions, gone=is_gone)
