"""What a webhook may be told, as the audiences it holds: asked of the one rule of reading, each time anew."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from intranet.spaces.audiences import audiences_of, audiences_of_all_staff, audiences_of_space

from .models import Webhook


class Ear(AnonymousUser):
    """A reader that is nobody and holds a scope: for ``visible_to``. It is no member, no author and no moderator."""

    def __init__(self, audiences: frozenset[str]) -> None:
        super().__init__()
        # Where audiences_of keeps what it has found.
        self.__dict__["_audiences"] = audiences


def ear_of(webhook: Webhook) -> Ear:
    match webhook.scope:
        case Webhook.Scope.PUBLIC:
            return Ear(audiences_of(AnonymousUser()))
        case Webhook.Scope.ORG:
            return Ear(audiences_of_all_staff())
        case _ if webhook.space_id is not None:
            return Ear(audiences_of_space(webhook.space_id))
    return Ear(frozenset())
