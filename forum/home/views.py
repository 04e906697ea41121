"""The forum's front door: its categories, and the topics of one, of all, or under a tag."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from forum import policies, seo
from forum.mail_names import whole
from forum.models import Category
from forum.reading import marks
from forum.reading.about import usually
from intranet.content.models import Tag
from intranet.core.guest_pages import kept_for_guests
from intranet.core.http import SignedIn, get_visible, render_page, wants_part
from intranet.core.prepared import prepared
from intranet.core.text import tag_slug
from intranet.spaces.audiences import CUSTOMERS, ORG, PUBLIC, audiences_of, standing_in
from intranet.spaces.models import Space
from intranet.spaces.views import standing

from . import listing
from .listing import EVERYWHERE, Looking, Within
from .overview import overview

_PART = "forum/_topics.html"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All categories that this reader may read, and their topics as the tabs ask for them."""
    looking = Looking.read(request.GET)
    context = _list(request, looking) | {"head": seo.head_of_home(request)}
    if not wants_part(request):
        categories = _in_use(request)
        context |= {
            "categories": overview(categories) if categories else "",
            "may_ask": any(policies.can_ask(request.user, one) for one in categories),
            "tabs": listing.tabs_of(looking, request.user),
        }
    return kept_for_guests(render_page(request, "forum/home.html", context, part=_PART))


@require_safe
def of_space(request: HttpRequest, slug: str) -> HttpResponse:
    return forum_of_space(request, get_visible(Space, request.user, slug=slug))


def forum_of_space(request: HttpRequest, space: Space) -> HttpResponse:
    """The forum tab of a community."""
    categories = [one for one in _in_use(request) if one.space_id == space.pk]
    looking = Looking.read(request.GET)
    context = _list(request, looking, Within(space=space.pk))
    context |= {"space": space, "tab": "forum"} | standing(request, space) | {"layout": layout_for(request)}
    context |= {
        "categories": overview(categories) if categories else "",
        "may_ask": any(policies.can_ask(request.user, one) for one in categories),
        "may_manage_categories": policies.can_manage_categories(request.user, space),
    }
    return kept_for_guests(render_page(request, "forum/space.html", context, part=_PART))


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_visible(Category.objects.select_related("space", "product", "team__desk"), request.user, slug=slug)
    looking = Looking.read(request.GET)
    context = _list(request, looking, Within(category=found.pk)) | {
        "category": found,
        "head": seo.head_of_category(request, found),
        "may_ask": policies.can_ask(request.user, found),
        "usually": usually(found),
        "mail": whole(found.address) if request.user.is_authenticated else "",
        "filter": listing.choices_of(found, looking),
    }
    return kept_for_guests(render_page(request, "forum/category.html", context, part=_PART))


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The topics under one tag. A tag under which this reader finds none is no tag."""
    found = Tag.objects.filter(slug=tag_slug(slug)).first()
    if found is None:
        raise Http404
    looking = Looking.read(request.GET.dict() | {"tag": found.slug})
    context = _list(request, looking)
    plain = Looking(tag=found.slug)
    if not context["page"].items and not plain.apply(listing.topics_for(request.user), request.user).exists():
        raise Http404
    context |= {"tag": found, "head": seo.head_of_tag(request, found), "filter": listing.choices_of(None, looking)}
    return kept_for_guests(render_page(request, "forum/tag.html", context, part=_PART))


@login_required
@require_POST
def read_everything(request: SignedIn) -> HttpResponse:
    marks.read_all_topics(by=request.user)
    return HttpResponse(status=204) if wants_part(request) else redirect("forum:home")


def _in_use(request: HttpRequest) -> list[Category]:
    held = audiences_of(request.user)
    spaces = [int(name.removeprefix("space_")) for name in held if name.startswith("space_")]
    return _categories(spaces=spaces, besides=tuple(sorted(held & {PUBLIC, CUSTOMERS, ORG}))) if spaces else []


@prepared(spaces=[int])
def _categories(*, spaces: Iterable[int], besides: tuple[str, ...]) -> QuerySet[Category]:
    reader = standing_in(None, [*besides, *(f"space_{pk}" for pk in spaces)])
    return Category.objects.visible_to(reader).in_use().select_related("space", "product", "team__desk")


def _list(request: HttpRequest, looking: Looking, within: Within = EVERYWHERE) -> dict[str, Any]:
    page = listing.page_of(request.user, looking, within=within, cursor=request.GET.get("cursor"))
    layout = layout_for(request)
    return {"page": page, "looking": looking, "query": looking.query, "layout": layout}


def layout_for(request: HttpRequest) -> str:
    """Colleagues see the forum from inside the house; customers and guests from the street."""
    viewer = request.user
    return "layouts/app.html" if viewer.is_authenticated and not viewer.is_customer else "layouts/street.html"
