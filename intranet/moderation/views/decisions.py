"""What was decided about somebody, for that person alone; the one appeal; and the warning that has to be read."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from intranet.accounts.models import User
from intranet.core.http import SignedIn
from intranet.core.throttle import throttled
from intranet.moderation import appeals, sanctioning
from intranet.moderation.forms import AppealForm
from intranet.moderation.letters import read_key
from intranet.moderation.models import Case, Sanction
from intranet.moderation.reach import cases_for


@login_required
@require_http_methods(["GET", "POST"])
@throttled("appeal", limit=20, per_seconds=3600)
def decision(request: SignedIn, case_id: int) -> HttpResponse:
    """A decision about oneself, with its reason and its rule; and an appeal against it."""
    found = _decided(case_id, request.user.pk)
    return _answer(request, found, request.user, reverse("moderation:decision", args=[case_id]))


@never_cache
@require_http_methods(["GET", "POST"])
@throttled("appeal", limit=20, per_seconds=3600)
def decision_by_key(request: HttpRequest, key: str) -> HttpResponse:
    """The same for somebody who cannot sign in: the address came by mail and opens this one page."""
    read = read_key(key)
    if read is None:
        raise Http404
    case_id, person_id = read
    person = User.objects.filter(pk=person_id, is_system=False, erased_at=None).first()
    if person is None:
        raise Http404
    found = _decided(case_id, person_id)
    return _answer(request, found, person, reverse("moderation:decision-by-key", args=[key]))


@login_required
@require_GET
def decision_of(request: SignedIn, entry_id: int) -> HttpResponse:
    """From what was hidden to why: the author to the decision, a moderator to the case."""
    decided = Case.objects.filter(entry=entry_id, state=Case.State.CLOSED, outcome__in=appeals.AGAINST)
    if found := decided.filter(about=request.user).order_by("-decided_at").first():
        return redirect("moderation:decision", case_id=found.pk)
    if found := cases_for(request.user).filter(pk__in=decided.values("pk")).order_by("-decided_at").first():
        return redirect("moderation:case", case_id=found.pk)
    raise Http404


@login_required
@require_http_methods(["GET", "POST"])
def warning(request: SignedIn) -> HttpResponse:
    """A warning, which keeps everything else closed until it was read."""
    if request.method == "POST":
        sanctioning.acknowledge(by=request.user)
        wanted = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        return redirect(wanted if is_ours and "/" in wanted else "/")
    context = {"warnings": sanctioning.unread_warnings(request.user), "next": request.GET.get("next", "")}
    return render(request, "moderation/warning.html", context)


def _answer(request: HttpRequest, found: Case, person: User, address: str) -> HttpResponse:
    may = appeals.can_appeal(person, found)
    form = AppealForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                appeals.appeal(found, by=person, words=form.cleaned_data["words"])
            except ValidationError as refused:
                form.add_error("words", refused.messages)
            else:
                messages.success(request, _("Somebody else looks at it now. You are told what comes of it."))
                return redirect(address)
    measure = Sanction.objects.filter(pk=found.subject_id).first() if found.sort == "sanction" else None
    context = {
        "case": found,
        "form": form if may else None,
        "appeal": Case.objects.filter(appeal_of=found).first(),
        "sanction": measure,
    }
    return render(request, "moderation/decision.html", context, status=status)


def _decided(case_id: int, person_id: int) -> Case:
    """Of an appeal, the decision it was about: there its outcome stands, too."""
    found = Case.objects.filter(pk=case_id, about=person_id).select_related("entry", "cited", "appeal_of").first()
    if found is None:
        raise Http404
    if found.appeal_of_id is not None:
        found = Case.objects.select_related("entry", "cited", "appeal_of").get(pk=found.appeal_of_id)
    if found.is_open:
        raise Http404
    return found
