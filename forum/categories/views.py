"""The categories of the forum, for who owns a community and for admins."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forum.actions import make_category
from forum.models import Category
from forum.policies import can_manage_products
from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.core.decisions import no, require
from intranet.core.http import SignedIn
from intranet.spaces.audiences import spaces_held
from intranet.spaces.models import Membership, Space

from .forms import CategoryForm
from .readers import effect_of_readers
from .saving import save_category


@login_required
@require_safe
def categories(request: SignedIn) -> HttpResponse:
    """Those of every community that this person owns; of all, for admins."""
    spaces = _spaces(request.user)
    found = Category.objects.filter(space__in=spaces).select_related("space", "product", "team")
    found = found.prefetch_related("contacts")
    counted = found.annotate(topics_count=Count("topics", filter=Q(topics__merged_into=None)))
    context = {
        "categories": counted.order_by("is_archived", "space__name", "position", "name"),
        "may_set_hours": can_administer(request.user),
    }
    return render(request, "forum/categories/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    spaces = _spaces(request.user)
    form = CategoryForm(request.POST or None, writer=request.user, spaces=spaces, initial=_first(request, spaces))
    if form.is_bound and form.is_valid():
        sent = dict(form.cleaned_data)
        space, name = sent.pop("space"), sent.pop("name")
        try:
            made = make_category(space, by=request.user, name=name, **sent)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is there.") % {"name": made.name})
            return redirect("forum:categories")
    return render(request, "forum/categories/edit.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: SignedIn, category_id: int) -> HttpResponse:
    """Change one. Where more people would read it then, that is said first, and asked for once more."""
    found = get_object_or_404(
        Category.objects.filter(space__in=_spaces(request.user)).select_related("space"), pk=category_id
    )
    form = CategoryForm(request.POST or None, writer=request.user, spaces=_spaces(request.user), category=found)
    context: dict[str, Any] = {"form": form, "category": found}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        effect = effect_of_readers(found, sent["readers"])
        if (effect.everybody or effect.gain) and not request.POST.get("sure"):
            context["effect"], status = effect, 200
        else:
            try:
                save_category(found, by=request.user, said=sent)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Saved"))
                return redirect("forum:categories")
    return render(request, "forum/categories/edit.html", context, status=status)


def _spaces(person: User) -> QuerySet[Space]:
    """The communities in which this person makes categories."""
    communities = Space.objects.current().filter(visibility=Space.Visibility.COMMUNITY).order_by("name")
    if person.is_admin:
        return communities
    owned = [pk for pk, _visibility, role in spaces_held(person) if role == Membership.Role.OWNER]
    found = communities.filter(pk__in=owned)
    if not found.exists():
        require(can_manage_products(person) and no(_("You own no community that is in use.")))
    return found


def _first(request: SignedIn, spaces: QuerySet[Space]) -> dict[str, Any]:
    wanted = request.GET.get("space", "")
    return (
        {"space": wanted} if wanted.isdecimal() and len(wanted) < 19 and spaces.filter(pk=int(wanted)).exists() else {}
    )
