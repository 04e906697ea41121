"""The boards of ideas and their categories, for who owns a space and for admins."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas import actions, policies
from ideas.models import Board, Category
from intranet.accounts.forms import blame
from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, number_in
from intranet.spaces.audiences import spaces_held
from intranet.spaces.models import Membership, Space

from .forms import BoardForm, CategoryForm
from .readers import Change, effect_of_readers, save_board


@login_required
@require_safe
def boards(request: SignedIn) -> HttpResponse:
    """Those of every space that this person owns; for admins, of every community too."""
    found = Board.objects.filter(space__in=_spaces(request.user)).select_related("space")
    counted = found.annotate(ideas_count=Count("ideas", filter=Q(ideas__merged_into=None)))
    context = {
        "boards": counted.order_by("is_archived", "space__name", "position", "name"),
        "may_set_statuses": policies.can_manage_statuses(request.user),
    }
    return render(request, "ideas/boards/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    spaces = _spaces(request.user)
    form = BoardForm(request.POST or None, spaces=spaces, initial={"space": _asked_for(request, spaces)})
    if form.is_bound and form.is_valid():
        sent = dict(form.cleaned_data)
        space, readers = sent.pop("space"), sent.pop("readers")
        if not space.is_community:
            readers = Board.Readers.EVERYONE
        try:
            made = actions.make_board(space, by=request.user, readers=readers, **sent)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("%(name)s is there.") % {"name": made.name})
            return redirect("ideas:board-change", made.pk)
    return render(request, "ideas/boards/edit.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: SignedIn, board_id: int) -> HttpResponse:
    """Change one. Where more people would read what stands there, that is said first, and asked for once more."""
    found = _board(request, board_id)
    form = BoardForm(request.POST or None, spaces=Space.objects.none(), board=found)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        effect = effect_of_readers(found, sent.get("readers", found.readers))
        if effect.widens and not request.POST.get("sure"):
            return _page(request, found, form, CategoryForm(), effect=effect)
        try:
            save_board(found, by=request.user, said=sent)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved"))
            return redirect("ideas:board-change", found.pk)
    return _page(request, found, form, CategoryForm())


@login_required
@require_POST
def new_category(request: SignedIn, board_id: int) -> HttpResponse:
    found = _board(request, board_id)
    form = CategoryForm(request.POST)
    if form.is_valid():
        try:
            actions.make_category(found, by=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error("name", _said(error))
        else:
            return redirect("ideas:board-change", found.pk)
    return _page(request, found, BoardForm(spaces=Space.objects.none(), board=found), form)


@login_required
@require_POST
def change_category(request: SignedIn, category_id: int) -> HttpResponse:
    """Another name for it; or none, where ``delete`` is pressed."""
    spaces = Space.objects.visible_to(request.user)
    category = get_object_or_404(
        Category.objects.select_related("board__space"), pk=category_id, board__space__in=spaces
    )
    board = category.board
    if "delete" in request.POST:
        actions.delete_category(category, by=request.user)
        messages.success(request, _("The category is gone. Its ideas are of none now."))
        return redirect("ideas:board-change", board.pk)
    form = CategoryForm.of(category, request.POST)
    if form.is_valid():
        try:
            actions.change_category(category, by=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            messages.error(request, _said(error))
        else:
            messages.success(request, _("Saved"))
    return redirect("ideas:board-change", board.pk)


def _page(
    request: SignedIn, found: Board, form: BoardForm, category_form: CategoryForm, *, effect: Change | None = None
) -> HttpResponse:
    categories = found.categories.annotate(ideas_count=Count("ideas"))
    context: dict[str, Any] = {
        "board": found,
        "form": form,
        "category_form": category_form,
        "categories": [(one, CategoryForm.of(one)) for one in categories],
        "effect": effect,
    }
    is_wrong = (form.is_bound and effect is None) or category_form.is_bound
    return render(request, "ideas/boards/edit.html", context, status=422 if is_wrong else 200)


def _board(request: SignedIn, board_id: int) -> Board:
    boards = Board.objects.filter(space__in=Space.objects.visible_to(request.user)).select_related("space")
    found = get_object_or_404(boards, pk=board_id)
    require(policies.can_manage_boards(request.user, found.space))
    return found


def _spaces(person: User) -> QuerySet[Space]:
    """The spaces in which this person makes boards."""
    owned = [pk for pk, _sees, role in spaces_held(person) if role == Membership.Role.OWNER]
    where = Q(pk__in=owned)
    if person.is_admin:
        where |= Q(visibility=Space.Visibility.COMMUNITY)
    found = Space.objects.current().filter(where).order_by("name")
    if not person.is_admin and not found.exists():
        raise PermissionDenied(_("Boards are made by who owns a space."))
    return found


def _asked_for(request: SignedIn, spaces: QuerySet[Space]) -> str:
    wanted = request.GET.get("space", "")
    return wanted if spaces.filter(pk=number_in(wanted) or 0).exists() else ""


def _said(error: ValidationError) -> str:
    return " ".join(error.messages)
