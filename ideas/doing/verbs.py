"""What the staff do for an idea, and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb


def _whose_it_is(activity: Activity) -> Iterable[Recipient]:
    person = activity.details.get("person")
    return [Recipient(person, "you")] if person else []


def register() -> None:
    verbs.register(
        Verb(
            "ideas.idea.owned",
            _("{actor} made “{title}” yours to see through"),
            audited=True,
            official=True,
            recipients=_whose_it_is,
        ),
        Verb("ideas.idea.due_set", _("{actor} said by when “{title}” is due"), audited=True),
        Verb("ideas.idea.due_soon", _("“{title}” is due by tomorrow"), official=True, recipients=_whose_it_is),
        Verb("ideas.idea.overdue", _("“{title}” is overdue"), official=True, recipients=_whose_it_is),
        Verb("ideas.idea.scored", _("{actor} weighed “{title}”"), audited=True),
        Verb("ideas.step.added", _("{actor} added a step to “{title}”")),
        Verb("ideas.step.changed", _("{actor} changed a step of “{title}”")),
        Verb("ideas.step.done", _("{actor} did a step of “{title}”")),
        Verb("ideas.step.undone", _("{actor} says that a step of “{title}” is not done after all")),
        Verb("ideas.step.deleted", _("{actor} deleted a step of “{title}”")),
    )
