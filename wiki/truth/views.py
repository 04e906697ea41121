"""Who answers for a page, that it is true, and what its readers say of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts import sign_up_guards
from intranet.accounts.models import normal_email
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, wants_part
from intranet.core.throttle import throttled
from wiki.models import Opinion, Page

from . import actions, policies
from .forms import OpinionForm, OwnerForm
from .reading import answered_for_by, tally_of, words_about

# Tells a browser without an account from another, for a year and for nothing else.
GUEST = "portico_reader"
A_YEAR = 365 * 24 * 3600
MOST_SHOWN = 200


@login_required
@require_GET
def mine(request: SignedIn) -> HttpResponse:
    """The pages this reader answers for."""
    return render(request, "wiki/truth/mine.html", {"pages": list(answered_for_by(request.user)[:MOST_SHOWN])})


@login_required
@require_http_methods(["GET", "POST"])
def owner(request: SignedIn, page_id: int) -> HttpResponse:
    page = _page(request, page_id)
    require(policies.can_set_owner(request.user, page))
    form = OwnerForm(request.POST or None, page=page, writer=request.user)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            actions.set_owner(
                page, by=request.user, owner=wanted["owner"], team=wanted["team"], months=wanted["months"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved"))
            return redirect(page)
    status = 422 if request.method == "POST" else 200
    return render(request, "wiki/truth/owner.html", {"page": page, "form": form}, status=status)


@login_required
@require_POST
def verify(request: SignedIn, page_id: int) -> HttpResponse:
    page = _page(request, page_id)
    actions.verify_page(page, by=request.user)
    messages.success(request, _("Verified"))
    return redirect(page)


@require_POST
@throttled("wiki.helpful", limit=30, per_seconds=3600)
def helpful(request: HttpRequest, page_id: int) -> HttpResponse:
    """One press says whether it was of use; then there is room for words."""
    page = _page(request, page_id)
    form = OpinionForm(request.POST)
    guest = "" if request.user.is_authenticated else request.COOKIES.get(GUEST, "")[:64] or get_random_string(32)
    status, opinion = 200, None
    if form.is_valid():
        said = form.cleaned_data
        email = said["email"] if guest else ""
        if email and not (allowed := sign_up_guards.can_sign_up(normal_email(email), request)):
            form.add_error("email", str(allowed.refusal))
        else:
            try:
                opinion = actions.say_helpful(
                    page,
                    by=request.user,
                    was_helpful=said["helpful"],
                    words=said["words"],
                    guest=guest,
                    email=email,
                    language=get_language() or "",
                )
            except ValidationError as error:
                form.add_error("words", error)
    if opinion is None:
        status = 422
    context = {"page": page, "opinion": opinion, "form": form}
    if wants_part(request):
        response = render(request, "wiki/truth/_helpful.html", context, status=status)
    elif opinion is None or guest:
        # A guest's page is the same for every guest: what this one said can be shown, and added to, here alone.
        response = render(request, "wiki/truth/helpful.html", context, status=status)
    else:
        messages.success(request, _("Thank you. Those who answer for this page will see it."))
        response = redirect(page)
    if guest:
        response.set_cookie(GUEST, guest, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@login_required
@require_GET
def opinions(request: SignedIn, page_id: int) -> HttpResponse:
    page = _page(request, page_id)
    require(policies.can_read_opinions(request.user, page))
    context = {"page": page, "tally": tally_of(page), "words": list(words_about(page)[:MOST_SHOWN])}
    return render(request, "wiki/truth/opinions.html", context)


@login_required
@require_POST
def settle(request: SignedIn, page_id: int, opinion_id: int) -> HttpResponse:
    page = _page(request, page_id)
    require(policies.can_read_opinions(request.user, page))
    opinion = get_object_or_404(Opinion.objects.select_related("page__space"), pk=opinion_id, page=page)
    actions.settle_opinion(opinion, by=request.user)
    return redirect("wiki:opinions", page.pk)


def _page(request: HttpRequest, page_id: int) -> Page:
    with_owner = Page.objects.with_people().select_related("owner", "owner_team", "author", "space")
    return get_visible(with_owner, request.user, pk=page_id)
