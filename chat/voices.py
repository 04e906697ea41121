"""Who said in a room what became of use: the messages from which something was made."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from intranet.content import voices
from intranet.content.models import Link
from intranet.content.voices import Said, Voice

SPOKE = _("you spoke of it in a room")


def voices_of(entries: Collection[int]) -> Iterable[Voice]:
    """One query. Where it was said is not told: a room may have closed behind who said it."""
    made = Link.objects.filter(
        target__in=entries, relation=Link.Relation.PROMOTED_TO, source__kind="chat.message", source__state="published"
    )
    for of, message, author in made.order_by("pk").values_list("target", "source", "source__author"):
        yield Voice(author, of, "said", message)


def register() -> None:
    voices.register("chat", voices_of, said=Said(SPOKE, SPOKE))
