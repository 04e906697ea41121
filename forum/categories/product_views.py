"""The products of the house and their versions, for who makes categories."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forum.policies import can_manage_products
from intranet.content.models import Product, ProductVersion
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import products as actions
from .forms import ProductForm, VersionForm


@login_required
@require_http_methods(["GET", "POST"])
def products(request: SignedIn) -> HttpResponse:
    require(can_manage_products(request.user))
    form = ProductForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.save_product(by=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            return redirect("forum:products")
    found = Product.objects.prefetch_related("versions")
    context = {"products": found, "form": form}
    return render(request, "forum/categories/products.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def product(request: SignedIn, product_id: int) -> HttpResponse:
    """One product: its name, and its versions, newest first."""
    require(can_manage_products(request.user))
    found = get_visible(Product, request.user, pk=product_id)
    naming = ProductForm(initial={"name": found.name}, prefix="product")
    adding = VersionForm(prefix="version")
    status = 200
    if request.method == "POST":
        naming, adding, done = _change(request, found)
        if done:
            messages.success(request, _("Saved"))
            return redirect("forum:product", found.pk)
        status = 422
    context = {"product": found, "versions": found.versions.all(), "naming": naming, "adding": adding}
    return render(request, "forum/categories/product.html", context, status=status)


def _change(request: SignedIn, found: Product) -> tuple[ProductForm, VersionForm, bool]:
    naming = ProductForm(initial={"name": found.name}, prefix="product")
    adding = VersionForm(prefix="version")
    form: Any
    if "add" in request.POST:
        form = adding = VersionForm(request.POST, prefix="version")
    else:
        form = naming = ProductForm(request.POST, prefix="product")
    if form.is_valid():
        try:
            if form is adding:
                actions.save_version(found, by=request.user, **form.cleaned_data)
            else:
                actions.save_product(found, by=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error("name", error.messages)
    return naming, adding, form.is_valid()


@login_required
@require_POST
def delete(request: SignedIn, product_id: int) -> HttpResponse:
    found = get_visible(Product, request.user, pk=product_id)
    try:
        actions.delete_product(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("forum:product", found.pk)
    messages.success(request, _("Deleted"))
    return redirect("forum:products")


@login_required
@require_POST
def version(request: SignedIn, version_id: int) -> HttpResponse:
    """Make a version the current one, or delete it."""
    found = get_visible(ProductVersion.objects.select_related("product"), request.user, pk=version_id)
    try:
        if request.POST.get("what") == "delete":
            actions.delete_version(found, by=request.user)
        else:
            actions.save_version(
                found.product, found, by=request.user, name=found.name, is_current=True, released_on=found.released_on
            )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("forum:product", found.product_id)
