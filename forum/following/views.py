"""What one follows in the forum, and following."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum import actions
from forum.models import Category, Following
from intranet.accounts.models import User
from intranet.accounts.settings_pages import tabs_for
from intranet.content.models import Tag
from intranet.content.tags import tags_seen_by
from intranet.core.http import SignedIn, get_visible
from intranet.core.text import tag_slug
from intranet.core.throttle import throttled


@require_http_methods(["GET", "POST"])
@login_required
@throttled("forum_follow", limit=60, per_seconds=600)
def following(request: SignedIn) -> HttpResponse:
    if request.method == "POST":
        return _change(request)
    mine = Following.objects.filter(person=request.user).select_related("category", "tag")
    readable = set(Category.objects.visible_to(request.user).values_list("pk", flat=True))
    shown = [one for one in mine if one.category_id is None or one.category_id in readable]
    context = {
        "followings": shown,
        "follows_all": any(one.category_id is None and one.tag_id is None for one in shown),
        "settings_tabs": tabs_for("forum:following"),
    }
    return render(request, "forum/following/following.html", context)


def _change(request: SignedIn) -> HttpResponse:
    """``category`` or ``tag`` (by slug) or neither; ``level`` "" lets go of it."""
    place: Category | Tag | None = None
    level = request.POST.get("level", "")
    if slug := request.POST.get("category"):
        place = get_visible(Category, request.user, slug=slug)
    elif slug := request.POST.get("tag"):
        place = tag_called(slug, request.user, followed=not level)
    if not level:
        actions.unfollow(place, by=request.user)
        messages.success(request, _("You hear no more of new topics there."))
        return _back(request)
    try:
        actions.follow(place, by=request.user, level=level)
    except ValidationError as error:
        raise BadRequest(error.messages[0]) from None
    messages.success(request, _("You hear of new topics there."))
    return _back(request)


def tag_called(name: str, person: User, *, followed: bool) -> Tag:
    """A tag that this person follows, or may: one that is on something they read. 404 for any other."""
    tags = Tag.objects.filter(forum_followings__person=person) if followed else tags_seen_by(person)
    return get_object_or_404(tags, slug=tag_slug(name.strip().lstrip("#")[:100]))


def _back(request: SignedIn) -> HttpResponse:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(wanted)
    return redirect("forum:following")
