"""From a topic, or from words that were searched for, to a page: a new one, or one that is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forum.documenting.policies import can_document, can_see_worklists
from forum.models import Topic
from intranet.content.journeys import documents_about
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in
from intranet.core.text import excerpt
from intranet.search.queries import search
from wiki.models import Page
from wiki.tree.finding import titled, with_places

from . import actions, places
from .forms import DocumentForm, PlaceForm
from .promoting.passages import label_of

MOST_ANSWERS = 40
MOST_FOUND = 25


@login_required
@require_http_methods(["GET", "POST"])
def document(request: SignedIn, topic_id: int) -> HttpResponse:
    """Begin a page with what was said in a topic; ``with`` names what is ticked besides the accepted answer."""
    topic = _topic(request, topic_id)
    said = _said_in(topic, request)
    ticked = [str(pk) for pk in (topic.accepted_id, _number(request.GET.get("with", ""))) if pk is not None]
    form = DocumentForm(
        request.POST or None,
        writer=request.user,
        said=[(str(entry.entry_id), _label_of(entry, topic)) for entry in said],
        initial={"title": topic.title, "question": True, "chosen": ticked},
    )

    def make(sent: dict[str, Any], where: Any) -> Page:
        wanted = set(sent["chosen"])
        return actions.document_topic(
            topic,
            by=request.user,
            space=where[0],
            parent=where[1],
            title=sent["title"],
            question=sent["question"],
            chosen=[entry for entry in said if str(entry.entry_id) in wanted],
            client_id=sent["client_id"],
        )

    if (made := _made(request, form, make)) is not None:
        return redirect("wiki:edit", made.pk)
    context = {"topic": topic, "form": form, "pages": documents_about(topic, request.user)}
    return render(request, "forum/documenting/document.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def link_page(request: SignedIn, topic_id: int) -> HttpResponse:
    """Say that a page documents a topic: looked for by ``q``, chosen by ``page``."""
    topic = _topic(request, topic_id)
    if request.method == "POST":
        page = _page(request)
        if actions.link_page(topic, page, by=request.user):
            messages.success(request, _("Linked. The topic leads to “%(title)s” now.") % {"title": page.title})
        return redirect(topic.get_absolute_url())
    q = request.GET.get("q", topic.title)[:200]
    context = {"topic": topic, "q": q, "lines": _lines(request, q), "pages": documents_about(topic, request.user)}
    return render(request, "forum/documenting/link.html", context)


@login_required
@require_POST
def unlink_page(request: SignedIn, topic_id: int) -> HttpResponse:
    topic = _topic(request, topic_id)
    actions.unlink_page(topic, _page(request), by=request.user)
    return redirect("flows:link-page", topic.pk)


@login_required
@require_http_methods(["GET", "POST"])
def write_for(request: SignedIn) -> HttpResponse:
    """Begin a page for ``words`` that are searched for and not found."""
    require(can_see_worklists(request.user))
    words = request.POST.get("words", request.GET.get("words", ""))[:120].strip()
    form = PlaceForm(request.POST or None, writer=request.user, initial={"title": words[:1].upper() + words[1:]})

    def make(sent: dict[str, Any], where: Any) -> Page:
        return actions.write_for_words(
            words,
            by=request.user,
            space=where[0],
            parent=where[1],
            title=sent["title"],
            client_id=sent["client_id"],
        )

    if (made := _made(request, form, make)) is not None:
        return redirect("wiki:edit", made.pk)
    context = {"words": words, "form": form}
    return render(request, "forum/documenting/write.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def answer_words(request: SignedIn) -> HttpResponse:
    """Say that a page is what people search for by ``words``."""
    require(can_see_worklists(request.user))
    asked = request.POST if request.method == "POST" else request.GET
    words = asked.get("words", "")[:120].strip()
    if request.method == "POST":
        actions.answer_words(words, _page(request), by=request.user)
        messages.success(request, _("Noted. It comes back when more people look for it and find nothing."))
        return redirect("forum:not-found")
    q = request.GET.get("q", words)[:200]
    context = {"words": words, "q": q, "lines": _lines(request, q)}
    return render(request, "forum/documenting/link.html", context)


def _made(request: SignedIn, form: PlaceForm, make: Callable[[dict[str, Any], Any], Page]) -> Page | None:
    if request.method != "POST" or not form.is_valid():
        return None
    where = places.find(request.user, form.cleaned_data["place"])
    if where is None:
        form.add_error("place", _("That page is not there any more."))
        return None
    try:
        return make(form.cleaned_data, where)
    except ValidationError as error:
        form.add_error(None, error)
    return None


def _topic(request: SignedIn, topic_id: int) -> Topic:
    topic: Topic = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    require(can_document(request.user, topic))
    return topic


def _page(request: SignedIn) -> Page:
    page: Page = get_visible(
        Page.objects.published().select_related("space"), request.user, pk=_number(request.POST.get("page", ""))
    )
    return page


def _number(text: str) -> int | None:
    return number_in(text)


def _said_in(topic: Topic, request: SignedIn) -> list[Entry]:
    """Its answers, the accepted and the most voted for first; and the comment one came from."""
    said = Entry.objects.visible_to(request.user).published().filter(root=topic.pk).select_related("author")
    answers = list(said.filter(kind="forum.answer").order_by("-votes_count", "pk")[:MOST_ANSWERS])
    asked_for = _number(request.GET.get("with", ""))
    wanted = {pk for pk in (topic.accepted_id, asked_for) if pk}
    wanted |= {pk for pk in map(_number, request.POST.getlist("chosen")[:MOST_ANSWERS]) if pk}
    more = said.filter(
        pk__in=wanted - {entry.pk for entry in answers}, kind__in=["forum.answer", "conversation.comment"]
    )
    return sorted([*answers, *more], key=lambda entry: entry.pk != topic.accepted_id)


def _label_of(entry: Entry, topic: Topic) -> str:
    if entry.entry_id != topic.accepted_id:
        return label_of(entry)
    return _("Accepted, %(name)s: %(words)s") % {"name": entry.author.name, "words": excerpt(entry.body_text, 160)}


def _lines(request: SignedIn, q: str) -> list[Any]:
    """Pages whose title has these words; those that say them where no title does."""
    seen = Page.objects.visible_to(request.user).published().filter(is_template=False).select_related("space")
    found = list(titled(seen, q).order_by("folded_title", "pk")[:MOST_FOUND]) if q.strip() else []
    if not found and q.strip():
        said = search(request.user, q, kind=Page._meta.label_lower, limit=MOST_FOUND).entries
        found = [page for page in said if not page.is_template]
    return list(with_places(found, request.user))
