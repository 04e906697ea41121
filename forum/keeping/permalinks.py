"""Where an answer stands now, found by its number for ever."""

from __future__ import annotations

from forum.addresses import address_of, address_of_answer
from forum.models import Answer, Merge, Topic
from intranet.spaces.audiences import Viewer


def place_of_answer(pk: int, viewer: Viewer) -> str | None:
    """Among the answers of its topic, as a topic of its own, or in place of the question that it was for a while."""
    if (answer := Answer.objects.visible_to(viewer).filter(pk=pk).first()) is not None:
        return address_of_answer(answer)
    if (topic := Topic.objects.visible_to(viewer).filter(pk=pk).first()) is not None:
        return address_of(topic)
    parted = Merge.objects.filter(moved__question=pk, source__in=Topic.objects.visible_to(viewer))
    merge = parted.select_related("source").order_by("-pk").first()
    return address_of(merge.source) if merge is not None else None
