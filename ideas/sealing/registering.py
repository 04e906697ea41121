"""What seals bring to an idea's page, and to the settings of who wrote one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from ideas import panels
from ideas.models import Idea, Seal, Unsealing
from intranet.spaces.view_as import close

from . import policies, proof, verbs


def _is_sealed() -> Q:
    return Q(Exists(Seal.objects.filter(pk=OuterRef("pk"))))


def _seal(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    """Its author alone reads that it is theirs; who keeps order in the house, how to find out."""
    viewer = request.user
    seal = policies.seal_of(idea)
    if seal is None or not viewer.is_authenticated:
        return None
    if proof.is_by(viewer, seal):
        return {"mine": True}
    if not policies.can_open_seals(viewer):
        return None
    return {"mine": False, "waiting": Unsealing.objects.filter(idea=idea, decided_at=None).exists()}


def register() -> None:
    verbs.register()
    panels.register("seal", _seal, template="ideas/sealing/_panel.html", order=80, where=_is_sealed)
    close("/ideas/sealed/")
