"""The rules as a gate of ``content.gates``: each new text, and each change of one that is out, comes past here."""

from __future__ import annotations

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.content.gates import Attempt, Verdict
from intranet.content.models import Entry
from intranet.core.throttle import allow
from intranet.moderation.cases import open_case
from intranet.moderation.holding import LANE
from intranet.moderation.models import Rule
from intranet.moderation.trust.levels import level_of
from intranet.spaces.audiences import is_apart

from . import around
from .counting import count_hit
from .in_force import rules_in_force
from .judging import Hit, Said, judge, values_of
from .past import Written
from .sorts import sort_of

_PAST = Written()
# In conversations, which nobody else reads, nobody is new, quick or loud: words alone are looked at. Moderators do not
# read them, so they are never held or reported.
BETWEEN_THEM = frozenset({"words"})
STOPS_FOR_OTHERS = frozenset({"hold", "flag"})


def texts_judged() -> list[Rule]:
    """The rules in force that look at texts: those about one text first, those that count afterwards."""
    found = [rule for rule in rules_in_force() if sort_of(rule.sort).looks_at == "texts"]
    return sorted(found, key=lambda rule: (rule.sort in ("flood", "first_posts"), rule.pk))


def looks_here(rule: Rule, *, kind: str, root_kind: str, by_customer: bool) -> bool:
    """Whether a rule is asked about what such a person writes there. What is said under something is of its part."""
    if rule.scope == Rule.Scope.CUSTOMERS and not by_customer:
        return False
    return not rule.parts or (root_kind or kind).partition(".")[0] in rule.parts


def ask_rules(attempt: Attempt) -> list[Verdict]:
    entry, by = attempt.entry, attempt.by
    kind = entry._meta.label_lower
    root_kind = entry.root.kind if entry.root is not None else ""
    asked = [
        rule for rule in texts_judged() if looks_here(rule, kind=kind, root_kind=root_kind, by_customer=by.is_customer)
    ]
    between_them = is_apart(entry.wanted_audience)
    if between_them:
        asked = [rule for rule in asked if rule.sort in BETWEEN_THEM]
    if not asked or by.is_system:
        return []
    verdicts: list[Verdict] = []
    said = _said(attempt)
    for rule in asked:
        hit = judge(rule, said, _PAST) or _too_many_from_there(rule, attempt)
        if hit is None or (between_them and hit.did in STOPS_FOR_OTHERS):
            continue
        _note(rule, hit, is_edit=attempt.is_edit)
        verdicts.append(hit.verdict)
        if hit.did == "refuse":
            break
        if hit.did == "replace":
            said = _with_words(said, hit.verdict)
    return verdicts


def report(entry: Entry, verdict: Verdict, by: User) -> None:
    """What came out and should be looked at stands in the queue of those who keep order there."""
    if verdict.rule == LANE:
        return
    open_case("rule", entry=entry, severity=verdict.severity, rule=verdict.rule)


def _said(attempt: Attempt) -> Said:
    return values_of(
        attempt.entry,
        level=level_of(attempt.by),
        title=attempt.title,
        body=attempt.body,
        at=now(),
        files=attempt.files,
        is_edit=attempt.is_edit,
    )


def _with_words(said: Said, verdict: Verdict) -> Said:
    title = said.title if verdict.title is None else verdict.title
    body = said.body if verdict.body is None else verdict.body
    # What was made of the words that are gone is not looked at again.
    return Said(said.author, said.level, title, body, "", body, said.language, said.at, said.files, said.is_edit)


def _too_many_from_there(rule: Rule, attempt: Attempt) -> Hit | None:
    """The limit of one address counts in the cache, for an hour: an address is written down nowhere."""
    most, address = int(rule.value("address_an_hour") or 0) if rule.sort == "flood" else 0, around.sending_address()
    if not most or not address or attempt.is_edit or not attempt.by.is_customer:
        return None
    allowed = allow(f"rules:from:{address}", limit=most, per_seconds=3600)
    if allowed:
        return None
    sentence = str(allowed.refusal)
    if rule.does == Rule.Does.HOLD:
        return Hit(Verdict("hold", sentence, rule.key, rule.severity))
    return Hit(Verdict("refuse", sentence, rule.key, rule.severity))


def _note(rule: Rule, hit: Hit, *, is_edit: bool) -> None:
    if hit.did == "refuse" or (hit.did == "hold" and is_edit):
        around.note_refusal(rule.key)
    else:
        count_hit(rule.key, hit.did)
