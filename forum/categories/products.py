"""The products that questions and pages are about, and their versions."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from forum.policies import can_manage_products
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.models import AppliesTo, Product, ProductVersion
from intranet.core.decisions import require
from intranet.core.free_address import save_at_free_address
from intranet.realtime.units import action
from intranet.spaces.audiences import ORG


@action
def save_product(product: Product | None = None, *, by: User, name: str, position: int | None = None) -> Product:
    """Make one, or change its name and place. Its address stays as it was made."""
    require(can_manage_products(by))
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise ValidationError({"name": _("Give it a name.")}, code="name")
    kept = product if product is not None else Product()
    kept.name = name
    if position is None and product is None:
        position = (Product.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    if position is not None:
        kept.position = position
    if product is None:
        check = partial(kept.full_clean, exclude=["slug"])
        save_at_free_address(kept, name, taken=_is_taken, longest=60, fallback="product", check=check)
    else:
        kept.full_clean()
        kept.save()
    _record("product_changed" if product is not None else "product_made", kept, by=by)
    return kept


@action
def delete_product(product: Product, *, by: User) -> None:
    """ValidationError while anything is said to be about it."""
    require(can_manage_products(by))
    Product.objects.select_for_update().get(pk=product.pk)
    if (
        product.topics.exists()
        or product.categories.exists()
        or AppliesTo.objects.filter(version__product=product).exists()
    ):
        raise ValidationError(_("Topics or pages are about it. Rename it instead."), code="used")
    _record("product_dropped", product, by=by)
    product.delete()


@action
def save_version(
    product: Product,
    version: ProductVersion | None = None,
    *,
    by: User,
    name: str,
    is_current: bool = False,
    released_on: date | None = None,
) -> ProductVersion:
    """Add a version, or change it. One of them is current."""
    require(can_manage_products(by))
    Product.objects.select_for_update().get(pk=product.pk)
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise ValidationError({"name": _("Give it a name.")}, code="name")
    kept = version
    if kept is None:
        last = product.versions.aggregate(last=Max("position"))["last"] or 0
        kept = ProductVersion(product=product, position=last + 1)
    kept.name, kept.is_current, kept.released_on = name, is_current, released_on
    if is_current:
        product.versions.exclude(pk=kept.pk).update(is_current=False)
    kept.full_clean()
    kept.save()
    _record("product_changed", product, by=by, version=kept.name)
    return kept


@action
def delete_version(version: ProductVersion, *, by: User) -> None:
    """ValidationError while anything is said to apply to it."""
    require(can_manage_products(by))
    if version.topics.exists() or AppliesTo.objects.filter(version=version).exists():
        raise ValidationError(_("Topics or pages are about this version. Rename it instead."), code="used")
    _record("product_changed", version.product, by=by, without=version.name)
    version.delete()


def _record(verb: str, product: Product, *, by: User, **details: Any) -> None:
    record(f"forum.{verb.replace('_', '.', 1)}", by=by, on=product, audience=ORG, **details)


def _is_taken(slug: str) -> bool:
    return Product.objects.filter(slug=slug).exists()
