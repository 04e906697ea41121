"""Changing the rules: each change is in the audit trail, with what it was and what it is."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.moderation.models import Rule, Trial
from intranet.realtime.units import action

from . import in_force, jobs, policies
from .checking import checked
from .places import parts_looked_at
from .sorts import SORTS, Sort

MOST_LISTS = 50
COLUMNS = ("name", "is_on", "scope", "parts", "does", "severity")


@dataclass(frozen=True)
class _About:
    """A rule as the audit trail names it: its key outlives its row."""

    rule: Rule

    @property
    def key(self) -> str:
        return f"rule_{self.rule.key}"

    @property
    def audit_label(self) -> str:
        return str(self.rule)


def rule_named(key: str) -> Rule:
    """The rule of that key: a row, or, of a sort of which there is one, as it begins, switched off. Rule.DoesNotExist
    for anything else."""
    found = Rule.objects.filter(key=key).first()
    if found is not None:
        return found
    if key not in SORTS or SORTS[key].many:
        raise Rule.DoesNotExist
    return as_it_begins(SORTS[key])


def as_it_begins(sort: Sort) -> Rule:
    rule = Rule(key=sort.key, sort=sort.key, is_on=False, does=sort.may[0], severity=sort.severity)
    rule.parts = ["forum"] if sort.key == "first_posts" and "forum" in parts_looked_at() else []
    return rule


def every_rule() -> list[Rule]:
    """All there are, in the order of the sorts; lists of words in the order they were made."""
    rows = list(Rule.objects.all())
    found: list[Rule] = []
    for sort in SORTS.values():
        mine = [row for row in rows if row.sort == sort.key]
        found += mine if mine or sort.many else [as_it_begins(sort)]
    return found


@action
def change_rule(key: str, *, by: User, **wanted: Any) -> Rule:
    """Change what is named of a rule; what is not, stays. Its switch is ``is_on``."""
    require(policies.can_change_rules(by))
    rule = rule_named(key)
    if rule.pk is not None:
        rule = Rule.objects.select_for_update().get(pk=rule.pk)
    return _write(rule, wanted, by=by, verb="moderation.rule.changed")


@action
def add_list(*, by: User, name: str, **wanted: Any) -> Rule:
    """A new list of watched words."""
    require(policies.can_change_rules(by))
    if Rule.objects.filter(sort="words").count() >= MOST_LISTS:
        raise ValidationError(_("There are %(most)d lists at most.") % {"most": MOST_LISTS})
    sort = SORTS["words"]
    rule = Rule(key=f"words-{secrets.token_hex(4)}", sort=sort.key, does=sort.may[0], severity=sort.severity)
    return _write(rule, {"name": name, **wanted}, by=by, verb="moderation.rule.added")


@action
def remove_list(key: str, *, by: User) -> bool:
    """Take a list of words away. False when somebody else has."""
    require(policies.can_change_rules(by))
    rule = Rule.objects.select_for_update().filter(key=key).first()
    if rule is None:
        return False
    if not SORTS[rule.sort].many:
        raise ValidationError(_("This rule is switched off, not removed."))
    record("moderation.rule.removed", by=by, on=_About(rule), audience="", was=as_told(rule))
    rule.delete()
    in_force.forget()
    transaction.on_commit(in_force.forget)
    return True


@action
def bring_rules(told: Iterable[Mapping[str, Any]], *, by: User) -> list[Rule]:
    """Set the rules as they were taken along (``exchange``): all of them, or none with what is wrong. Lists of words
    that are here and not among them stay."""
    require(policies.can_change_rules(by))
    changed: list[Rule] = []
    for one in told:
        sort = SORTS.get(str(one.get("sort")))
        key = str(one.get("key"))[:40]
        if sort is None or (not sort.many and key != sort.key) or (sort.many and not key.startswith("words-")):
            raise ValidationError(_("There is no rule called “%(name)s” here.") % {"name": key})
        rule = Rule.objects.select_for_update().filter(key=key).first() or Rule(key=key, sort=sort.key)
        wanted = {name: value for name, value in one.items() if name not in ("key", "sort")}
        values = wanted.pop("values", {})
        if not isinstance(values, Mapping):
            raise ValidationError(_("This is no file of rules."))
        changed.append(_write(rule, wanted | dict(values), by=by, verb="moderation.rule.changed"))
    return changed


@action
def try_rule(sort: str, *, by: User, key: str = "", **wanted: Any) -> Trial:
    """Ask what a rule as edited would have caught last month. Changes nothing; the answer is found by a job."""
    require(policies.can_change_rules(by))
    if sort not in SORTS or SORTS[sort].looks_at != "texts":
        raise ValidationError(_("This rule looks at no texts: there is nothing to look back at."))
    begun = rule_named(key) if key and Rule.objects.filter(key=key).exists() else as_it_begins(SORTS[sort])
    fields = {name: getattr(begun, name) for name in COLUMNS if name != "is_on"} | {"values": dict(begun.values)}
    wanted.pop("is_on", None)
    kept = checked(SORTS[sort], wanted, parts=parts_looked_at())
    fields["values"] |= kept.pop("values", {})
    trial = Trial.objects.create(by=by, key=key, sort=sort, fields=fields | kept)
    jobs.look_back.enqueue(trial_id=trial.pk)
    return trial


def as_told(rule: Rule) -> dict[str, Any]:
    """A rule as the audit trail and files name it."""
    return {name: getattr(rule, name) for name in COLUMNS} | {"values": dict(rule.values)}


def _write(rule: Rule, wanted: Mapping[str, Any], *, by: User, verb: str) -> Rule:
    before = as_told(rule)
    kept = checked(SORTS[rule.sort], wanted, parts=parts_looked_at())
    rule.values = {**rule.values, **kept.pop("values", {})}
    for name, value in kept.items():
        setattr(rule, name, value)
    after = as_told(rule)
    if rule.pk is not None and before == after:
        return rule
    rule.save()
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    record(verb, by=by, on=_About(rule), audience="", changes=changes)
    in_force.forget()
    transaction.on_commit(in_force.forget)
    return rule
