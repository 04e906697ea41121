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


def register() -> None:
    verbs.register(
        Verb("spaces.space.created", _("{actor} opened the space “{title}”"), audited=True),
        Verb("spaces.space.changed", _("{actor} changed the space “{title}”"), audited=True),
        Verb("spaces.space.archived", _("{actor} archived the space “{title}”"), audited=True),
        Verb("spaces.space.unarchived", _("{actor} brought back the space “{title}”"), audited=True),
        Verb("spaces.space.joined", _("{actor} joined “{title}”")),
        Verb("spaces.space.left", _("{actor} left “{title}”")),
        Verb("spaces.space.asked", _("{actor} asks to join “{title}”"), recipients=_keepers),
        Verb("spaces.space.invited", _("{actor} invites you to “{title}”"), recipients=_person_named),
        Verb("spaces.space.added", _("{actor} added you to “{title}”"), audited=True, recipients=_person_named),
        Verb("spaces.space.accepted", _("{actor} let you into “{title}”"), audited=True, recipients=_person_named),
        Verb("spaces.space.declined", _("{actor} declined your request to join “{title}”"), recipients=_person_named),
        Verb("spaces.space.removed", _("{actor} removed you from “{title}”"), audited=True, recipients=_person_named),
        Verb(
            "spaces.space.role_changed",
            _("{actor} changed your role in “{title}”"),
            audited=True,
            recipients=_person_named,
        ),
    )
