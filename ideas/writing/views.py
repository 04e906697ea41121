"""Suggesting an idea, with or without an account yet, and changing it."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ideas import actions
from ideas.home.views import layout_for
from ideas.kind import IDEA
from ideas.models import Idea
from ideas.privacy.actions import suggest_privately
from ideas.sealing.actions import suggest_sealed
from intranet.accounts import halfway
from intranet.accounts.forms import blame
from intranet.content.attachments import at_hand, describe_all
from intranet.content.models import Attachment
from intranet.content.policies import can_edit
from intranet.conversation.drafts import drop_draft
from intranet.core.decisions import require
from intranet.core.guest_pages import kept_for_guests
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled
from intranet.moderation.trust.levels import level_of
from intranet.search.similar import similar_to

from .beginning import begun_with, boards_for
from .forms import OPEN, PRIVATE, SEALED, IdeaForm

DRAFT = "idea:new"
WAYS = {OPEN: actions.suggest, SEALED: suggest_sealed, PRIVATE: suggest_privately}
HALFWAY = "idea"


@require_http_methods(["GET", "POST"])
@never_cache
@throttled("idea_new", limit=20, per_seconds=600, methods=("POST",))
def new(request: HttpRequest) -> HttpResponse:
    """Suggest something. A guest fills in the whole form, too, and is asked for an account after that."""
    boards = boards_for(request.user)
    if request.method == "POST":
        form = IdeaForm(request.POST, boards=boards)
        if form.is_valid() and (answer := _sent(request, form)) is not None:
            return answer
        return _page(request, form, status=422)
    kept = halfway.kept(request, HALFWAY)
    begun = begun_with(request, boards) | (kept.fields if kept is not None else {})
    return _page(request, IdeaForm(initial=begun, boards=boards), is_back=kept is not None)


def _sent(request: HttpRequest, form: IdeaForm) -> HttpResponse | None:
    if not request.user.is_authenticated:
        fields = {name: request.POST.get(name, "") for name in form.fields if name not in ("attachments", "based_on")}
        if halfway.keep(request, HALFWAY, fields, url=request.get_full_path()):
            return redirect("ideas:go-on")
        form.add_error("body", halfway.too_long())
        return None
    sent = form.cleaned_data
    manner = sent["manner"] or OPEN
    try:
        idea = WAYS[manner](sent["board"], by=request.user, client_id=sent["client_id"], **form.words())
    except ValidationError as error:
        blame(form, error)
        return None
    halfway.forget(request, HALFWAY)
    drop_draft(DRAFT, by=request.user)
    if manner == SEALED:
        # Who is led to what is not there yet, or looks at it first, has said whose it is.
        messages.success(request, _("It comes out within the hour, at a moment nobody chose. You find it here."))
        return redirect("ideas:sealed")
    return redirect(f"{idea.get_absolute_url()}?suggested=1")


def _page(request: HttpRequest, form: IdeaForm, *, is_back: bool = False, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "is_back": is_back,
        "chosen": str(form["board"].value() or ""),
        "category": str(form["category"].value() or ""),
        "has_products": form.fields["product"].queryset.exists(),  # type: ignore[attr-defined]
        "may_attach": request.user.is_authenticated and level_of(request.user).files,
        "layout": layout_for(request),
    }
    return render(request, "ideas/new.html", context, status=status)


@require_GET
@never_cache
def go_on(request: HttpRequest) -> HttpResponse:
    return halfway.go_on(request, HALFWAY, layout=layout_for(request), otherwise="ideas:new")


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, idea_id: int) -> HttpResponse:
    idea = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    require(can_edit(request.user, idea))
    form = IdeaForm.of(idea, request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.words()
        if "with_files" not in request.POST:
            words["attachment_ids"] = None
        try:
            describe_all(words["attachment_ids"] or (), request.POST, by=request.user)
            actions.edit_idea(idea, by=request.user, based_on=form.cleaned_data["based_on"], **words)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(idea)
    context = {"form": form, "idea": idea, "layout": layout_for(request)} | _files_of(request, idea)
    return render(request, "ideas/edit.html", context, status=422 if form.is_bound else 200)


def _files_of(request: SignedIn, idea: Idea) -> dict[str, Any]:
    """Those it has, with whether they are to stay, and those that are to come."""
    sent = request.POST.getlist("attachments")
    files = [(file, not request.POST or str(file.pk) in sent) for file in Attachment.objects.filter(entry=idea.pk)]
    return {
        "files": files,
        "new_files": json.dumps(at_hand(sent, by=request.user)),
        "may_attach": level_of(request.user).files,
    }


@require_GET
@never_cache
@throttled("idea_similar", limit=60, per_seconds=60, methods=("GET",))
def similar(request: HttpRequest) -> HttpResponse:
    """A part of the page with the ideas, topics and documents that are like ``q``."""
    found = similar_to(request.GET.get("q", "")[:400], request.user, first=IDEA.model)
    return render(request, "ideas/_similar.html", {"similar": found})


@require_GET
@throttled("idea_similar", limit=60, per_seconds=60, methods=("GET",))
def beside(request: HttpRequest, idea_id: int) -> HttpResponse:
    """The same for an idea that is there: what stands beside it."""
    idea = get_visible(Idea, request.user, pk=idea_id)
    found = similar_to(idea.title, request.user, first=IDEA.model)
    found = [one for one in found if one.entry.entry_id != idea.pk]
    return kept_for_guests(render(request, "ideas/_similar_beside.html", {"similar": found}))
