"""The forum's front door: its categories, and the topics of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum import policies
from forum.models import Category, Topic
from intranet.core.http import get_visible, render_page
from intranet.core.pagination import keyset_page
from intranet.spaces.models import Space

BY_ACTIVITY = ("-last_said_at", "-pk")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All categories that this reader may read, and what was said last."""
    categories = Category.objects.visible_to(request.user).in_use().select_related("space", "product", "team")
    topics = Topic.objects.visible_to(request.user).listed().without_blocked(request.user).with_place()
    page = keyset_page(topics, by=BY_ACTIVITY, cursor=request.GET.get("cursor"))
    context = {"categories": categories, "page": page, "layout": layout_for(request)}
    return render_page(request, "forum/home.html", context, part="forum/_topics.html")


@require_safe
def of_space(request: HttpRequest, slug: str) -> HttpResponse:
    return forum_of_space(request, get_visible(Space, request.user, slug=slug))


def forum_of_space(request: HttpRequest, space: Space) -> HttpResponse:
    """The forum tab of a community."""
    categories = Category.objects.visible_to(request.user).in_use().filter(space=space)
    may_manage = policies.can_manage_categories(request.user, space)
    context = {"space": space, "categories": categories, "may_manage": may_manage, "layout": layout_for(request)}
    return render(request, "forum/space.html", context)


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_visible(Category.objects.select_related("space", "product", "team"), request.user, slug=slug)
    topics = Topic.objects.visible_to(request.user).listed().without_blocked(request.user).with_place()
    page = keyset_page(topics.filter(category=found), by=BY_ACTIVITY, cursor=request.GET.get("cursor"))
    context = {
        "category": found,
        "page": page,
        "may_ask": policies.can_ask(request.user, found),
        "layout": layout_for(request),
    }
    return render_page(request, "forum/category.html", context, part="forum/_topics.html")


def layout_for(request: HttpRequest) -> str:
    """Colleagues see the forum from inside the house; customers and guests from the street."""
    viewer = request.user
    return "layouts/app.html" if viewer.is_authenticated and not viewer.is_customer else "layouts/street.html"
