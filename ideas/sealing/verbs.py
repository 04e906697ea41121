"""What is told of seals: that one is to be opened to those who may grant it; that it was to its author."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ideas.models import Seal
from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.kinds import entry_of
from intranet.spaces.audiences import people_in

from . import proof


def _who_may_grant(activity: Activity) -> Iterable[Recipient]:
    if (idea := entry_of(activity)) is None:
        return
    keepers = User.objects.active().staff().exclude(role=User.Role.NONE).exclude(pk=activity.actor_id)
    for pk in people_in(idea.audience).filter(pk__in=keepers.values("pk")).values_list("pk", flat=True):
        yield Recipient(pk, "keeper")


def _who_wrote_it(activity: Activity) -> Iterable[Recipient]:
    seal = Seal.objects.filter(pk=activity.subject_id).first()
    if seal is not None and (author := proof.opened(seal)) is not None:
        yield Recipient(author, "author")


def register() -> None:
    verbs.register(
        Verb(
            "ideas.seal.asked",
            _("{actor} asks who wrote “{title}”: a second person decides"),
            audited=True,
            official=True,
            recipients=_who_may_grant,
        ),
        Verb(
            "ideas.seal.opened",
            _("{actor} and a second person have opened the seal of “{title}”: they know that you wrote it"),
            audited=True,
            official=True,
            recipients=_who_wrote_it,
        ),
        Verb("ideas.seal.kept", _("{actor} kept the seal of “{title}” closed"), audited=True),
        Verb("ideas.seal.read", _("{actor} read who wrote “{title}”"), audited=True),
    )
