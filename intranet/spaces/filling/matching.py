"""Whom a rule names."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from django.db.models import Q

from intranet.accounts.models import Department, User, UserQuerySet
from intranet.spaces.models import MembershipRule

from .attributes import Attribute, attributes


class House:
    """What rules are read against: the tree of departments and the attributes there are. Each asked once, so that
    many rules cost what one does."""

    @cached_property
    def attributes(self) -> dict[str, Attribute]:
        return {one.key: one for one in attributes()}

    @cached_property
    def children(self) -> dict[int | None, list[int]]:
        found: dict[int | None, list[int]] = defaultdict(list)
        for pk, parent in Department.objects.values_list("pk", "parent_id"):
            found[parent].append(pk)
        return found

    def departments_under(self, department_id: int) -> set[int]:
        """The department and all that stand under it; a circle of departments ends it."""
        found: set[int] = set()
        waiting = [department_id]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self.children.get(one, ()))
        return found


def people_of(rule: MembershipRule) -> UserQuerySet:
    """The active staff whom this rule takes in."""
    return User.objects.active().staff().filter(matches(rule, House()))


def matches(rule: MembershipRule, house: House) -> Q:
    """The rule as a condition on people. What it asks and nobody can answer any more (a department that has gone, a
    field that was retired) takes nobody in rather than everybody."""
    asked: list[Q] = []
    if rule.department_id is not None:
        under = house.departments_under(rule.department_id) if rule.with_subdepartments else {rule.department_id}
        asked.append(Q(department_id__in=under))
    if rule.attribute:
        known = house.attributes.get(rule.attribute)
        asked.append(known.asks(rule.value) if known and rule.value else Q(pk__in=[]))
    if not asked:
        return Q(pk__in=[])
    condition = asked[0]
    for one in asked[1:]:
        condition = condition | one if rule.matching == MembershipRule.Matching.ANY else condition & one
    return condition
