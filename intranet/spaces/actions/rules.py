"""Spaces that fill themselves: setting the rule, and following it.

Two roads lead to the same members. ``fill_space`` follows one rule for everybody, when it is set and at night;
``follow_person`` follows all rules for one person, in the action that changed the person. Two changes that are under
way at once do not see each other, so each leaves a job behind that looks again once it is committed: the later of the
two commits is seen by its own job at least.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from intranet.accounts.models import Department, User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.publish import revoke
from intranet.realtime.units import action
from intranet.spaces import policies
from intranet.spaces.audiences import forget
from intranet.spaces.filling import House, matches, people_of
from intranet.spaces.filling import attribute as attribute_named
from intranet.spaces.models import Membership, MembershipRule, Space, StayOut

from .doors import Source, enter_many, hold, leave_many


@dataclass(frozen=True)
class Filling:
    """Whom a rule takes in and whom it lets go, as ids of people."""

    inside: frozenset[int]
    entering: frozenset[int]
    leaving: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.entering or self.leaving)


@dataclass(frozen=True)
class Mover:
    """One person as the subject of an activity; the label says which spaces, in no language."""

    key: str
    audience: str
    audit_label: str


@action
def set_rule(
    space: Space,
    *,
    by: User,
    department: Department | None = None,
    with_subdepartments: bool = True,
    attribute: str = "",
    value: str = "",
    matching: str = MembershipRule.Matching.ALL,
) -> Filling:
    """Have a space fill itself, at once and from then on. Answers who came and went by it."""
    require(policies.can_add_people(by, space))
    rule = draft_rule(
        space,
        department=department,
        with_subdepartments=with_subdepartments,
        attribute=attribute,
        value=value,
        matching=matching,
    )
    hold(space)
    fields = ("department", "with_subdepartments", "attribute", "value", "matching")
    rule, _made = MembershipRule.objects.update_or_create(
        space=space, defaults={name: getattr(rule, name) for name in fields} | {"set_by": by}
    )
    space.rule = rule
    record("spaces.space.rule_set", by=by, on=space, rule=said(rule))
    _look_again()
    return fill_space(space)


@action
def clear_rule(space: Space, *, by: User) -> bool:
    """Stop a space from filling itself. Everybody in it stays, as if let in by hand."""
    require(policies.can_add_people(by, space))
    hold(space)
    if not MembershipRule.objects.filter(space=space).delete()[0]:
        return False
    space._state.fields_cache.pop("rule", None)
    Membership.objects.filter(space=space, source=Source.RULE).update(source=Source.HAND)
    StayOut.objects.filter(space=space).delete()
    record("spaces.space.rule_cleared", by=by, on=space)
    return True


def draft_rule(
    space: Space, *, department: Department | None, with_subdepartments: bool, attribute: str, value: str, matching: str
) -> MembershipRule:
    """A rule that makes sense for this space, not yet kept; ``ValidationError`` says what does not."""
    value = " ".join(value.split())
    if department is None and not attribute:
        raise ValidationError({"department": _("Say who belongs here: a department, or something in the profile.")})
    if attribute:
        _checked_attribute(space, attribute, value)
    if matching not in MembershipRule.Matching.values:
        raise ValidationError({"matching": _("Both, or one of them: choose from the list.")})
    return MembershipRule(
        space=space,
        department=department,
        with_subdepartments=with_subdepartments,
        attribute=attribute,
        value=value[:80] if attribute else "",
        matching=matching,
    )


def preview(rule: MembershipRule) -> Filling:
    """Who would be in by this rule, who would come, who would go. Changes nothing."""
    present = {
        person: (source, role)
        for person, source, role in Membership.objects.filter(space=rule.space_id).values_list(
            "person_id", "source", "role"
        )
    }
    out = StayOut.objects.filter(space=rule.space_id).values_list("person_id", flat=True)
    inside = frozenset(people_of(rule).values_list("pk", flat=True)) - frozenset(out)
    by_rule = {person for person, held in present.items() if held == (Source.RULE, Membership.Role.MEMBER)}
    return Filling(inside, inside - present.keys(), frozenset(by_rule) - inside)


@action
def fill_space(space: Space) -> Filling:
    """Follow the rule of one space for everybody. Whom it concerns is told by one line."""
    hold(space)
    rule = MembershipRule.objects.select_related("space").filter(space=space, space__archived_at=None).first()
    if rule is None:
        return Filling(frozenset(), frozenset(), frozenset())
    found = preview(rule)
    if not found:
        return found
    entered = enter_many(space, found.entering, source=Source.RULE)
    left = leave_many(space, found.leaving)
    if entered or left:
        revoke(people=[*entered, *left])
    if entered:
        record("spaces.space.filled", by=None, on=space, people=entered)
    if left:
        record("spaces.space.thinned", by=None, on=space, people=left)
    return found


@action
def follow_person(person: User, *, by: User | None = None) -> tuple[list[Space], list[Space]]:
    """Follow all rules for one person whose place, profile or account has changed: the spaces entered, and left.

    However many spaces it concerns, the person is told by one line, and the open sockets are asked again once.
    """
    rules = list(_followed())
    if not rules:
        return [], []
    wanted = _wanted_by(rules, person)
    present = dict(
        Membership.objects.filter(person=person, space__in=[rule.space_id for rule in rules]).values_list(
            "space_id", "source"
        )
    )
    out = set(StayOut.objects.filter(person=person).values_list("space_id", flat=True))
    entered, left = [], []
    for rule in rules:
        space = rule.space
        if space.pk in wanted and space.pk not in present and space.pk not in out:
            enter_many(space, [person.pk], source=Source.RULE)
            entered.append(space)
        elif space.pk not in wanted and present.get(space.pk) == Source.RULE and leave_many(space, [person.pk]):
            left.append(space)
    _look_again()
    if entered or left:
        forget(person)
        revoke(people=[person.pk])
        _tell(person, entered, left, by=by)
    return entered, left


def said(rule: MembershipRule) -> dict[str, object]:
    """The rule as the audit keeps it."""
    return {
        "department": rule.department_id,
        "with_subdepartments": rule.with_subdepartments,
        "attribute": rule.attribute,
        "value": rule.value,
        "matching": rule.matching,
    }


def _checked_attribute(space: Space, key: str, value: str) -> None:
    asked = attribute_named(key)
    if asked is None:
        raise ValidationError({"attribute": _("Choose from the list.")})
    if not value:
        raise ValidationError({"value": _("Say what it has to be.")})
    if not (allowed := policies.may_ask_about(asked, space.visibility)):
        raise ValidationError({"attribute": str(allowed.refusal)})


def _followed() -> QuerySet[MembershipRule]:
    return MembershipRule.objects.filter(space__archived_at=None).select_related("space").order_by("space_id")


def _wanted_by(rules: Iterable[MembershipRule], person: User) -> set[int]:
    """The ids of the spaces whose rule names this person: one question for all rules."""
    house = House()
    asked = {f"in_{rule.space_id}": _so_or_not(matches(rule, house)) for rule in rules}
    row = User.objects.active().staff().filter(pk=person.pk).annotate(**asked).values(*asked).first() or {}
    return {int(name.removeprefix("in_")) for name, is_so in row.items() if is_so}


def _so_or_not(condition: Q) -> Case:
    # A condition that can never be so makes no SQL that a CASE could hold; an empty list inside says no by itself.
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _tell(person: User, entered: list[Space], left: list[Space], *, by: User | None) -> None:
    label = ", ".join([f"+ {space.name}" for space in entered] + [f"− {space.name}" for space in left])
    record(
        "spaces.person.followed",
        by=None,
        on=Mover(person.key, person.audience, label),
        person=person.pk,
        entered=[space.pk for space in entered],
        left=[space.pk for space in left],
        because_of=by.pk if by else None,
    )


def _look_again() -> None:
    from intranet.spaces.jobs import fill_all  # noqa: PLC0415 - jobs call actions

    fill_all.enqueue_once(key="all")
