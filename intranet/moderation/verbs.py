"""What moderators do, and who hears of it. Hiding and restoring are verbs of the entry's own kind."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content import kinds, policies
from intranet.spaces.audiences import people_in

from .models import Case


def _its_moderators(activity: Activity) -> Iterable[Recipient]:
    """Those who can decide about it and read it where it stands."""
    entry = kinds.entry_of(activity)
    if entry is None:
        return
    for person in people_in(entry.audience).filter(memberships__role__in=("owner", "moderator")).distinct():
        if policies.can_moderate(person, entry):
            yield Recipient(person.pk, "moderator")
    for person in people_in(entry.audience).exclude(role=""):
        if policies.can_moderate(person, entry):
            yield Recipient(person.pk, "moderator")


def _about(activity: Activity) -> Iterable[Recipient]:
    case = Case.objects.filter(pk=activity.subject_id).first()
    if case is not None and case.about_id is not None and case.about_id != activity.actor_id:
        yield Recipient(case.about_id, "you")


def _assignee(activity: Activity) -> Iterable[Recipient]:
    person = activity.details.get("to")
    if person is not None and person != activity.actor_id:
        yield Recipient(person, "moderator")


def _person(activity: Activity) -> Iterable[Recipient]:
    yield Recipient(activity.subject_id, "you")


def _told(name: str, sentence: object) -> Verb:
    """A decision that is told to whom it is about."""
    return Verb(f"moderation.case.{name}", sentence, audited=True, official=True, recipients=_about)


def _measure(name: str, sentence: object) -> Verb:
    return Verb(f"moderation.person.{name}", sentence, audited=True, official=True, recipients=_person)


def register() -> None:
    verbs.register(
        Verb(
            "moderation.entry.flagged",
            _("{actor} reported “{title}”"),
            audited=True,
            official=True,
            recipients=_its_moderators,
        ),
        Verb(
            "moderation.entry.held",
            _("“{title}” waits for you to look at it"),
            audited=True,
            official=True,
            recipients=_its_moderators,
        ),
        Verb("moderation.entry.let_out", _("{actor} let “{title}” out"), audited=True, indexed=True),
        Verb("moderation.entry.turned_down", _("{actor} turned “{title}” down"), audited=True),
        Verb("moderation.entry.dismissed", _("{actor} left “{title}” standing"), audited=True),
        Verb("moderation.entry.purged", _("{actor} purged an entry"), audited=True, indexed=True),
        # Told by what is done with the entry, or to nobody.
        Verb("moderation.case.decided", _("{actor} decided a case"), audited=True),
        Verb(
            "moderation.case.assigned",
            _("{actor} gave you a case to decide"),
            audited=True,
            official=True,
            recipients=_assignee,
        ),
        Verb("moderation.case.appealed", _("{actor} appealed a decision"), audited=True),
        _told("let_out", _("{actor} let out what you wrote")),
        _told("edited", _("{actor} changed what you wrote and let it out")),
        _told("turned_down", _("{actor} did not let out what you wrote")),
        _told("private", _("{actor} moved what you wrote into a private thread")),
        _told("upheld", _("{actor} looked at your appeal: the decision stands")),
        _told("overturned", _("{actor} looked at your appeal: the decision was taken back")),
        _measure("warned", _("{actor} has warned you")),
        _measure("silenced", _("{actor} has silenced you for a time")),
        _measure("suspended", _("{actor} has suspended your account")),
        _measure("lifted", _("{actor} has ended a measure against you")),
        Verb("moderation.person.banned", _("{actor} banned {title}"), audited=True),
        Verb("moderation.person.acknowledged", _("{actor} read a warning"), audited=True),
        Verb("moderation.bar.set", _("{actor} barred {title} from signing up"), audited=True),
        Verb("moderation.bar.removed", _("{actor} lets {title} sign up again"), audited=True),
        Verb("moderation.house_rules.changed", _("{actor} changed the house rules"), audited=True),
        Verb("moderation.audit.exported", _("{actor} exported the audit log"), audited=True),
    )
