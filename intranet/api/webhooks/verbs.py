"""What is recorded about webhooks, and which verbs they can be told of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.kinds import all_kinds
from intranet.core.text import fold

SWITCHED_OFF = "webhooks.webhook.switched_off"
TEST = "webhooks.test"

# What concerns one person, or only those who keep order: who is written to about it is told in the house.
_WITHHELD = (
    "accounts.",
    "chat.bot.",
    "chat.room.added",
    "chat.room.export_",
    "chat.room.inherited",
    "chat.room.owner_named",
    "chat.room.removed",
    "content.series.",
    "core.",
    "feeds.calendar.",
    "feeds.kudos_value.",
    "moderation.",
    "notifications.",
    "search.",
    "spaces.person.",
    "webhooks.",
)
_WITHHELD_ENDINGS = (".scheduled", ".taken_back", ".refused", ".reminded", ".moved_up", ".handed_over")
# Somebody says something at every moment: told to who chose it, and not to who wants everything.
_BY_NAME = ("chat.message.",)
_CARRIED_ALL_THE_SAME = ("accounts.company.", "accounts.vacancy.")
_AREAS: dict[str, str | Promise] = {
    "accounts": _("People"),
    "chat": _("Rooms"),
    "conversation": _("Reactions and polls"),
    "feeds": _("Feeds"),
    "spaces": _("Spaces"),
}


def register() -> None:
    verbs.register(
        Verb("webhooks.webhook.added", _("{actor} added a webhook to {title}"), audited=True),
        Verb("webhooks.webhook.changed", _("{actor} changed the webhook to {title}"), audited=True),
        Verb("webhooks.webhook.rotated", _("{actor} rotated the secret of the webhook to {title}"), audited=True),
        Verb("webhooks.webhook.paused", _("{actor} paused the webhook to {title}"), audited=True),
        Verb("webhooks.webhook.resumed", _("{actor} resumed the webhook to {title}"), audited=True),
        Verb("webhooks.webhook.deleted", _("{actor} deleted the webhook to {title}"), audited=True),
        Verb("webhooks.webhook.replayed", _("{actor} had the webhook to {title} deliver again"), audited=True),
        Verb(
            SWITCHED_OFF,
            _("The webhook to {title} was switched off: see why"),
            audited=True,
            official=True,
            recipients=_keepers,
        ),
    )


class Offered(NamedTuple):
    """One verb to choose, as a person reads it."""

    name: str
    sentence: str

    @property
    def folded(self) -> str:
        return fold(f"{self.name} {self.sentence}")


def is_carried(verb: str) -> bool:
    """Whether any webhook is ever told of this. Whether one is told of it now is a matter of its scope."""
    if verb.startswith(_CARRIED_ALL_THE_SAME):
        return True
    return not verb.startswith(_WITHHELD) and not verb.endswith(_WITHHELD_ENDINGS)


def is_by_name(verb: str) -> bool:
    """Whether it has to be chosen, and is not among "all events"."""
    return verb.startswith(_BY_NAME)


def on_offer() -> list[tuple[str, list[Offered]]]:
    """What can be chosen, by kinds of entries and other areas, in the reader's language."""
    kinds = {kind.model: str(kind.plural) for kind in all_kinds()}
    areas: dict[str, list[Offered]] = {}
    for verb in verbs.all_verbs():
        if is_carried(verb.name):
            app = verb.name.partition(".")[0]
            label = kinds.get(verb.name.rpartition(".")[0]) or str(_AREAS.get(app, app.capitalize()))
            areas.setdefault(label, []).append(Offered(verb.name, _read_aloud(verb.sentence)))
    return list(areas.items())


def sentence_of(name: str) -> str:
    if name == TEST:
        return str(_("Test event"))
    verb = verbs.known(name)
    return _read_aloud(verb.sentence) if verb else name


def _read_aloud(sentence: Any) -> str:
    return verbs.fill_in(sentence, actor="…", title="…")


def _keepers(activity: Activity) -> Iterable[Recipient]:
    return [Recipient(pk, "you") for pk in activity.details.get("people", [])]
