"""What the staff do among themselves about a topic, and whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from forum.models import Topic
from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.spaces.audiences import people_in
from intranet.spaces.models import Membership, Space

# Who is on duty for a team just now, where somebody keeps a rota.
OnDuty = Callable[[Space], Iterable[int]]
_rotas: list[OnDuty] = []


def on_duty(rota: OnDuty) -> OnDuty:
    """Register who knows who is on duty for a team: ``rota(team)`` gives people's numbers."""
    if rota not in _rotas:
        _rotas.append(rota)
    return rota


def who_is_to_answer(topic: Topic) -> list[int]:
    """Whoever has it; else who is on duty, else the contacts of its category, else who keeps its team."""
    if topic.assignee is not None and topic.assignee.is_active:
        return [topic.assignee.pk]
    category, found = topic.category, set[int]()
    if category.team is not None:
        found = {pk for rota in _rotas for pk in rota(category.team)}
    found = found or set(category.contacts.values_list("pk", flat=True))
    if not found:
        keepers = Membership.objects.filter(
            space=category.team_id or category.space_id,
            role__in=[Membership.Role.OWNER, Membership.Role.MODERATOR],
        )
        found = set(keepers.values_list("person", flat=True))
    staff = people_in(topic.audience).filter(pk__in=found, kind=User.Kind.STAFF)
    return list(staff.order_by("pk").values_list("pk", flat=True)[:20])


def _assigned(activity: Activity) -> Iterable[Recipient]:
    person = activity.details.get("person")
    return [Recipient(person, "you")] if person else []


def _to_answer(activity: Activity) -> Iterable[Recipient]:
    topic = Topic.objects.select_related("assignee", "category__team").filter(pk=activity.subject_id).first()
    return [Recipient(pk, "contact") for pk in who_is_to_answer(topic)] if topic is not None else []


def register() -> None:
    verbs.register(
        Verb(
            "forum.topic.assigned",
            _("{actor} said who answers “{title}”"),
            audited=True,
            official=True,
            recipients=_assigned,
        ),
        Verb("forum.topic.settled", _("{actor} says that “{title}” needs no answer"), audited=True),
        Verb(
            "forum.topic.overdue",
            _("“{title}” waits for an answer longer than was promised"),
            official=True,
            recipients=_to_answer,
        ),
        Verb("forum.office.set", _("{actor} set when the house answers"), audited=True),
    )
