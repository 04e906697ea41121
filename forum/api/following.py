"""``me/forum-followings``: of which new topics I hear, and how soon."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Router, Schema
from pydantic import Field

from forum import actions
from forum.following.views import tag_called
from forum.models import Category, Following
from intranet.content.models import Tag
from intranet.core.http import SignedIn, get_visible

router = Router(tags=["forum"])


class FollowingOut(Schema):
    category: str = Field(description="The category's address, or empty.")
    tag: str = Field(description="The tag's address, or empty; with neither it is the whole community.")
    level: Literal["at_once", "daily"]


class FollowingIn(Schema):
    category: str = Field("", max_length=80)
    tag: str = Field("", max_length=100)
    level: Literal["at_once", "daily", ""] = Field(description="Empty: not any more.")


@router.get("/me/forum-followings", response=list[FollowingOut], summary="Of which new topics I hear")
def forum_followings(request: SignedIn) -> list[dict[str, Any]]:
    readable = set(Category.objects.visible_to(request.user).values_list("pk", flat=True))
    mine = Following.objects.filter(person=request.user).select_related("category", "tag")
    return [
        {
            "category": one.category.slug if one.category is not None else "",
            "tag": one.tag.slug if one.tag is not None else "",
            "level": one.level,
        }
        for one in mine
        if one.category_id is None or one.category_id in readable
    ]


@router.put("/me/forum-followings", response=list[FollowingOut], summary="Hear of new topics, or not any more")
def follow_in_forum(request: SignedIn, wanted: FollowingIn) -> list[dict[str, Any]]:
    place: Category | Tag | None = None
    if wanted.category:
        place = get_visible(Category, request.user, slug=wanted.category)
    elif wanted.tag:
        place = tag_called(wanted.tag, request.user, followed=not wanted.level)
    if wanted.level:
        actions.follow(place, by=request.user, level=wanted.level)
    else:
        actions.unfollow(place, by=request.user)
    return forum_followings(request)
