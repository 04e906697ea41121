"""The page about who reads a page, who edits it and who improves it, and the forms on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.realtime.units import unit
from intranet.spaces.models import Circle
from wiki import actions, policies
from wiki.models import ComingOut, Page

from .circles import circle_for
from .effects import Effect, effect_of_reading
from .forms import ChosenForm, EditorsForm, LockForm, PersonForm, ProposersForm, ReadersForm
from .robots import is_kept_from_robots
from .why import why
from .words import editing_told, number_of_readers, proposing_told, reading_told

_PAGES = Page.objects.select_related("space", "author", "owner", "owner_team", "reads_circle", "edits_circle", "parent")


def page_at(request: HttpRequest, page_id: int) -> Page:
    return get_visible(_PAGES, request.user, pk=page_id)


@login_required
@require_safe
def rights(request: SignedIn, page_id: int) -> HttpResponse:
    """Who reads, edits and improves it, and where that is said; whoever manages it changes it here."""
    return _shown(request, page_at(request, page_id))


def _shown(request: SignedIn, page: Page, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page, with forms as they were sent in the place of fresh ones."""
    viewer: User = request.user
    require(policies.can_look_at_rights(viewer))
    manages = policies.can_manage_page(viewer, page)
    context: dict[str, Any] = {
        "page": page,
        "manages": manages,
        "reading": reading_told(page, viewer),
        "number": number_of_readers(page),
        "editing": editing_told(page, viewer),
        "proposing": proposing_told(page, viewer),
        "kept_from_robots": is_kept_from_robots(page) if page.reach == "street" else None,
    }
    if manages:
        asked = PersonForm(request.GET if request.GET.get("person") else None, by=viewer)
        context |= {
            "readers_form": ReadersForm(page=page, by=viewer),
            "editors_form": EditorsForm(page=page, by=viewer),
            "proposers_form": ProposersForm(page=page),
            "lock_form": LockForm(initial={"reason": page.lock_reason}),
            "may_lock": policies.can_lock(viewer, page),
            "person_form": asked,
            "answer": why(page, asked.cleaned_data["person"], asker=viewer)
            if asked.is_bound and asked.is_valid()
            else None,
        }
    return render(request, "wiki/rights/page.html", context | forms, status=status)


@login_required
@require_POST
def reading(request: SignedIn, page_id: int) -> HttpResponse:
    """First what it would mean, then, with "sure", it is done."""
    page = page_at(request, page_id)
    require(policies.can_manage_page(request.user, page))
    form = ReadersForm(request.POST, page=page, by=request.user)
    if form.is_valid():
        sent = form.cleaned_data
        also = {"alone": bool(sent.get("alone")), "with_waiting": bool(sent.get("waiting"))}
        try:
            if request.POST.get("sure"):
                with unit():
                    circle = _circle(form, request.user, page.reads_circle)
                    changes = actions.set_reading(page, by=request.user, reads=sent["reads"], circle=circle, **also)
                if not changes and ComingOut.objects.filter(page=page, opens=True).exists():
                    messages.info(request, _("Handed in: somebody who keeps this space approves it first."))
                else:
                    messages.success(request, _done(len(changes)))
                return redirect("wiki:rights", page.pk)
            found = effect_of_reading(page, sent["reads"], form.chosen, by=request.user, **also)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if isinstance(found, Effect):
                context = {"page": page, "effect": found, "sent": _sent_again(request), "who": form.chosen_label}
                return render(request, "wiki/rights/sure.html", context)
            form.add_error(None, str(found.refusal))
    return _shown(request, page, status=422, readers_form=form)


def _circle(form: ChosenForm, by: User, now: Circle | None) -> Circle | None:
    is_chosen = form.cleaned_data[form.choice_name] == form.chosen_value
    return circle_for(form.chosen, by=by, now=now) if is_chosen else None


def _sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, to be sent once more."""
    kept = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    return [(name, value) for name, value in kept if name not in {"csrfmiddlewaretoken", "sure"}]


def _done(pages: int) -> str:
    if not pages:
        return _("Saved. The same people read it as before.")
    return ngettext("Saved. %(n)s page has other readers now.", "Saved. %(n)s pages have other readers now.", pages) % {
        "n": pages
    }


@login_required
@require_POST
def editing(request: SignedIn, page_id: int) -> HttpResponse:
    page = page_at(request, page_id)
    require(policies.can_manage_page(request.user, page))
    form = EditorsForm(request.POST, page=page, by=request.user)
    if form.is_valid():
        try:
            with unit():
                circle = _circle(form, request.user, page.edits_circle)
                actions.set_editing(page, by=request.user, edits=form.cleaned_data["edits"], circle=circle)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("wiki:rights", page.pk)
    return _shown(request, page, status=422, editors_form=form)


@login_required
@require_POST
def proposing(request: SignedIn, page_id: int) -> HttpResponse:
    page = page_at(request, page_id)
    require(policies.can_manage_page(request.user, page))
    form = ProposersForm(request.POST, page=page)
    if not form.is_valid():
        return _shown(request, page, status=422, proposers_form=form)
    actions.set_proposing(page, by=request.user, proposals=form.cleaned_data["proposals"])
    messages.success(request, _("Saved."))
    return redirect("wiki:rights", page.pk)


@login_required
@require_POST
def lock(request: SignedIn, page_id: int) -> HttpResponse:
    """Lock it with a reason, or open it again."""
    page = page_at(request, page_id)
    require(policies.can_lock(request.user, page))
    if request.POST.get("open"):
        actions.unlock_page(page, by=request.user)
        messages.success(request, _("Whoever may edit this page writes in it again."))
        return redirect("wiki:rights", page.pk)
    form = LockForm(request.POST)
    if not form.is_valid():
        return _shown(request, page, status=422, lock_form=form)
    actions.lock_page(page, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Locked."))
    return redirect("wiki:rights", page.pk)


@login_required
@require_POST
def robots(request: SignedIn, page_id: int) -> HttpResponse:
    """Whether search engines find it, and what stands under it."""
    page = page_at(request, page_id)
    actions.keep_from_robots(page, by=request.user, kept=bool(request.POST.get("kept")))
    messages.success(request, _("Saved."))
    return redirect("wiki:rights", page.pk)
