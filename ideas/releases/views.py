"""Releases to read, and to write."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas import actions
from ideas.home.views import layout_for
from ideas.models import Idea, Release
from intranet.accounts.forms import blame
from intranet.accounts.models import User
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.conversation.discussion import open_discussion
from intranet.core.decisions import require
from intranet.core.feed import Item, atom
from intranet.core.http import SignedIn, get_visible, number_in
from intranet.core.pagination import keyset_page
from intranet.core.street_head import LONGEST_DESCRIPTION, absolute
from intranet.core.text import excerpt
from intranet.core.throttle import throttled
from intranet.realtime.ledger import heads
from intranet.search.queries import search
from intranet.spaces.audiences import spaces_moderated
from intranet.spaces.models import Space

from .forms import ReleaseForm, SubscribeForm
from .listing import bring_delivered, releases_for
from .policies import can_keep_release, can_name, can_release_in

SIZE = 20
MOST_FOUND = 8


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """What has been delivered, the newest first."""
    viewer = request.user
    found = releases_for(viewer).without_blocked(viewer)
    page = keyset_page(found, by=("-published_at", "-pk"), cursor=request.GET.get("cursor"), size=SIZE)
    bring_delivered(page.items, viewer)
    context: dict[str, Any] = {"page": page, "layout": layout_for(request), "may_release": bool(_spaces(viewer))}
    if viewer.is_authenticated:
        context["drafts"] = list(Release.objects.filter(author=viewer, state__in=["draft", "scheduled", "held"]))
    else:
        context["form"] = SubscribeForm()
    return render(request, "ideas/releases/releases.html", context)


@require_safe
def release(request: HttpRequest, release_id: int, slug: str) -> HttpResponse:
    viewer = request.user
    key = f"entry_{release_id}"
    since = heads([key])[key] if viewer.is_authenticated else 0
    found: Any = get_visible(
        Release.objects.select_related("author__company", "author__department", "space", "version__product", "product"),
        viewer,
        pk=release_id,
    )
    if slug != found.slug:
        return redirect(found)
    bring_delivered([found], viewer)
    found.preview = open_discussion(found, viewer, around=None, since=since)
    context = {
        "release": found,
        "entry": found,
        "may_keep": can_keep_release(viewer, found),
        "layout": layout_for(request),
    }
    return render(request, "ideas/releases/release.html", context)


@require_safe
def by_number(request: HttpRequest, release_id: int) -> HttpResponse:
    return redirect(get_visible(Release, request.user, pk=release_id))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What everybody may read, whoever asks."""
    newest = list(releases_for(AnonymousUser()).order_by("-published_at", "-pk")[:30])
    items = [
        Item(
            title=one.title,
            path=one.get_absolute_url(),
            key=absolute(one.address),
            words=excerpt(one.body_text, LONGEST_DESCRIPTION * 2),
            at=one.edited_at or one.published_at,
            author=one.author.name,
        )
        for one in newest
    ]
    return atom(request, lambda: _("Releases"), reverse("ideas:releases"), items)


@login_required
@require_http_methods(["GET", "POST"])
@throttled("release_new", limit=30, per_seconds=600)
def new(request: SignedIn) -> HttpResponse:
    spaces = _spaces(request.user)
    if not spaces:
        raise PermissionDenied(_("Only the owners and moderators of a space release something."))
    begun = {"client_id": uuid.uuid4(), "space": spaces[0].pk}
    form = ReleaseForm(request.POST or None, spaces=spaces, initial=begun)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            made = actions.draft_release(sent["space"], by=request.user, client_id=sent["client_id"], **form.words())
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect("ideas:release-edit", made.pk)
    context = {"form": form, "layout": layout_for(request)}
    return render(request, "ideas/releases/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, release_id: int) -> HttpResponse:
    """Its words, and below them what it delivers."""
    found = _own(request, release_id)
    form = ReleaseForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_release(found, by=request.user, based_on=form.cleaned_data["based_on"], **form.words())
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("ideas:release-edit", found.pk)
    bring_delivered([found], request.user)
    q = request.GET.get("q", "")[:200].strip()
    context = {"form": form, "release": found, "q": q, "layout": layout_for(request)}
    if q:
        context["found"] = _to_name(request.user, found, q)
    return render(request, "ideas/releases/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def name(request: SignedIn, release_id: int) -> HttpResponse:
    """Take something up into it, or out of it again (``drop``)."""
    found = _own(request, release_id)
    entry = get_visible(Entry, request.user, pk=number_in(request.POST.get("entry")))
    if "drop" in request.POST:
        actions.drop_from_release(found, entry, by=request.user)
    else:
        try:
            actions.name_in_release(found, entry, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(reverse("ideas:release-edit", args=[found.pk]) + "#delivered")


@login_required
@require_POST
def publish(request: SignedIn, release_id: int) -> HttpResponse:
    found = _own(request, release_id)
    try:
        if actions.publish_release(found, by=request.user):
            messages.success(request, _("It is out. Everybody who had a part in it is told."))
        else:
            found.refresh_from_db(fields=["state"])
            if found.is_held:
                messages.info(request, _("It waits for somebody to look at it, and comes out then."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("ideas:release-edit", found.pk)
    return redirect(found)


def _own(request: SignedIn, release_id: int) -> Release:
    found = get_visible(Release.objects.select_related("space", "author"), request.user, pk=release_id)
    require(can_keep_release(request.user, found))
    return found


def _spaces(person: Any) -> list[Space]:
    if not person.is_authenticated or not person.is_staff_member:
        return []
    kept = Space.objects.filter(pk__in=spaces_moderated(person), archived_at=None).order_by("-visibility", "name")
    spaces = [space for space in kept if can_release_in(person, space)]
    return sorted(spaces, key=lambda space: (not space.is_community, space.name))


def _to_name(person: User, release: Release, q: str) -> list[Any]:
    """Ideas and documents with these words that may be named: by title first, and by what the index knows."""
    titled = Idea.objects.visible_to(person).listed().filter(title__icontains=q).with_place()[:MOST_FOUND]
    named = {entry.entry_id for entry in getattr(release, "delivered", [])}
    found: dict[int, Any] = {idea.pk: idea for idea in titled}
    for entry in search(person, q, limit=4 * MOST_FOUND).entries:
        if isinstance(entry, Idea) or kind_of(entry).anchors:
            found.setdefault(entry.entry_id, entry)
    may = [one for pk, one in found.items() if pk not in named and can_name(person, release, one)]
    return may[:MOST_FOUND]
