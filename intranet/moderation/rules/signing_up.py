"""What the rules say to who signs up: the mail address, and the form's own traps."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest
from django.utils.translation import gettext as _

from intranet.accounts.domains import domain_of
from intranet.core.decisions import YES, Decision, no
from intranet.moderation.models import Rule

from .around import note_refusal
from .in_force import rule_in_force


def no_thrown_away_mail(email: str, request: HttpRequest | None = None) -> Decision:
    """May an account be made with this address? Says nothing of whether there is one."""
    rule = rule_in_force("mail")
    if rule is None:
        return YES
    domain = domain_of(email)
    if _among(domain, rule.value("allowed")):
        return YES
    if _among(domain, rule.value("refused")) or (rule.value("known") and _is_thrown_away(domain)):
        note_refusal(rule.key)
        return no(_("Please use an address that you keep: we write to it when somebody has answered you."))
    return YES


def form_trap() -> tuple[bool, int] | None:
    """Whether forms at the door have a field that people do not see, and how many seconds they take at least; None
    where there is no such rule."""
    rule = Rule.objects.filter(key="form").first()
    if rule is None:
        return None
    return (bool(rule.value("trap")), int(rule.value("seconds"))) if rule.is_on else (False, 0)


def _among(domain: str, domains: list[str]) -> bool:
    return any(domain == one or domain.endswith(f".{one}") for one in domains)


def _is_thrown_away(domain: str) -> bool:
    """Known as such, itself or what it is a part of."""
    labels = domain.split(".")
    return any(".".join(labels[at:]) in _known() for at in range(len(labels) - 1))


@cache
def _known() -> frozenset[str]:
    from disposable_email_domains import blocklist  # noqa: PLC0415 - some thousand names, read when first asked for

    return frozenset(blocklist)
