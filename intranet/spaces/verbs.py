"""What can be done with spaces, and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb

from .models import Membership


def _keepers(activity: Activity) -> Iterable[Recipient]:
    keepers = Membership.objects.filter(space_id=activity.subject_id, role__in=("owner", "moderator"))
    return [Recipient(pk, "moderator") for pk in keepers.values_list("person_id", flat=True)]


def _person_named(activity: Activity) -> Iterable[Recipient]:
    return [Recipient(activity.details["person"], "you")]


def _people_named(activity: Activity) -> Iterable[Recipient]:
    return [Recipient(pk, "you") for pk in activity.details["people"]]


def _owners(activity: Activity) -> Iterable[Recipient]:
    owners = Membership.objects.filter(space_id=activity.subject_id, role="owner")
    return [Recipient(pk, "owner") for pk in owners.values_list("person_id", flat=True)]


def register() -> None:
    verbs.register(
        Verb("spaces.space.created", _("{actor} opened the space “{title}”"), audited=True),
        Verb("spaces.space.changed", _("{actor} changed the space “{title}”"), audited=True),
        Verb("spaces.space.archived", _("{actor} archived the space “{title}”"), audited=True),
        Verb("spaces.space.unarchived", _("{actor} brought back the space “{title}”"), audited=True),
        Verb("spaces.space.joined", _("{actor} joined “{title}”")),
        Verb("spaces.space.left", _("{actor} left “{title}”")),
        Verb("spaces.space.asked", _("{actor} asks to join “{title}”"), official=True, recipients=_keepers),
        Verb("spaces.space.invited", _("{actor} invites you to “{title}”"), recipients=_person_named),
        Verb("spaces.space.added", _("{actor} added you to “{title}”"), audited=True, recipients=_person_named),
        Verb(
            "spaces.space.inherited",
            _("{actor} made you the owner of “{title}”"),
            audited=True,
            official=True,
            recipients=_person_named,
        ),
        Verb(
            "spaces.space.accepted",
            _("{actor} let you into “{title}”"),
            audited=True,
            official=True,
            recipients=_person_named,
        ),
        Verb(
            "spaces.space.declined",
            _("{actor} declined your request to join “{title}”"),
            official=True,
            recipients=_person_named,
        ),
        Verb(
            "spaces.space.removed",
            _("{actor} removed you from “{title}”"),
            audited=True,
            official=True,
            recipients=_person_named,
        ),
        Verb(
            "spaces.space.role_changed",
            _("{actor} changed your role in “{title}”"),
            audited=True,
            official=True,
            recipients=_person_named,
        ),
        Verb("spaces.space.added_many", _("{actor} added you to “{title}”"), audited=True, recipients=_people_named),
        # Spaces that fill themselves: nobody did it, so nobody is named.
        Verb("spaces.space.rule_set", _("{actor} had the space “{title}” fill itself"), audited=True),
        Verb("spaces.space.rule_cleared", _("{actor} stopped “{title}” from filling itself"), audited=True),
        Verb(
            "spaces.space.filled",
            _("You are in “{title}” now: it fills itself"),
            audited=True,
            recipients=_people_named,
        ),
        Verb(
            "spaces.space.thinned",
            _("You are no longer in “{title}”: it fills itself"),
            audited=True,
            recipients=_people_named,
        ),
        Verb(
            "spaces.person.followed",
            _("Your spaces have followed your place in the firm: {title}"),
            audited=True,
            recipients=_person_named,
        ),
        Verb("spaces.space.moved", _("{actor} moved the space “{title}”"), audited=True),
        Verb("spaces.space.welcome_set", _("{actor} changed the welcome of “{title}”"), audited=True),
        Verb("spaces.space.checklist_set", _("{actor} changed the checklist of “{title}”"), audited=True),
        Verb("spaces.pilot.started", _("{actor} made “{title}” a pilot"), audited=True),
        Verb("spaces.pilot.prolonged", _("{actor} prolonged the pilot “{title}”"), audited=True),
        Verb("spaces.pilot.ending", _("The pilot “{title}” ends soon"), recipients=_owners),
        Verb(
            "spaces.pilot.ended",
            _("The pilot “{title}” has ended: read the report and say what becomes of it"),
            audited=True,
            recipients=_owners,
        ),
        Verb("spaces.pilot.answered", _("{actor} said what the pilot “{title}” came to"), audited=True),
        Verb(
            "spaces.pilot.unanswered",
            _("The pilot “{title}” is over: say whether it reached its goal"),
            recipients=_owners,
        ),
        Verb("spaces.pilot.kept", _("{actor} kept the pilot “{title}” as a space"), audited=True),
        Verb("spaces.pilot.closed", _("{actor} archived the pilot “{title}”"), audited=True),
    )
