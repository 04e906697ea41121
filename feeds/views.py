"""Pages of the feed. The lists are the same for htmx, fetch and plain visits; only the frame around them differs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intranet.accounts.own_rows import want
from intranet.content.actions import EditConflict
from intranet.content.attachments import describe_all
from intranet.content.gone import visible_or_gone
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.content.pins import pins_of
from intranet.content.policies import can_edit
from intranet.content.series import around as series_around
from intranet.core import front_page
from intranet.core.decisions import require
from intranet.core.guest_pages import kept_for_guests
from intranet.core.http import SignedIn, get_visible, number_in, render_page, wants_part
from intranet.spaces.audiences import PUBLIC
from intranet.spaces.listing import ELSEWHERE
from intranet.spaces.models import Space
from intranet.spaces.policies import can_read_inside
from intranet.spaces.views import standing

from . import actions, filtering, pinned, rail, timeline, unread
from .broadcasts.listing import ON_TOP, on_top_for
from .composing import doors, find
from .filters import Filter
from .forms import PostEditForm, PostForm
from .models import Post
from .panels import panels_for
from .standing import home_of


def composer(writer: Any, space: Space | None, joined: list[Space] | None = None) -> dict[str, Any]:
    """What the composer on a page of a feed shows. On a page of everything it begins as a post."""
    kind = find("post")
    form = PostForm(writer=writer, space=space, joined=joined)
    return {"form": form, "kind": kind, "form_action": kind.url(None), "offered": doors(writer, space)}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The reader's own feed, narrowed as the address says or as their default filter does; for guests, what the house
    tells the street."""
    viewer = request.user
    if (front := front_page.answer(request)) is not None:
        return front
    if not viewer.is_authenticated:
        feed = timeline.page_of(
            timeline.home_entries(viewer), viewer, cursor=request.GET.get("cursor"), streams=[], show_space=True
        )
        return kept_for_guests(render_page(request, "feeds/street.html", {"feed": feed}, part="feeds/_page.html"))
    if not wants_part(request):
        want(viewer, ELSEWHERE)
        want(viewer, ON_TOP)
    looking = filtering.look(viewer, request.GET)
    wanted = looking.filter
    feed = timeline.home_page(viewer, wanted, cursor=request.GET.get("cursor"))
    context: dict[str, Any] = {"feed": feed, "looking": looking, "query": wanted.query}
    if not feed.rows and wanted.narrows and not request.GET.get("cursor"):
        context["culprits"] = looking.culprits()
    if not wants_part(request):
        joined = [mine.space for mine in rail.memberships(request)]
        context |= composer(viewer, None, joined) | {"rule": timeline.rule_for(viewer, wanted)}
        context["on_top"] = on_top_for(viewer)
    return render_page(request, "feeds/home.html", context, part="feeds/_page.html")


@login_required
@require_GET
def home_newer(request: SignedIn) -> HttpResponse:
    wanted = Filter.read(request.GET)
    entries = timeline.home_entries(request.user, wanted)
    after = request.GET.get("after")
    return _newer(request, timeline.newer_than(entries, request.user, cursor=after, show_space=True, by=wanted.by))


def space_feed(request: HttpRequest, space: Space) -> HttpResponse:
    """The feed tab of a space: the page that opens a space whose first part is the feed."""
    viewer, cursor = request.user, request.GET.get("cursor")
    mine = rail.membership_in(request, space)
    context: dict[str, Any] = {"space": space, "tab": "feeds"} | standing(request, space, lambda viewer, space: mine)
    # Above this line stands what is new; it stays where it was until one leaves, so the following pages are told.
    line = unread.line_for(mine, request.GET)
    pins = pins_of(space, viewer)
    entries = timeline.space_entries(space, viewer).exclude(pk__in=[pin.entry_id for pin in pins])
    feed = timeline.page_of(entries, viewer, cursor=cursor, streams=[space.audience], seen_until=line)
    if pins and not cursor:
        context["pinned"] = pinned.cards_of_pins(pins, viewer)
        context["pinned_unread"] = timeline.unread_among([one.card for one in context["pinned"]], viewer)
    context |= {"feed": feed, "query": unread.line_goes_on(line, feed)}
    if viewer.is_authenticated:
        context["rule"] = timeline.rule_for(viewer, at_home=False)
        context |= composer(viewer, space)
        context["unread_here"] = rail.unread(request).get(space.pk, 0)
    return render_page(request, "feeds/space.html", context, part="feeds/_page.html")


@login_required
@require_GET
def space_newer(request: SignedIn, slug: str) -> HttpResponse:
    space = get_visible(Space, request.user, slug=slug)
    if not can_read_inside(request.user, space):
        raise Http404
    entries = timeline.space_entries(space, request.user)
    return _newer(request, timeline.newer_than(entries, request.user, cursor=request.GET.get("after")))


@require_GET
def post(request: HttpRequest, entry_id: int) -> HttpResponse:
    try:
        return entry_page(request, entry_id, Post)
    except Http404:
        # What everybody could read is said to be gone: somebody may have its address from a feed, a mail or a search.
        public = Post.objects.filter(intended_audience=PUBLIC)
        visible_or_gone(public, request.user, _("This was public, and has been taken away."), pk=entry_id)
        raise


def entry_page(request: HttpRequest, entry_id: int, model: type[Entry]) -> HttpResponse:
    """The page of one entry of a feed, of whatever kind: its card, whole, with the discussion."""
    asked = request.GET.get("comment", "")
    around = number_in(asked)
    post, card = timeline.alone(entry_id, request.user, around=around, model=model)
    layout = "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
    context = {"post": post, "entry": post, "kind": kind_of(post), "card": card, "layout": layout}
    context |= {"home": home_of(post, request.user), "around": series_around(post, request.user)}
    context["unread"] = timeline.unread_among([post], request.user)
    context["panels"] = panels_for(request, post)
    return render(request, "feeds/post.html", context)


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


def _newer(request: HttpRequest, feed: timeline.Timeline) -> HttpResponse:
    response = render(request, "feeds/_newer.html", {"feed": feed})
    response["X-Newest"] = feed.newest or ""
    response["X-Too-Many"] = "1" if feed.next else ""
    return response


def _card(request: HttpRequest, post: Post, *, status: int = 200) -> HttpResponse:
    feed = timeline.card_of(post, request.user)
    return render(request, "feeds/_newer.html", {"feed": feed}, status=status)
