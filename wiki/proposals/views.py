"""Proposing a change, and reading what others propose."""

from __future__ import annotations

from typing import Any

from csp.constants import NONCE
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.conversation import discussion
from intranet.conversation.forms import CommentForm
from intranet.core.decisions import TooMany, require
from intranet.core.http import SignedIn, get_visible, number_in, render_page
from intranet.core.pagination import keyset_page
from intranet.core.throttle import allow, requester
from wiki import actions
from wiki.models import Page, Proposal

from . import policies, reading
from .forms import ProposalForm
from .jobs import SALT
from .review_views import context_of

PAGE = 20
# In an hour: of somebody, and of a guest's address.
MOST, MOST_OF_GUESTS = 40, 5


def _layout(request: HttpRequest) -> str:
    return "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"


# The editor makes style sheets of its own, as on the page where pages are written.
@csp_update({"style-src": [NONCE]})  # type: ignore[arg-type]  # it knows of views without arguments alone
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page as one would have it. A copy of one's own: nothing changes in the page until somebody accepts it."""
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    require(policies.can_make_proposal(request.user, page))
    is_guest = not request.user.is_authenticated
    base = reading.published(page)
    initial = {"text": base.text, "based_on": base.number}
    form = ProposalForm(request.POST or None, guest=is_guest, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            require(_not_too_many(request, guest=is_guest))
            sent = form.cleaned_data
            if is_guest and form.is_a_machine:
                return redirect(page.get_absolute_url())
            made = actions.propose_change(
                page,
                by=request.user,
                text=sent["text"],
                summary=sent["summary"],
                based_on=sent["based_on"],
                client_id=sent["client_id"],
                guest=form.guest if is_guest else None,
            )
        except (ValidationError, TooMany) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            return _thanks(request, made)
    context = {"page": page, "form": form, "layout": _layout(request), "passage": request.GET.get("passage", "")[:400]}
    context["others"] = reading.open_count(request.user, page) if not is_guest else 0
    status = 422 if form.is_bound else 200
    return render(request, "wiki/proposals/propose.html", context, status=status)


def _not_too_many(request: HttpRequest, *, guest: bool) -> Any:
    return allow(f"propose:{requester(request)}", limit=MOST_OF_GUESTS if guest else MOST, per_seconds=3600)


def _thanks(request: HttpRequest, made: Proposal) -> HttpResponse:
    if made.is_guests:
        return redirect("wiki:proposal-of-guest", signing.dumps(made.pk, salt=SALT))
    messages.success(request, _("Proposed. You hear what becomes of it."))
    return redirect(made.get_absolute_url())


@require_safe
def of_guest(request: HttpRequest, token: str) -> HttpResponse:
    """What becomes of what somebody without an account has proposed, for whoever has its address."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    found = Proposal.objects.filter(pk=pk).exclude(guest_name="").select_related("of_page").first()
    if found is None:
        raise Http404
    context = {
        "proposal": found,
        "counts": reading.listed(Proposal.objects.filter(pk=pk)).get(),
        "layout": "layouts/street.html",
    }
    page = Page.objects.visible_to(request.user).filter(pk=found.of_page_id).first()
    return render(request, "wiki/proposals/of_guest.html", context | {"page": page})


@require_safe
def of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """What is proposed to one page."""
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    show = "closed" if request.GET.get("show") == "closed" else "open"
    found = reading.seen_by(request.user).published().filter(of_page=page)
    of_those = found.exclude(outcome=Proposal.Outcome.OPEN) if show == "closed" else found.filter(outcome="open")
    listed = keyset_page(reading.listed(of_those), by=("-pk",), cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "page": page,
        "listed": listed,
        "show": show,
        "query": f"show={show}",
        "may_propose": policies.can_make_proposal(request.user, page),
        "layout": _layout(request),
    }
    return render_page(request, "wiki/proposals/of_page.html", context, part="wiki/proposals/_list.html")


@login_required
@require_safe
def mine(request: SignedIn) -> HttpResponse:
    """What waits where one takes part, and what one has proposed."""
    show = "own" if request.GET.get("show") == "own" or not request.user.is_staff_member else "waiting"
    found = reading.waiting_for(request.user)
    if show == "own":
        found = reading.seen_by(request.user).filter(author=request.user)
    listed = keyset_page(reading.listed(found), by=("-pk",), cursor=request.GET.get("cursor"), size=PAGE)
    context = {"listed": listed, "show": show, "query": f"show={show}", "with_page": True}
    return render_page(request, "wiki/proposals/mine.html", context, part="wiki/proposals/_list.html")


@require_safe
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One proposal, piece by piece, with what is said about it."""
    found = get_proposal(request, proposal_id)
    said = discussion.open_discussion(found, request.user, around=_number(request, "comment"))
    context = context_of(request, found) | {
        "found": said,
        "root": found,
        "entry": found,
        "comment_form": CommentForm.under(found),
        "layout": _layout(request),
    }
    return render_page(request, "wiki/proposals/proposal.html", context, part="wiki/proposals/_pieces.html")


def get_proposal(request: HttpRequest, pk: int) -> Proposal:
    seen = reading.seen_by(request.user) | Proposal.objects.visible_to(request.user).filter(state=Proposal.State.HELD)
    return get_visible(
        Proposal.objects.filter(pk__in=seen.order_by().values("pk")).select_related(
            "author__department", "author__company", "space", "of_page__space", "of_page__author"
        ),
        request.user,
        pk=pk,
    )


@csp_update({"style-src": [NONCE]})  # type: ignore[arg-type]  # it knows of views without arguments alone
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: SignedIn, proposal_id: int) -> HttpResponse:
    """Propose something else in its place, over the text as readers see it now."""
    found = get_proposal(request, proposal_id)
    require(policies.can_revise(request.user, found))
    page = found.of_page
    base = reading.published(page)
    initial = {"text": reading.rebased(found, base), "based_on": base.number, "summary": found.body}
    form = ProposalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            actions.revise_proposal(
                found, by=request.user, text=sent["text"], summary=sent["summary"], based_on=sent["based_on"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your proposal is changed."))
            return redirect(found.get_absolute_url())
    context = {"page": page, "form": form, "proposal": found, "layout": "layouts/app.html"}
    return render(request, "wiki/proposals/propose.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def withdraw(request: SignedIn, proposal_id: int) -> HttpResponse:
    found = get_proposal(request, proposal_id)
    done = actions.withdraw_proposal(found, by=request.user)
    messages.success(request, _("Withdrawn.") if done else _("It was closed already."))
    return redirect(reverse("wiki:proposal", args=[proposal_id]))


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return number_in(typed)
