"""Writing a page. The editor talks to the document by its socket; here is what it does besides, and the form in which
the whole text is written where there is no script or no socket."""

from __future__ import annotations

from typing import Any

from csp.constants import NONCE
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.accounts.models import User
from intranet.collab import documents
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in, wants_json
from intranet.realtime import ledger
from wiki import actions, policies
from wiki.actions.versions import WrittenMeanwhile
from wiki.models import Page, Version
from wiki.tree.nodes import branches
from wiki.tree.remembering import opened_in
from wiki.tree.side import Side, side_of

from .forms import NoteForm, TextForm, TitleForm

_MOST_ASKED = 20


# CodeMirror makes style sheets of its own; the policy lets in those that carry the word it gave to this very page.
@csp_update({"style-src": [NONCE]})  # type: ignore[arg-type]  # it knows of views without arguments alone
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, page_id: int) -> HttpResponse:
    """Write a page: in the editor, or the whole text in a form."""
    page = _page(request, page_id)
    require(policies.can_edit_page(request.user, page))
    form = TextForm(request.POST or None)
    conflict = None
    if request.method == "POST":
        if form.is_valid():
            conflict = _put(page, form, by=request.user)
        if not form.errors:
            return redirect("wiki:page", page.pk, page.slug)
    assert page.space is not None
    heads = ledger.heads([page.key, page.space.audience])
    text = documents.read_text(page.document)
    if request.method == "GET":
        form = TextForm(initial={"title": page.title, "text": text, "began": text})
    context = {
        "page": page,
        "form": form,
        "conflict": conflict,
        "since": heads[page.key],
        "side": _side(request, page, since=heads[page.space.audience]),
        "may_publish": not page.publishes_itself and bool(policies.can_publish_page(request.user, page)),
    }
    return render(request, "wiki/edit.html", context, status=422 if request.method == "POST" else 200)


def _side(request: HttpRequest, page: Any, *, since: int) -> Side:
    tree = branches(page.space, request.user, opened=opened_in(request), at=page)
    return side_of(request, page.space, tree, at=page.pk, since=since)


def _put(page: Page, form: TextForm, *, by: User) -> WrittenMeanwhile | None:
    """Put in what was sent. What is refused becomes an error of the form, in which all that was typed still stands; the
    conflict is returned, so that both texts can be shown."""
    sent = form.cleaned_data
    began = sent["began"].replace("\r\n", "\n") if "began" in form.data else None
    try:
        if sent["title"] and sent["title"] != page.title:
            actions.rename_page(page, by=by, title=sent["title"])
        actions.put_text(page, by=by, text=sent["text"], note=sent["note"], based_on=sent["based_on"], began=began)
    except WrittenMeanwhile as error:
        form.add_error("text", error)
        # Sent once more, it has been seen beside what stands there, and is merged with that.
        data: Any = form.data
        form.data = data.copy() | {"began": error.now_there}
        return error
    except ValidationError as error:
        form.add_error("title" if getattr(error, "code", "").startswith("title") else "text", error)
    return None


@login_required
@require_POST
def title(request: SignedIn, page_id: int) -> HttpResponse:
    """Call it something else, from within the editor."""
    page = _page(request, page_id)
    form = TitleForm(request.POST)
    if not form.is_valid():
        return _refused(_("Give the page a title."))
    try:
        page = actions.rename_page(page, by=request.user, title=form.cleaned_data["title"])
    except ValidationError as error:
        return _refused(error.messages[0])
    if wants_json(request):
        return JsonResponse({"title": page.title, "slug": page.slug, "url": page.get_absolute_url()})
    return redirect("wiki:page", page.pk, page.slug)


@login_required
@require_POST
def save(request: SignedIn, page_id: int) -> HttpResponse:
    """Keep what is written as a version."""
    page = _page(request, page_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _refused(_("The note is too long: 200 characters at most."))
    version = actions.save_version(page, by=request.user, note=form.cleaned_data["note"])
    return _done(request, page, version, _("Version %(number)s saved") % {"number": version.number})


@login_required
@require_POST
def publish(request: SignedIn, page_id: int) -> HttpResponse:
    """Bring what is written out to the readers."""
    page = _page(request, page_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _refused(_("The note is too long: 200 characters at most."))
    version = actions.publish_page(page, by=request.user, note=form.cleaned_data["note"])
    if page.published_number == version.number:
        return _done(request, page, version, _("Page published"))
    said = _("Handed in: somebody who keeps this space approves it first.")
    if not wants_json(request):
        messages.info(request, said)
    return _done(request, page, version, said)


@login_required
@require_POST
def take_back(request: SignedIn, page_id: int) -> HttpResponse:
    """Let what was handed in wait no longer."""
    page = _page(request, page_id)
    if actions.take_back_text(page, by=request.user):
        messages.success(request, _("It waits no longer. Publish it again when it is ready."))
    return redirect("wiki:page", page.pk, page.slug)


def _done(request: HttpRequest, page: Page, version: Version, said: str) -> HttpResponse:
    if wants_json(request):
        published = page.published_number == version.number
        return JsonResponse({"number": version.number, "published": published, "said": said})
    return redirect("wiki:page", page.pk, page.slug)


@require_safe
def writers(request: HttpRequest, page_id: int) -> HttpResponse:
    """Who the people are that readers hear to be writing in it: {"7": "Anna Bianchi"}. Asked once for each, since what
    is heard says numbers alone."""
    get_visible(Page, request.user, pk=page_id)
    asked = request.GET.get("who", "").split(",")[:_MOST_ASKED]
    if any(number_in(one) is None for one in asked):
        raise Http404
    people = User.objects.visible_to(request.user).filter(pk__in=asked)
    return JsonResponse({str(person.pk): person.name for person in people})


def _page(request: HttpRequest, page_id: int) -> Page:
    page: Page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    return page


def _refused(sentence: str) -> JsonResponse:
    body: dict[str, Any] = {"detail": sentence}
    return JsonResponse(body, status=422)
