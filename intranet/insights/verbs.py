"""What people decide about what is known of them, and who may see figures."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

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


def _who_was_named(activity: Activity) -> Iterable[Recipient]:
    """Whoever ended it themselves knows."""
    if (person := activity.details.get("person")) and person != activity.actor_id:
        yield Recipient(person, "you")


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
    )
