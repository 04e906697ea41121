"""The terms of use and the privacy notice: reading them, what changed, agreeing, and publishing a new version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intranet.accounts import actions, policies, threshold
from intranet.accounts.forms import blame
from intranet.accounts.models import TermsDocument
from intranet.accounts.terms import in_force
from intranet.accounts.terms_forms import TermsForm
from intranet.core.decisions import require
from intranet.core.difference import difference
from intranet.core.http import SignedIn, get_visible, number_in
from intranet.core.throttle import throttled

# A document has had as many versions as a firm has had lawyers; more than this is not shown at once.
MOST_VERSIONS = 50


@require_safe
def current(request: HttpRequest, kind: str) -> HttpResponse:
    """What is in force, for anybody. Where nothing was published yet, an admin is shown where to."""
    document = TermsDocument.objects.filter(kind=kind).first()
    if document is None:
        if not policies.can_administer(request.user):
            raise Http404
        return redirect("accounts:publish_terms", kind)
    return _page(request, document)


@require_safe
def version(request: HttpRequest, kind: str, version: int) -> HttpResponse:
    return _page(request, get_visible(TermsDocument, request.user, kind=kind, version=version))


@require_safe
def changes(request: HttpRequest, kind: str, version: int) -> HttpResponse:
    """What a version says differently from the one before it."""
    after: TermsDocument = get_visible(TermsDocument, request.user, kind=kind, version=version)
    before: TermsDocument = get_visible(TermsDocument, request.user, kind=kind, version=version - 1)
    context = {
        "before": before,
        "after": after,
        "pieces": difference(str(before.texts.get(after.language, "")), after.text),
    }
    return render(request, "accounts/terms_changes.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
@throttled("consent", limit=30, per_seconds=600)
def consent(request: SignedIn) -> HttpResponse:
    """Everything in force on one page, one button to agree, and the way out for who does not."""
    missing = threshold.missing_of(request.user)
    if missing is None or missing.code != "consent":
        return HttpResponseRedirect(_next(request))
    context: dict[str, Any] = {"documents": in_force(), "next": _next(request)}
    if request.method == "POST":
        shown = [pk for pk in map(number_in, request.POST.getlist("document")) if pk is not None]
        try:
            actions.agree_to_terms(request.user, shown, by=request.user)
        except ValidationError as error:
            context["problem"] = " ".join(error.messages)
        else:
            return HttpResponseRedirect(_next(request))
    return render(request, "accounts/consent.html", context, status=422 if "problem" in context else 200)


@require_http_methods(["GET", "POST"])
@login_required
@throttled("terms", limit=30, per_seconds=3600)
def publish(request: SignedIn, kind: str) -> HttpResponse:
    require(policies.can_administer(request.user))
    latest = TermsDocument.objects.filter(kind=kind).first()
    form = TermsForm(request.POST or None, latest=latest)
    if request.method == "POST" and form.is_valid():
        try:
            document = actions.publish_terms(kind, by=request.user, **form.asked)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Version %(number)d is in force.") % {"number": document.version})
            return redirect("accounts:terms", kind)
    context = {"form": form, "kind": TermsDocument.Kind(kind), "latest": latest}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/terms_publish.html", context, status=status)


def _page(request: HttpRequest, document: TermsDocument) -> HttpResponse:
    versions = TermsDocument.objects.filter(kind=document.kind)[:MOST_VERSIONS]
    context = {
        "document": document,
        "versions": versions,
        "is_current": versions[0].version == document.version,
        "may_publish": policies.can_administer(request.user),
    }
    return render(request, "accounts/terms.html", context)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and "/" in wanted else "/"
