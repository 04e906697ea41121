"""Pages of the feed. The lists are the same for htmx, fetch and plain visits; only the frame around them differs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from intranet.content.actions import EditConflict
from intranet.content.attachments import describe_all
from intranet.content.models import Entry
from intranet.content.policies import can_edit
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.throttle import throttled
from intranet.spaces.actions import mark_seen
from intranet.spaces.models import Membership, Space
from intranet.spaces.views import standing

from . import actions, timeline
from .forms import PostEditForm, PostForm
from .models import Post


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The reader's own feed; for guests, what the house tells the street."""
    viewer = request.user
    feed = timeline.page_of(
        timeline.home_entries(viewer),
        viewer,
        cursor=request.GET.get("cursor"),
        streams=timeline.streams_of_home(viewer),
        show_space=True,
    )
    page = "feeds/home.html" if viewer.is_authenticated else "feeds/street.html"
    context: dict[str, Any] = {"feed": feed}
    if viewer.is_authenticated:
        context["form"] = PostForm(writer=viewer)
    return render_page(request, page, context, part="feeds/_page.html")


@login_required
@require_GET
def home_newer(request: SignedIn) -> HttpResponse:
    return _newer(request, timeline.home_entries(request.user), show_space=True)


def space_feed(request: HttpRequest, space: Space) -> HttpResponse:
    """The feed tab of a space: the page that opens a space whose first part is the feed."""
    viewer = request.user
    feed = timeline.page_of(
        timeline.space_entries(space, viewer),
        viewer,
        cursor=request.GET.get("cursor"),
        streams=[space.audience],
    )
    context: dict[str, Any] = {"feed": feed, "space": space, "tab": "feeds"} | standing(request, space)
    if viewer.is_authenticated:
        context["form"] = PostForm(writer=viewer, space=space)
        _mark_seen(space, viewer, context["membership"], feed, request.GET.get("cursor"))
    return render_page(request, "feeds/space.html", context, part="feeds/_page.html")


@login_required
@require_GET
def space_newer(request: SignedIn, slug: str) -> HttpResponse:
    space = get_visible(Space, request.user, slug=slug)
    return _newer(request, timeline.space_entries(space, request.user))


@login_required
@require_http_methods(["GET", "POST"])
@throttled("post", limit=20, per_seconds=60)
def post_new(request: SignedIn) -> HttpResponse:
    """The composer as a page of its own, and where every composer sends its post."""
    form = PostForm(request.POST or None, writer=request.user)
    if request.method == "POST" and form.is_valid():
        place, data = form.place(), form.cleaned_data
        try:
            describe_all(data["attachments"], request.POST, by=request.user)
            post = actions.publish_post(
                by=request.user,
                title=data["title"],
                body=data["body"],
                link=data["link"],
                space=place.space,
                audience=place.audience,
                client_id=data["client_id"],
                attachment_ids=data["attachments"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if request.htmx or request.headers.get("X-Requested-With") == "fetch":
                return _card(request, post, status=201)
            return redirect(post.get_absolute_url())
    status = 422 if form.is_bound else 200
    return render_page(request, "feeds/post_new.html", {"form": form}, part="feeds/_composer.html", status=status)


@require_GET
def post(request: HttpRequest, entry_id: int) -> HttpResponse:
    return entry_page(request, entry_id, Post)


def entry_page(request: HttpRequest, entry_id: int, model: type[Entry]) -> HttpResponse:
    """The page of one entry of a feed, of whatever kind: its card, whole, with the discussion."""
    asked = request.GET.get("comment", "")
    around = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    post, card = timeline.alone(entry_id, request.user, around=around, model=model)
    layout = "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
    return render(request, "feeds/post.html", {"post": post, "entry": post, "card": card, "layout": layout})


@require_GET
def post_card(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One card, for a list that learns of a post by name."""
    return _card(request, get_visible(Post, request.user, pk=entry_id))


@login_required
@require_http_methods(["GET", "POST"])
def post_edit(request: SignedIn, entry_id: int) -> HttpResponse:
    post = get_visible(Post, request.user, pk=entry_id)
    require(can_edit(request.user, post))
    form = PostEditForm.of(post, request.POST or None)
    context: dict[str, Any] = {"form": form, "post": post}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            describe_all(data["attachments"], request.POST, by=request.user)
            actions.edit_post(
                post,
                by=request.user,
                title=data["title"],
                body=data["body"],
                link=data["link"],
                based_on=data["based_on"],
                attachment_ids=data["attachments"] if "attachments" in request.POST else None,
            )
        except EditConflict as conflict:
            form.add_error(None, conflict)
            data = request.POST.copy()
            data["based_on"] = str(conflict.entry.revisions_count)
            form.data = data
            context["theirs"] = conflict.entry
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(post.get_absolute_url())
    return render(request, "feeds/post_edit.html", context, status=422 if form.is_bound else 200)


def _mark_seen(
    space: Space, viewer: Any, membership: Membership | None, feed: timeline.Timeline, cursor: str | None
) -> None:
    """Opening a space reads it as far as its newest post; nothing is written when that was seen before."""
    if membership is None or cursor or not feed.cards:
        return
    newest = feed.cards[0].published_at
    if membership.seen_until is None or membership.seen_until < newest:
        mark_seen(space, by=viewer, until=newest)


def _newer(request: HttpRequest, entries: QuerySet[Entry], *, show_space: bool = False) -> HttpResponse:
    feed = timeline.newer_than(entries, request.user, cursor=request.GET.get("after"), show_space=show_space)
    response = render(request, "feeds/_newer.html", {"feed": feed})
    response["X-Newest"] = feed.newest or ""
    response["X-Too-Many"] = "1" if feed.next else ""
    return response


def _card(request: HttpRequest, post: Post, *, status: int = 200) -> HttpResponse:
    feed = timeline.card_of(post, request.user)
    return render(request, "feeds/_newer.html", {"feed": feed}, status=status)
