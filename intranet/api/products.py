"""``products`` and their versions, and which of them an entry is true of."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema
from pydantic import Field

from intranet.content.actions import apply_to_versions
from intranet.content.kinds import real
from intranet.content.models import Entry, ProductVersion
from intranet.content.products import by_product, versions_by_entry
from intranet.core.http import SignedIn, get_visible

router = Router(tags=["products"])


class CatalogueVersionOut(Schema):
    id: int
    product: str = Field(description="The address of its product, such as `terminal`.")
    name: str
    is_current: bool
    released_on: date | None


class CatalogueProductOut(Schema):
    id: int
    name: str
    slug: str
    versions: list[CatalogueVersionOut] = Field(description="The newest first.")


class ProductsOut(Schema):
    items: list[CatalogueProductOut]
    next: None = None


class VersionsIn(Schema):
    versions: list[int] = Field(max_length=200, description="None: it is true of all.")


class VersionsOut(Schema):
    versions: list[CatalogueVersionOut]


@router.get("/products", response=ProductsOut, summary="What the house makes, with its versions")
def products(request: SignedIn) -> dict[str, Any]:
    lines = by_product().values()
    return {
        "items": [
            {
                "id": line[0].product_id,
                "name": line[0].product.name,
                "slug": line[0].product.slug,
                "versions": [_out(version) for version in line],
            }
            for line in lines
        ]
    }


@router.get("/entries/{int:entry_id}/applies-to", response=VersionsOut, summary="The versions it is true of")
def true_of_versions(request: SignedIn, entry_id: int) -> dict[str, Any]:
    entry = get_visible(Entry, request.user, pk=entry_id)
    return {"versions": [_out(one) for one in versions_by_entry([entry.pk]).get(entry.pk, [])]}


@router.put("/entries/{int:entry_id}/applies-to", response=VersionsOut, summary="Say which versions it is true of")
def say_entry_versions(request: SignedIn, entry_id: int, new: VersionsIn) -> dict[str, Any]:
    entry = get_visible(Entry, request.user, pk=entry_id)
    chosen = ProductVersion.objects.filter(pk__in=new.versions)
    apply_to_versions(real(entry), by=request.user, versions=chosen)
    return true_of_versions(request, entry_id)


def _out(version: ProductVersion) -> dict[str, Any]:
    return {
        "id": version.pk,
        "product": version.product.slug,
        "name": version.name,
        "is_current": version.is_current,
        "released_on": version.released_on,
    }
