"""``categories`` and ``products``."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from forum.actions import make_category
from forum.categories import products
from forum.categories.saving import save_category
from forum.mail_names import whole
from forum.models import Category
from forum.models.categories import TopicSort
from intranet.accounts.models import User
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.products import router as products_router
from intranet.api.schemas import PersonOut, absolute, person_out
from intranet.content.models import Product, ProductVersion
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

router = Router(tags=["categories"])


class CategoryChange(Schema):
    name: str | None = None
    slug: str | None = None
    description: str | None = None
    readers: Literal["everyone", "customers", "staff"] | None = Field(None, description="With all that stands there.")
    writers: Literal["everyone", "staff"] | None = None
    sorts: list[TopicSort] | None = None
    product: int | None = None
    team: int | None = Field(None, description="The space of those who answer.")
    contacts: list[str] | None = Field(None, description="Handles of people of the staff.")
    reply_hours: int | None = Field(None, ge=1, le=2000)
    address: str | None = Field(None, max_length=40, description="What stands before the @ of its mail address.")
    template: str | None = None
    position: int | None = Field(None, ge=0, le=9999)


class CategoryIn(CategoryChange):
    name: str


class CategoryPut(CategoryChange):
    is_archived: bool | None = None


class CategoryOut(Schema):
    id: int
    slug: str
    name: str
    description: str
    space_id: int
    readers: str
    writers: str
    sorts: list[str]
    product_id: int | None
    team_id: int | None
    contacts: list[PersonOut]
    reply_hours: int | None
    mail: str = Field(description="Where a mail begins a topic, for who has an account; empty where none does.")
    template: str
    position: int
    archived: bool
    url: str


class ForumVersionOut(Schema):
    id: int
    name: str
    current: bool
    released_on: date | None


class ForumProductOut(Schema):
    id: int
    slug: str
    name: str
    position: int
    versions: list[ForumVersionOut]


class ProductIn(Schema):
    name: str
    position: int | None = Field(None, ge=0, le=9999)


class VersionIn(Schema):
    name: str
    current: bool = False
    released_on: date | None = None


@router.get("/categories", response=PageOf[CategoryOut], summary="Categories of the forum")
def categories(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    return page_of(_readable(request), paging, category_out, by=("position", "name", "pk"))


@router.get("/categories/{int:category_id}", response=CategoryOut, summary="One category")
def category(request: SignedIn, category_id: int) -> dict[str, Any]:
    return category_out(get_object_or_404(_readable(request), pk=category_id))


@router.post("/spaces/{int:space_id}/categories", response={201: CategoryOut}, summary="Make a category")
def make_a_category(request: SignedIn, space_id: int, new: CategoryIn) -> Any:
    space = get_visible(Space, request.user, pk=space_id)
    said = _said(request, new)
    made = make_category(space, by=request.user, name=said.pop("name"), **said)
    return Status(201, category_out(made))


@router.put("/categories/{int:category_id}", response=CategoryOut, summary="Change what is given of a category")
def change_a_category(request: SignedIn, category_id: int, new: CategoryPut) -> dict[str, Any]:
    found = get_object_or_404(_readable(request), pk=category_id)
    save_category(found, by=request.user, said=_said(request, new))
    return category_out(get_object_or_404(Category.objects.prefetch_related("contacts"), pk=found.pk))


@products_router.post("/products", response={201: ForumProductOut}, summary="Make a product")
def make_a_product(request: SignedIn, new: ProductIn) -> Any:
    return Status(201, product_out(products.save_product(by=request.user, name=new.name, position=new.position)))


@router.put("/products/{int:product_id}", response=ForumProductOut, summary="Rename a product")
def change_a_product(request: SignedIn, product_id: int, new: ProductIn) -> dict[str, Any]:
    found = get_visible(Product, request.user, pk=product_id)
    return product_out(products.save_product(found, by=request.user, name=new.name, position=new.position))


@router.delete("/products/{int:product_id}", response={204: None}, summary="Delete a product that nothing is about")
def delete_a_product(request: SignedIn, product_id: int) -> Any:
    products.delete_product(get_visible(Product, request.user, pk=product_id), by=request.user)
    return Status(204, None)


@router.post("/products/{int:product_id}/versions", response={201: ForumVersionOut}, summary="Add a version")
def add_a_version(request: SignedIn, product_id: int, new: VersionIn) -> Any:
    found = get_visible(Product, request.user, pk=product_id)
    made = products.save_version(
        found, by=request.user, name=new.name, is_current=new.current, released_on=new.released_on
    )
    return Status(201, version_out(made))


@router.put("/versions/{int:version_id}", response=ForumVersionOut, summary="Change a version of a product")
def change_a_version(request: SignedIn, version_id: int, new: VersionIn) -> dict[str, Any]:
    found = get_visible(ProductVersion.objects.select_related("product"), request.user, pk=version_id)
    kept = products.save_version(
        found.product, found, by=request.user, name=new.name, is_current=new.current, released_on=new.released_on
    )
    return version_out(kept)


@router.delete("/versions/{int:version_id}", response={204: None}, summary="Delete a version that nothing is about")
def delete_a_version(request: SignedIn, version_id: int) -> Any:
    found = get_visible(ProductVersion.objects.select_related("product"), request.user, pk=version_id)
    products.delete_version(found, by=request.user)
    return Status(204, None)


def _readable(request: SignedIn) -> Any:
    contacts = "contacts__department", "contacts__company"
    return Category.objects.visible_to(request.user).select_related("space").prefetch_related(*contacts)


def _said(request: SignedIn, new: CategoryChange) -> dict[str, Any]:
    """What was given, with people, products and teams for their numbers."""
    said = new.dict(exclude_unset=True)
    if said.get("product") is not None:
        said["product"] = get_visible(Product, request.user, pk=said["product"])
    if said.get("team") is not None:
        said["team"] = get_visible(Space, request.user, pk=said["team"])
    if said.get("contacts") is not None:
        handles = [handle.lstrip("@") for handle in said["contacts"]]
        said["contacts"] = [get_visible(User.objects.active(), request.user, handle=handle) for handle in handles]
    if said.get("sorts") is not None:
        said["sorts"] = [TopicSort(sort).value for sort in said["sorts"]]
    may_be_empty = {"product", "team", "reply_hours", "address"}
    return {name: value for name, value in said.items() if value is not None or name in may_be_empty}


def category_out(category: Category) -> dict[str, Any]:
    names = ("slug", "name", "description", "space_id", "readers", "writers", "sorts", "template", "position")
    return {name: getattr(category, name) for name in names} | {
        "id": category.pk,
        "product_id": category.product_id,
        "team_id": category.team_id,
        "contacts": [person_out(person) for person in category.contacts.all()],
        "reply_hours": category.reply_hours,
        "mail": whole(category.address),
        "archived": category.is_archived,
        "url": absolute(f"/community/c/{category.slug}/"),
    }


def product_out(product: Product) -> dict[str, Any]:
    return {
        "id": product.pk,
        "slug": product.slug,
        "name": product.name,
        "position": product.position,
        "versions": [version_out(version) for version in product.versions.all()],
    }


def version_out(version: ProductVersion) -> dict[str, Any]:
    return {
        "id": version.pk,
        "name": version.name,
        "current": version.is_current,
        "released_on": version.released_on,
    }
