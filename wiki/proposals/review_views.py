"""Deciding about a proposal, one piece or all of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, wants_part
from intranet.realtime import ledger
from wiki import actions
from wiki.actions.reviewing import DecidedAlready, HunkConflict
from wiki.models import Hunk, Proposal

from . import policies, reading
from .forms import DecisionForm

REASONS = (
    gettext_lazy("Right, thank you."),
    gettext_lazy("This stands elsewhere already."),
    gettext_lazy("This is not correct."),
    gettext_lazy("This belongs on another page."),
    gettext_lazy("We say this differently here."),
)


def context_of(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    """What ``_pieces.html`` shows."""
    since = ledger.heads([proposal.key])[proposal.key] if request.user.is_authenticated else 0
    proposal.of_page.refresh_from_db(fields=["version_number", "published_number"])
    return {
        "proposal": proposal,
        "page": proposal.of_page,
        "opened": reading.opened(proposal, request.user),
        "reasons": REASONS,
        "since": since,
    }


@login_required
@require_POST
def decide(request: SignedIn, proposal_id: int, hunk_id: int) -> HttpResponse:
    """Accept one piece, as it is or as the reviewer has made it, or do not."""
    found = _proposal(request, proposal_id)
    require(policies.can_review(request.user, found))
    hunk = get_visible_hunk(found, hunk_id)
    form = DecisionForm(request.POST)
    if hunk is None:
        return _answer(
            request, found, error=_("This was changed by whoever proposed it. Look at it again."), status=409
        )
    if not form.is_valid():
        return _answer(request, found, hunk=hunk, error=_("Say what you decide."), status=422)
    sent = form.cleaned_data
    hunk.proposal = found
    try:
        if sent["what"] == "reject":
            actions.reject_hunk(hunk, by=request.user, reason=sent["reason"])
        else:
            actions.accept_hunk(
                hunk,
                by=request.user,
                reason=sent["reason"],
                text=sent["text"] if sent["adjusts"] or sent["resolves"] else None,
                instead_of=sent["instead_of"] if sent["resolves"] else None,
            )
    except HunkConflict as conflict:
        return _answer(request, found, hunk=hunk, error=_said(conflict), typed=sent, status=409)
    except DecidedAlready as late:
        return _answer(request, found, hunk=hunk, error=_said(late), status=409)
    except ValidationError as error:
        return _answer(request, found, hunk=hunk, error=_said(error), typed=sent, status=422)
    return _answer(request, found, hunk=hunk)


@login_required
@require_POST
def decide_all(request: SignedIn, proposal_id: int) -> HttpResponse:
    """Accept whatever fits, or decide against whatever is open."""
    found = _proposal(request, proposal_id)
    require(policies.can_review(request.user, found))
    reason = request.POST.get("reason", "")[:500]
    try:
        if request.POST.get("what") == "reject":
            actions.reject_rest(found, by=request.user, reason=reason)
        else:
            _taken, left = actions.accept_all(found, by=request.user, reason=reason)
            if left:
                text = ngettext(
                    "%(count)s change needs a look: the passage was changed meanwhile.",
                    "%(count)s changes need a look: their passages were changed meanwhile.",
                    len(left),
                )
                return _answer(request, found, error=text % {"count": len(left)}, status=200)
    except ValidationError as error:
        return _answer(request, found, error=_said(error), status=409)
    return _answer(request, found)


def _proposal(request: SignedIn, pk: int) -> Proposal:
    found = reading.seen_by(request.user).select_related("of_page__space", "of_page__author", "author", "space")
    return get_visible(found, request.user, pk=pk)


def get_visible_hunk(proposal: Proposal, pk: int) -> Hunk | None:
    return Hunk.objects.filter(proposal=proposal, pk=pk).first()


def _answer(
    request: SignedIn,
    proposal: Proposal,
    *,
    hunk: Hunk | None = None,
    error: str = "",
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The pieces as they are now; by hand, the page of the proposal again."""
    if not wants_part(request) and not error:
        anchor = f"#change-{hunk.pk}" if hunk is not None else ""
        return redirect(reverse("wiki:proposal", args=[proposal.pk]) + anchor)
    proposal = _proposal(request, proposal.pk)
    context = context_of(request, proposal)
    shown = next((one for one in context["opened"].pieces if hunk is not None and one.hunk.pk == hunk.pk), None)
    if error and shown is not None:
        shown.error, shown.typed = error, typed or {}
    elif error:
        context["error"] = error
    if wants_part(request):
        return render(request, "wiki/proposals/_pieces.html", context, status=status)
    if error:
        messages.error(request, error)
    context |= {"layout": "layouts/app.html", "entry": proposal}
    return render(request, "wiki/proposals/decided.html", context, status=status)


def _said(error: ValidationError) -> str:
    return " ".join(error.messages)
