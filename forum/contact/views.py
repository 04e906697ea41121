"""The contact form: it begins a private thread with a team, with or without an account."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.actions.centre import open_enquiry
from forum.centre.jobs import mail_received
from forum.home.views import layout_for
from forum.models import Desk, Enquiry
from intranet.accounts import sign_up_guards
from intranet.accounts.forms import blame
from intranet.accounts.models import normal_email
from intranet.core.throttle import allow, throttled

from .failures import note_failure
from .forms import ContactForm

# Of letters to one address that did not ask for them.
MOST_TO_ONE_ADDRESS = 5


@require_http_methods(["GET", "POST"])
@never_cache
@throttled("contact", limit=6, per_seconds=3600)
def contact(request: HttpRequest) -> HttpResponse:
    viewer = request.user
    is_known = viewer.is_authenticated
    is_staff = viewer.is_authenticated and not viewer.is_customer
    desks = [] if is_staff else list(Desk.objects.taking().select_related("team"))
    initial = {"client_id": uuid.uuid4(), "subject": request.GET.get("subject", "")[:200]}
    chosen = next((desk.pk for desk in desks if str(desk.pk) == request.GET.get("desk")), None)
    form = ContactForm(
        request.POST or None, desks=desks, is_known=is_known, initial=initial | ({"desk": chosen} if chosen else {})
    )
    if request.method == "POST" and desks and form.is_valid() and (done := _sent(request, form)) is not None:
        return done
    number = request.GET.get("sent", "")
    context = {
        "form": form,
        "desks": desks,
        "sent": number if number.isascii() and number.isdigit() and len(number) < 12 else "",
        "is_staff": is_staff,
        "layout": layout_for(request),
    }
    return render(request, "forum/contact/contact.html", context, status=422 if form.is_bound else 200)


def _sent(request: HttpRequest, form: ContactForm) -> HttpResponse | None:
    said = form.cleaned_data
    if not request.user.is_authenticated and not _may_write(request, form):
        return None
    try:
        enquiry = _opened(request, said)
    except ValidationError as error:
        if getattr(error, "code", "") == "team":
            note_failure(" ".join(error.messages))
        blame(form, error)
        return None
    except Exception as error:
        # The words are in the form of the page that says so; that it happened is on the health page.
        note_failure(type(error).__name__)
        raise
    if request.user.is_authenticated:
        messages.success(request, _("Your message is with the team."))
        return redirect(enquiry.get_absolute_url())
    return redirect(f"{reverse('forum:contact')}?sent={enquiry.number}")


def _may_write(request: HttpRequest, form: ContactForm) -> bool:
    """Whether this address may be written from: rules of the house, and never a flood of letters to a third person."""
    email = normal_email(form.cleaned_data["email"])
    to = hashlib.sha256(email.encode()).hexdigest()[:32]
    for decision in (
        sign_up_guards.can_sign_up(email, request),
        allow(f"contact_to:{to}", limit=MOST_TO_ONE_ADDRESS, per_seconds=24 * 3600),
    ):
        if not decision:
            form.add_error("email", str(decision.refusal))
            return False
    return True


def _opened(request: HttpRequest, said: dict[str, Any]) -> Enquiry:
    what: dict[str, Any] = {
        "subject": said["subject"],
        "body": said["body"],
        "team": said["desk"].team,
        "channel": Enquiry.Channel.FORM,
        "client_id": said["client_id"],
    }
    if request.user.is_authenticated:
        return open_enquiry(by=request.user, **what)
    language = get_language() or ""
    enquiry = open_enquiry(email=said["email"], name=said["name"], language=language, **what)
    if enquiry.published_at is not None:
        mail_received.enqueue(enquiry_id=enquiry.pk)
    return enquiry
