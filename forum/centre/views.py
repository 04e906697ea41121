"""The private centre: one's threads, beginning one, and reading one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.actions.centre import open_enquiry, reply, set_status
from forum.actions.centre_staged import claim_staged, waiting_to_be_claimed
from forum.clock import office
from forum.models import Desk, Enquiry, Publication
from intranet.accounts.models import User, normal_email
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in, render_page
from intranet.core.throttle import throttled

from . import consent, due, policies, reading
from .forms import EnquiryForm, ForCustomerForm, SaidForm
from .inbox_views import inbox, thread_for_staff
from .mail.addresses import of_desk


@login_required
@require_safe
def centre(request: SignedIn) -> HttpResponse:
    """Customers: what they and their colleagues have written. Staff: what their teams are asked."""
    if not request.user.is_customer:
        return inbox(request)
    show = "solved" if request.GET.get("show") == "solved" else "open"
    hours = office()
    page = reading.own_threads(request.user, solved=show == "solved", cursor=request.GET.get("cursor"))
    context = {
        "page": page,
        "show": show,
        "query": f"show={show}",
        "desks": [(desk, due.promise(desk.reply_hours, hours), of_desk(desk)) for desk in Desk.objects.taking()],
        "to_claim": waiting_to_be_claimed(request.user),
        "expected": {enquiry.pk: due.expected(enquiry) for enquiry in page.items},
    }
    return render_page(request, "forum/centre/mine.html", context, part="forum/centre/_mine.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("enquire", limit=30, per_seconds=3600)
def enquire(request: SignedIn) -> HttpResponse:
    """Write to a team; or, of the team, to a customer."""
    is_ours = not request.user.is_customer
    desks = Desk.objects.taking()
    if is_ours:
        desks = desks.filter(team__in=[desk.team_id for desk in reading.desks_of(request.user)])
    first = desks.filter(pk=_number(request.GET.get("desk"))).first() or desks.first()
    require(policies.can_enquire(request.user, first))
    form_class = ForCustomerForm if is_ours else EnquiryForm
    form = form_class(request.POST or None, desks=desks, initial={"desk": first, "client_id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            made = open_enquiry(
                by=request.user,
                team=sent["desk"].team,
                subject=sent["subject"],
                body=sent["body"],
                client_id=sent["client_id"],
                attachment_ids=sent["attachments"],
                **(_whom(sent["customer"]) if is_ours else {}),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(made.get_absolute_url())
    hours = office()
    context = {
        "form": form,
        "promises": [(desk, due.promise(desk.reply_hours, hours)) for desk in desks],
        "layout": "layouts/app.html" if is_ours else "layouts/street.html",
    }
    return render(request, "forum/centre/enquire.html", context, status=422 if form.is_bound else 200)


def _whom(email: str) -> dict[str, Any]:
    """The account with that address, or whoever is reached there."""
    person = User.objects.active().filter(email=normal_email(email), kind=User.Kind.CUSTOMER).first()
    return {"customer": person} if person is not None else {"email": email}


@login_required
@require_safe
def enquiry(request: SignedIn, number: int) -> HttpResponse:
    found = get_thread(request, number)
    return page_of(request, found, SaidForm.fresh())


def get_thread(request: HttpRequest, number: int) -> Enquiry:
    return get_visible(reading.threads(request.user), request.user, number=number)


def page_of(request: SignedIn, found: Enquiry, form: SaidForm, *, status: int = 200, **more: Any) -> HttpResponse:
    """The thread as this side of it sees it."""
    if policies.answers(request.user, found):
        return thread_for_staff(request, found, form, status=status, **more)
    publication = reading.publication_of(found)
    asked = publication if publication is not None and publication.state == Publication.State.ASKED else None
    if asked is not None and not policies.can_consent(request.user, asked):
        asked = None
    context = {
        "enquiry": found,
        "thread": reading.said_in(found, request.user, inside=False),
        "desk": Desk.objects.filter(team=found.team_id).first(),
        "expected": due.expected(found),
        "may_reply": policies.can_reply(request.user, found),
        "form": form,
        "asked": asked,
        "consent_word": consent.word_for(asked) if asked is not None else "",
        "topic": publication.topic if publication is not None else None,
    }
    return render(request, "forum/centre/thread.html", context, status=status)


@login_required
@require_POST
@throttled("enquiry_reply", limit=120, per_seconds=3600)
def answer(request: SignedIn, number: int) -> HttpResponse:
    found = get_thread(request, number)
    form = SaidForm(request.POST, auto_id="said-%s")
    if form.is_valid():
        sent = form.cleaned_data
        try:
            made = reply(
                found,
                by=request.user,
                body=sent["body"],
                client_id=sent["client_id"],
                attachment_ids=sent["attachments"],
                solved=bool(request.POST.get("solved")),
            )
        except ValidationError as error:
            form.add_error("body", error)
        else:
            return redirect(made.get_absolute_url())
    return page_of(request, found, form, status=422)


@login_required
@require_POST
def status(request: SignedIn, number: int) -> HttpResponse:
    found = get_thread(request, number)
    try:
        set_status(found, by=request.user, status=request.POST.get("status", ""))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(found.get_absolute_url())


@login_required
@require_POST
def claim(request: SignedIn) -> HttpResponse:
    """Bring in what was written from one's own proven addresses without an account."""
    brought = sum(claim_staged(request.user, staged.email) for staged in waiting_to_be_claimed(request.user))
    if brought:
        messages.success(request, _("They are here now."))
    return redirect("forum:centre")


def _number(typed: str | None) -> int:
    return number_in(typed) or 0
