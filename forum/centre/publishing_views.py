"""Making a public question of a private thread, and what the customer says to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum.actions import centre_publishing as actions
from forum.models import Category, Enquiry, Publication
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.throttle import throttled

from . import consent, policies, reading
from .forms import ConsentForm, DraftForm, PublicationForm
from .inbox_views import get_work
from .redaction import names_around, search


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: SignedIn, number: int) -> HttpResponse:
    """Choose what of the thread would be public, and where."""
    found = get_work(request, number)
    underway = reading.publication_of(found)
    if underway is not None and (underway.is_open or underway.topic_id):
        return redirect("forum:publication", underway.pk)
    thread = reading.said_in(found, request.user, inside=False)
    form = DraftForm(request.POST or None, categories=_categories(request), said=[one.pk for one in thread.said])
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_publication(
                found,
                by=request.user,
                category=form.cleaned_data["category"],
                messages=form.cleaned_data["messages"],
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("forum:publication", made.pk)
    context = {"enquiry": found, "thread": thread, "form": form, "categories": _categories(request).exists()}
    return render(request, "forum/centre/begin.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: SignedIn, publication_id: int) -> HttpResponse:
    """The draft, what still looks private in it, and what the customer says."""
    found = _get(request, publication_id)
    form = PublicationForm(request.POST or None, instance=found, categories=_categories(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_publication(found, by=request.user, **form.cleaned_data)
            if request.POST.get("then") == "ask":
                actions.ask_for_consent(found, by=request.user)
                messages.success(request, _("The customer was asked. Nothing is public until they agree."))
            else:
                messages.success(request, _("Saved."))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("forum:publication", found.pk)
    names = names_around(found.enquiry)
    context = {
        "publication": found,
        "enquiry": found.enquiry,
        "form": form,
        "still_there": search("\n".join([found.title, found.question, found.answer]), names),
    }
    return render(request, "forum/centre/publication.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def decide(request: SignedIn, publication_id: int) -> HttpResponse:
    """Ask, put out, or give up."""
    found = _get(request, publication_id)
    match request.POST.get("what"):
        case "ask":
            actions.ask_for_consent(found, by=request.user)
            messages.success(request, _("The customer was asked. Nothing is public until they agree."))
        case "publish":
            topic = actions.publish_publication(found, by=request.user)
            messages.success(request, _("Published, word for word as the customer agreed."))
            return redirect(topic.get_absolute_url())
        case "drop":
            actions.drop_publication(found, by=request.user)
            return redirect(found.enquiry.get_absolute_url())
    return redirect("forum:publication", found.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("consent", limit=60, per_seconds=3600)
def answer_consent(request: HttpRequest, word: str) -> HttpResponse:
    """The customer reads the very words and answers. Whoever has the link of the mail is the customer."""
    found = consent.publication_of(word)
    if found is None:
        raise Http404
    form = ConsentForm(request.POST or None, credits=_credits(found), initial={"digest": found.digest})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            actions.decide_publication(
                found,
                by=found.enquiry.customer,
                decision=sent["decision"],
                digest=sent["digest"],
                credit=sent["credit"],
                words=sent["words"],
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("forum:consent", word)
    context = {"publication": found, "form": form}
    return render(request, "forum/centre/consent.html", context, status=422 if form.is_bound else 200)


def _credits(found: Publication) -> list[tuple[str, Any]]:
    enquiry = found.enquiry
    choices: list[tuple[str, Any]] = [("name", enquiry.customer.name)]
    if enquiry.company is not None:
        choices.append(("company", _("Somebody of %(company)s") % {"company": enquiry.company.name}))
    return [*choices, ("anonymous", _("A customer, without a name"))]


def _categories(request: HttpRequest) -> Any:
    return Category.objects.visible_to(request.user).in_use()


def _get(request: SignedIn, pk: int) -> Publication:
    seen = Enquiry.objects.visible_to(request.user)
    found = Publication.objects.filter(enquiry__in=seen.order_by().values("pk"))
    with_people = found.select_related(
        "enquiry__area", "enquiry__customer", "enquiry__company", "enquiry__author", "category", "topic", "made_by"
    )
    publication = get_object_or_404(with_people, pk=pk)
    require(policies.can_publish_from(request.user, publication.enquiry))
    return publication
