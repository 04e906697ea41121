"""What people decide about what is known of them, and who may see figures."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb

HIDDEN = "insights.theme.hidden"
SHOWN = "insights.theme.shown"
LEFT_OUT = "insights.person.left_out"
TAKES_PART = "insights.person.takes_part"
CHAMPION_NAMED = "insights.champion.named"
CHAMPION_ENDED = "insights.champion.ended"
THRESHOLDS_SET = "insights.thresholds.set"
WEEK_DONE = "insights.week.done"
ANALYST_NAMED = "insights.analyst.named"
ANALYST_REMOVED = "insights.analyst.removed"
CHANNEL_REGISTERED = "insights.channel.registered"
CHANNEL_CHANGED = "insights.channel.changed"
CHANNEL_REVIEWED = "insights.channel.reviewed"
CHANNEL_REMOVED = "insights.channel.removed"
CHANNEL_DUE = "insights.channel.due"
CHANNEL_ORPHANED = "insights.channel.orphaned"


def _who_was_named(activity: Activity) -> Iterable[Recipient]:
    """Whoever ended it themselves knows."""
    if (person := activity.details.get("person")) and person != activity.actor_id:
        yield Recipient(person, "you")


def _who_answers(activity: Activity) -> Iterable[Recipient]:
    """Whoever answers for the channel from now on, unless they did it themselves."""
    if (owner := activity.details.get("owner")) and owner != activity.actor_id:
        yield Recipient(owner, "you")


def _who_looks_after_it(activity: Activity) -> Iterable[Recipient]:
    """Whoever answers for the channel; where nobody does, those who can say who shall."""
    if owner := activity.details.get("owner"):
        yield Recipient(owner, "you")
        return
    admins = User.objects.active().staff().filter(role=User.Role.ADMIN).order_by("pk")
    yield from (Recipient(pk, "you") for pk in admins.values_list("pk", flat=True))


def register() -> None:
    verbs.register(
        Verb(HIDDEN, _("{actor} is not to be asked about something any more")),
        Verb(SHOWN, _("{actor} may be asked about something again")),
        Verb(LEFT_OUT, _("{actor} is left out of who knows about what")),
        Verb(TAKES_PART, _("{actor} is shown among who knows about what again")),
        Verb(
            CHAMPION_NAMED,
            _("{actor} named {title} as somebody others may turn to"),
            audited=True,
            recipients=_who_was_named,
        ),
        Verb(
            CHAMPION_ENDED,
            _("{actor} took back that {title} is named as somebody others may turn to"),
            audited=True,
            recipients=_who_was_named,
        ),
        Verb(THRESHOLDS_SET, _("{actor} changed what the stages of maturity ask for"), audited=True),
        Verb(WEEK_DONE, _("{actor} did something on the list of the week")),
        Verb(ANALYST_NAMED, _("{actor} lets {title} see the figures of the house"), audited=True),
        Verb(ANALYST_REMOVED, _("{actor} no longer lets {title} see the figures of the house"), audited=True),
        Verb(
            CHANNEL_REGISTERED,
            _("{actor} registered the outside channel “{title}”"),
            audited=True,
            recipients=_who_answers,
        ),
        Verb(
            CHANNEL_CHANGED,
            _("{actor} changed the outside channel “{title}”"),
            audited=True,
            recipients=_who_answers,
        ),
        Verb(CHANNEL_REVIEWED, _("{actor} looked at the outside channel “{title}”"), audited=True),
        Verb(CHANNEL_REMOVED, _("{actor} took the outside channel “{title}” out of the register"), audited=True),
        Verb(CHANNEL_DUE, _("The outside channel “{title}” is due to be looked at"), recipients=_who_looks_after_it),
        Verb(
            CHANNEL_ORPHANED,
            _("Nobody answers for the outside channel “{title}” any more"),
            audited=True,
            recipients=_who_looks_after_it,
        ),
    )
