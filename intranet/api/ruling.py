"""``moderation/rules`` and ``moderation/levels``: what is looked at by itself, and how far customers are trusted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow, requester
from intranet.moderation.models import Conduct, Rule, Trial
from intranet.moderation.rules import actions, exchange, policies
from intranet.moderation.rules.counting import counted
from intranet.moderation.rules.in_words import in_words
from intranet.moderation.rules.sorts import sort_of
from intranet.moderation.trust import actions as trust
from intranet.moderation.trust import policies as trust_policies
from intranet.moderation.trust.figures import figures_of, missing
from intranet.moderation.trust.in_words import allowed, still_to_do
from intranet.moderation.trust.levels import HIGHEST, NEEDS, Level, as_told, level_numbered, levels
from intranet.realtime.units import unit

router = Router(tags=["moderation"])


class ModerationRuleIn(Schema):
    name: str | None = Field(None, description="Of a list of words.")
    is_on: bool | None = None
    scope: Rule.Scope | None = None
    parts: list[str] | None = Field(None, description="Labels of the parts it looks at; empty: all.")
    does: Rule.Does | None = None
    severity: int | None = Field(None, description="1 to 5.")
    values: dict[str, Any] = Field({}, description="What its sort knows besides, as the list of rules shows it.")

    def wanted(self) -> dict[str, Any]:
        named = self.dict(exclude_unset=True, exclude={"values"})
        return {name: value for name, value in named.items() if value is not None} | self.values


class ModerationRuleOut(Schema):
    key: str
    sort: str
    label: str
    words: str = Field(description="What it does, in a sentence.")
    name: str
    is_on: bool
    scope: str
    parts: list[str]
    does: str
    severity: int
    values: dict[str, Any]
    hits: dict[str, int] = Field(description="What it did in the last thirty days: {hold: 3}.")


class RuleTrialIn(ModerationRuleIn):
    sort: str
    key: str = Field("", description="The rule that is tried with other values; empty: as its sort begins.")


class ExampleOut(Schema):
    entry: int
    did: str
    why: str


class RuleTrialOut(Schema):
    id: int
    state: str
    since: date | None
    until: date | None
    looked_at: int | None
    caught: int | None
    standing: int | None = Field(description="How much of what would have been caught stands today.")
    days: dict[str, int]
    examples: list[ExampleOut] = Field(description="The newest of them; some may not be yours to read.")


class RulesFile(Schema):
    form: str
    rules: list[dict[str, Any]]
    levels: list[dict[str, Any]] = []


class TrustLevelOut(Schema):
    number: int
    name: str
    needs: dict[str, int]
    rights: dict[str, Any]


class TrustLevelIn(Schema):
    needs: dict[str, Any] = {}
    rights: dict[str, Any] = Field({}, description="null where there is no limit.")


class PersonLevelOut(Schema):
    level: int
    name: str
    is_locked: bool = Field(description="Whether a moderator has set it by hand.")
    figures: dict[str, int]


class PersonLevelIn(Schema):
    level: int
    note: str = Field("", max_length=200)


class TrustStandingOut(PersonLevelOut):
    may: list[str]
    may_not: list[str]
    next: str | None = Field(description="The name of the next level.")
    missing: list[str]


@router.get(
    "/moderation/rules", response=list[ModerationRuleOut], summary="The rules, with what they did in thirty days"
)
def rules(request: SignedIn) -> list[dict[str, Any]]:
    require(policies.can_see_rules(request.user))
    every = actions.every_rule()
    hits = counted(rule.key for rule in every)
    return [_rule_out(rule, hits.get(rule.key, {})) for rule in every]


@router.post("/moderation/rules", response={201: ModerationRuleOut}, summary="Make a list of watched words")
def add_list(request: SignedIn, new: ModerationRuleIn) -> Any:
    wanted = new.wanted()
    name = wanted.pop("name", "")
    return Status(201, _rule_out(actions.add_list(by=request.user, name=name, **wanted), {}))


@router.get("/moderation/rules/file", response=dict[str, Any], summary="All rules and levels, to take along")
def take_rules(request: SignedIn) -> dict[str, Any]:
    require(policies.can_change_rules(request.user))
    return exchange.as_object()


@router.put(
    "/moderation/rules/file",
    response=list[ModerationRuleOut],
    summary="Set the rules and levels as they were taken along",
)
def bring_rules(request: SignedIn, file: RulesFile) -> list[dict[str, Any]]:
    told, ladder = exchange.read_object(file.dict())
    with unit():
        changed = actions.bring_rules(told, by=request.user)
        trust.bring_levels(ladder, by=request.user)
    return [_rule_out(rule, {}) for rule in changed]


@router.post(
    "/moderation/rules/trials", response={202: RuleTrialOut}, summary="What would this have caught last month?"
)
def try_rule(request: SignedIn, tried: RuleTrialIn) -> Any:
    """Changes nothing. The answer is found by a job: ask for the trial again."""
    require(allow(f"rule-trial:{requester(request)}", limit=30, per_seconds=3600))
    wanted = tried.wanted()
    sort, key = wanted.pop("sort"), wanted.pop("key", "")
    return Status(202, _trial_out(actions.try_rule(sort, by=request.user, key=key, **wanted)))


@router.get("/moderation/rules/trials/{int:trial_id}", response=RuleTrialOut, summary="What a trial has found")
def rule_trial(request: SignedIn, trial_id: int) -> dict[str, Any]:
    require(policies.can_change_rules(request.user))
    return _trial_out(get_object_or_404(Trial, pk=trial_id, by=request.user))


@router.get("/moderation/rules/{slug:key}", response=ModerationRuleOut, summary="One rule")
def rule(request: SignedIn, key: str) -> dict[str, Any]:
    require(policies.can_see_rules(request.user))
    return _rule_out(_named(key), counted([key]).get(key, {}))


@router.put("/moderation/rules/{slug:key}", response=ModerationRuleOut, summary="Change a rule, or switch it")
def change_rule(request: SignedIn, key: str, wanted: ModerationRuleIn) -> dict[str, Any]:
    """What is not named stays as it is."""
    changed = actions.change_rule(_named(key).key, by=request.user, **wanted.wanted())
    return _rule_out(changed, counted([key]).get(key, {}))


@router.delete("/moderation/rules/{slug:key}", response={204: None}, summary="Delete a list of watched words")
def remove_list(request: SignedIn, key: str) -> Any:
    actions.remove_list(_named(key).key, by=request.user)
    return Status(204, None)


@router.get("/moderation/levels", response=list[TrustLevelOut], summary="The levels of trust, the lowest first")
def all_levels(request: SignedIn) -> list[dict[str, Any]]:
    require(policies.can_see_rules(request.user))
    return [_level_out(level) for level in levels()]


@router.put(
    "/moderation/levels/{int:number}", response=TrustLevelOut, summary="Change what a level asks for and allows"
)
def change_level(request: SignedIn, number: int, wanted: TrustLevelIn) -> dict[str, Any]:
    if number > HIGHEST:
        raise Http404
    return _level_out(trust.change_level(number, by=request.user, **wanted.needs, **wanted.rights))


@router.get("/people/{handle}/level", response=PersonLevelOut, summary="Where a customer stands, and why")
def person_level(request: SignedIn, handle: str) -> dict[str, Any]:
    person = get_visible(User, request.user, handle=handle)
    require(trust_policies.can_set_level(request.user, person))
    return _person_out(person)


@router.put("/people/{handle}/level", response=PersonLevelOut, summary="Put a customer on a level by hand")
def set_level(request: SignedIn, handle: str, wanted: PersonLevelIn) -> dict[str, Any]:
    person = get_visible(User, request.user, handle=handle)
    trust.set_level(person, wanted.level, by=request.user, note=wanted.note)
    return _person_out(person)


@router.delete(
    "/people/{handle}/level", response=PersonLevelOut, summary="Let the level follow from what is done again"
)
def let_go_of_level(request: SignedIn, handle: str) -> dict[str, Any]:
    person = get_visible(User, request.user, handle=handle)
    trust.let_go(person, by=request.user)
    return _person_out(person)


@router.get("/me/standing", response=TrustStandingOut, summary="What I may do here, and what comes next")
def my_standing(request: SignedIn) -> dict[str, Any]:
    """Only customers have a level: 404 for who works here."""
    person = request.user
    if not person.is_customer:
        raise Http404
    level = level_numbered(person.trust)
    following = level_numbered(level.number + 1) if level.number < HIGHEST else None
    figures = figures_of([person.pk])[person.pk]
    return _person_out(person) | {
        "may": [said for may, said in allowed(level) if may],
        "may_not": [said for may, said in allowed(level) if not may],
        "next": str(following.name) if following else None,
        "missing": still_to_do(missing(figures, following.needs)) if following else [],
    }


def _named(key: str) -> Rule:
    try:
        return actions.rule_named(key)
    except Rule.DoesNotExist:
        raise Http404 from None


def _rule_out(rule: Rule, hits: dict[str, int]) -> dict[str, Any]:
    values = {name: rule.value(name) for name in sort_of(rule.sort).begins}
    label = str(sort_of(rule.sort).label)
    told = actions.as_told(rule) | {"values": values}
    return {"key": rule.key, "sort": rule.sort, "label": label, "words": in_words(rule), **told, "hits": hits}


def _trial_out(trial: Trial) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(("since", "until", "looked_at", "caught", "standing"))
    return {"id": trial.pk, "state": trial.state, **found, "days": {}, "examples": []} | trial.found


def _level_out(level: Level) -> dict[str, Any]:
    return as_told(level) | {"name": str(level.name)}


def _person_out(person: User) -> dict[str, Any]:
    figures = figures_of([person.pk])[person.pk]
    return {
        "level": person.trust,
        "name": str(level_numbered(person.trust).name),
        "is_locked": Conduct.objects.filter(person=person.pk, is_locked=True).exists(),
        "figures": {name: getattr(figures, name) for name in NEEDS},
    }
