"""Which company an address belongs to."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Company

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
# Where anybody gets an address: these say nothing about whom a person works for.
_MAILBOXES = """aol.com fastmail.com gmail.com gmx.com gmx.de gmx.net googlemail.com hotmail.com hotmail.it icloud.com
libero.it live.com mail.com me.com msn.com outlook.com outlook.it proton.me protonmail.com tiscali.it virgilio.it
yahoo.com yahoo.it yandex.com"""
_EVERYBODYS = frozenset(_MAILBOXES.split())


def domain_of(email: str) -> str:
    return spelled_out(email.rpartition("@")[2])


def spelled_out(domain: str) -> str:
    """The domain as the name system compares it: lower case, punycode; empty for what is no domain."""
    try:
        plain = domain.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    labels = plain.split(".")
    return plain if len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) else ""


def company_for(email: str) -> Company | None:
    """The one company whose people have addresses of exactly this domain: not of a part of it, nor of one below."""
    domain = domain_of(email)
    if not domain:
        return None
    # Some hundred companies, asked once in the life of an account: no index is needed, and none fits a JSON list.
    found = [company for company in Company.objects.current().exclude(email_domains=[]) if domain in _domains(company)]
    return found[0] if len(found) == 1 else None


def clean_domains(domains: list[str], *, company: Company | None = None) -> list[str]:
    """The list as it is stored, or ``ValidationError``: no domain belongs to everybody, or to two companies."""
    cleaned: list[str] = []
    others = Company.objects.exclude(email_domains=[])
    taken = {domain: other for other in others if other != company for domain in _domains(other)}
    for text in domains:
        domain = spelled_out(text.strip().removeprefix("@"))
        if not domain:
            raise ValidationError(_("“%(text)s” is not a domain.") % {"text": text.strip()})
        if domain in _EVERYBODYS:
            raise ValidationError(_("Anybody can have an address at %(domain)s.") % {"domain": domain})
        if domain in taken:
            raise ValidationError(
                _("%(domain)s already belongs to %(company)s.") % {"domain": domain, "company": taken[domain]}
            )
        if domain not in cleaned:
            cleaned.append(domain)
    return cleaned


def _domains(company: Company) -> set[str]:
    return {spelled_out(domain) for domain in company.email_domains if isinstance(domain, str)}
