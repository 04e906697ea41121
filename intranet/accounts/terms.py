"""Which versions of the terms are in force, and whether somebody has agreed to them.

Whether everybody has to agree again is one short string, ``SiteSettings.consent_asked``, such as ``privacy:1 terms:3``:
the newest version of each kind that asks for consent. A person carries the same string once they agreed, so that
asking on every page costs no query.
"""

from __future__ import annotations

from collections.abc import Iterable

from intranet.core.models import SiteSettings

from .models import TermsDocument, User


def in_force() -> list[TermsDocument]:
    """The newest version of each kind."""
    newest: dict[str, TermsDocument] = {}
    for document in TermsDocument.objects.order_by("kind", "-version"):
        newest.setdefault(document.kind, document)
    return [newest[kind] for kind in TermsDocument.Kind.values if kind in newest]


def still_to_agree(person: User) -> bool:
    """Whether this person has yet to agree to something. The system agrees to nothing."""
    if person.is_system or _agreed(person):
        return False
    # What this process remembers may be older than what the person agreed to in another one.
    SiteSettings.forget()
    return not _agreed(person)


def who_is_still_to_agree(people: Iterable[User]) -> set[int]:
    waiting = [person for person in people if not person.is_system and not _agreed(person)]
    if waiting:
        SiteSettings.forget()
    return {person.pk for person in waiting if not _agreed(person)}


def _agreed(person: User) -> bool:
    asked = SiteSettings.current().consent_asked
    return not asked or person.consent_given == asked


def asked_now() -> str:
    """What ``consent_asked`` has to be, from what is published."""
    asking = TermsDocument.objects.filter(requires_consent=True).values_list("kind", "version")
    newest: dict[str, int] = {}
    for kind, version in asking:
        newest[kind] = max(version, newest.get(kind, 0))
    return " ".join(f"{kind}:{version}" for kind, version in sorted(newest.items()))
