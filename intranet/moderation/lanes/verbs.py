from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.moderation.models import Case

from .people import approvers_of, owners_of


def _case(activity: Activity) -> Case | None:
    return Case.objects.select_related("space", "entry").filter(pk=activity.subject_id).first()


def _author(activity: Activity) -> Iterable[Recipient]:
    case = _case(activity)
    if case is not None and case.about_id is not None and case.about_id != activity.actor_id:
        yield Recipient(case.about_id, "you")


def _approvers(activity: Activity) -> Iterable[Recipient]:
    case = _case(activity)
    if case is not None and case.is_open:
        for person in approvers_of(case):
            yield Recipient(person.pk, "moderator")


def _owners(activity: Activity) -> Iterable[Recipient]:
    case = _case(activity)
    if case is None or case.space is None:
        return
    for person in owners_of(case.space):
        if person != case.about_id:
            yield Recipient(person, "moderator")


def _admins(activity: Activity) -> Iterable[Recipient]:
    case = _case(activity)
    for person in User.objects.active().filter(role=User.Role.ADMIN):
        if case is not None and person.pk != case.about_id:
            yield Recipient(person.pk, "moderator")


def register() -> None:
    verbs.register(
        Verb("moderation.lane.set", _("{actor} set the lane “{title}”"), audited=True),
        Verb("moderation.lane.kept", _("{actor} kept the lane “{title}” after its trial"), audited=True),
        Verb("moderation.lane.rolled_back", _("The trial of the lane “{title}” is over"), audited=True),
        Verb("moderation.lane.approved", _("{actor} approved an entry"), audited=True),
        Verb("moderation.lane.waits", _("Something waits for your approval"), official=True, recipients=_approvers),
        Verb(
            "moderation.lane.rewritten",
            _("{actor} changed what waits for your approval"),
            official=True,
            recipients=_approvers,
        ),
        Verb(
            "moderation.lane.changes_asked",
            _("{actor} asks you to change what you wrote"),
            audited=True,
            official=True,
            recipients=_author,
        ),
        Verb(
            "moderation.lane.released",
            _("What you wrote came out by itself: nobody had decided in time"),
            audited=True,
            official=True,
            recipients=_author,
        ),
        Verb(
            "moderation.lane.late",
            _("Something in a space of yours has waited too long for approval"),
            audited=True,
            official=True,
            recipients=_owners,
        ),
        Verb(
            "moderation.lane.very_late",
            _("Something has waited too long for approval, and its owners have not decided"),
            audited=True,
            official=True,
            recipients=_admins,
        ),
    )
