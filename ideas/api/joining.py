"""Joining ideas and parting them; comments that become ideas."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from ideas.actions import merge, undo_merge
from ideas.joining.splitting import split_comment, undo_split
from ideas.models import Idea, Merge, Split
from intranet.api.schemas import Written, absolute
from intranet.conversation.models import Comment
from intranet.core.http import SignedIn, get_visible

from .finding import find_idea

router = Router(tags=["ideas"])


class IdeaChosen(Schema):
    idea: int


class JoinOut(Schema):
    id: int
    into: int


class TitleIn(Schema):
    title: str


@router.put("/ideas/{int:idea_id}/merged-into", response=JoinOut, summary="Join an idea with another")
def merge_an_idea(request: SignedIn, idea_id: int, new: IdeaChosen) -> dict[str, Any]:
    source, target = find_idea(request, idea_id), find_idea(request, new.idea)
    made = merge(source, into=target, by=request.user)
    return {"id": made.pk, "into": target.pk}


@router.delete("/idea-merges/{int:merge_id}", response={204: None}, summary="Part two ideas that were joined")
def part_ideas(request: SignedIn, merge_id: int) -> Any:
    readable = Idea.objects.visible_to(request.user)
    found = Merge.objects.select_related("source__board", "target")
    undo_merge(get_object_or_404(found, pk=merge_id, source__in=readable, target__in=readable), by=request.user)
    return Status(204, None)


@router.post("/comments/{int:comment_id}/idea", response={201: Written}, summary="Make a comment on an idea one itself")
def split_a_comment(request: SignedIn, comment_id: int, new: TitleIn) -> Any:
    comment = get_visible(Comment.objects.with_people().select_related("root"), request.user, pk=comment_id)
    made = split_comment(comment, by=request.user, title=new.title)
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.delete("/idea-splits/{int:split_id}", response={204: None}, summary="Make an idea a comment again")
def put_comment_back(request: SignedIn, split_id: int) -> Any:
    readable = Idea.objects.visible_to(request.user)
    found = get_object_or_404(
        Split.objects.select_related("source"), pk=split_id, entry__in=readable.values("pk"), source__in=readable
    )
    undo_split(found, by=request.user)
    return Status(204, None)
