"""What goes with a broadcast: the words for the public, and the mail to everybody, with its log."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from feeds.broadcasts.delivering import addressed_by
from feeds.models import Broadcast, Mailing, Twin
from intranet.accounts.policies import can_administer
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.pagination import keyset_page

from . import mailing, twins
from .forms import MailingForm, TwinForm

PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def twin(request: SignedIn, entry_id: int) -> HttpResponse:
    """What the public reads when this comes out."""
    broadcast = _broadcast(request, entry_id)
    require(twins.can_write_twin(request.user, broadcast))
    found = Twin.objects.select_related("post").filter(broadcast=broadcast).first()
    if request.method == "POST" and request.POST.get("do") == "drop":
        twins.drop_twin(broadcast, by=request.user)
        messages.success(request, _("The public is told nothing with it."))
        return redirect(broadcast.get_absolute_url())
    data: Any = request.POST if request.method == "POST" else None
    if data is not None and found is not None and found.released_at is not None:
        # Its words are changed where it stands.
        data = {"title": found.title, "body": found.body, "stays": request.POST.get("stays", "")}
    form = TwinForm.of(found, data)
    if request.method == "POST" and form.is_valid():
        try:
            made = twins.write_twin(broadcast, by=request.user, words=form.words())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = _("It is public now.") if made.released_at else _("It comes out together with the broadcast.")
            if found is not None and found.released_at is not None:
                said = _("It stands by itself now.") if made.stays else _("It goes with the broadcast.")
            messages.success(request, said)
            return redirect("feeds:broadcast-twin", broadcast.pk)
    context = {"broadcast": broadcast, "twin": found, "form": form}
    return render(request, "feeds/broadcasts/twin.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def mail_to_all(request: SignedIn, entry_id: int) -> HttpResponse:
    """Have it mailed to everybody whom it is for; says to how many before it goes."""
    broadcast = _broadcast(request, entry_id)
    allowed = mailing.can_mail_to_all(request.user, broadcast)
    require(mailing.may_open(request.user, broadcast))
    form = MailingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = mailing.mail_to_all(broadcast, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("On its way to %(n)d people.") % {"n": made.people})
            return redirect("feeds:broadcast-mail", broadcast.pk)
    context = {
        "broadcast": broadcast,
        "form": form if allowed else None,
        "refusal": allowed.refusal,
        "people": addressed_by(broadcast).count(),
        "rows": with_figures(Mailing.objects.filter(broadcast=broadcast)).order_by("-pk")[:PAGE],
    }
    return render(request, "feeds/broadcasts/mail.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def mailings(request: SignedIn) -> HttpResponse:
    """The log of the whole house: who had what mailed to how many, and why. Admins alone."""
    require(can_administer(request.user))
    page = keyset_page(
        with_figures(Mailing.objects.order_by()), by=("-pk",), cursor=request.GET.get("cursor"), size=PAGE
    )
    seen = set(
        Broadcast.objects.visible_to(request.user)
        .filter(pk__in=[row.broadcast_id for row in page.items])
        .values_list("pk", flat=True)
    )
    for row in page.items:
        row.is_readable = row.broadcast_id in seen
    return render(request, "feeds/broadcasts/mailings.html", {"page": page})


def with_figures(rows: QuerySet[Mailing]) -> QuerySet[Any]:
    found = rows.select_related("broadcast", "by")
    return found.annotate(sent=Count("mailed", filter=Q(mailed__sent_at__isnull=False)))


def _broadcast(request: SignedIn, pk: int) -> Broadcast:
    return get_visible(Broadcast.objects.with_people(), request.user, pk=pk)
