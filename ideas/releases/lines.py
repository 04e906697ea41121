"""What somebody is told of one thing that was delivered: its title, and the part they had in it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ideas.models import Heard, HeardByMail
from intranet.content.voices import sentence_of

_NONE: Mapping[int, str] = {}
# By what somebody of a company did, what is said of the company to those who face it.
COMPANY_ASKED, COMPANY_VOTED = "company_asked", "company_voted"


def line_of(
    heard: Heard | HeardByMail, titles: Mapping[int, str], companies: Mapping[int, str] = _NONE, *, is_customer: bool
) -> str:
    """“Wake up sooner”: you suggested it; you asked in “Slow to wake”. A place one does not read is not named,
    nor a company that one does not face (``companies``: those one does)."""
    if heard.entry_id not in titles:
        return ""
    said = []
    # Who asks for something votes for it as well: of a company one of the two is said.
    asking = {rest[0] for part, entry, *rest in heard.parts if part == COMPANY_ASKED and titles.get(entry)}
    for part, entry, *company in heard.parts:
        if company and not (companies.get(company[0]) and titles.get(entry)):
            continue
        if part == COMPANY_VOTED and company[0] in asking:
            continue
        sentence = sentence_of(part, is_customer=is_customer)
        if not sentence or ("%(title)s" in sentence and not titles.get(entry)):
            continue
        names = {"company": companies.get(company[0], "") if company else ""}
        said.append(sentence % (names | {"title": titles.get(entry, "")}))
    what = {"title": titles[heard.entry_id], "parts": "; ".join(dict.fromkeys(said))}
    if not said:
        return _("“%(title)s” is delivered.") % what
    return _("“%(title)s” is delivered: %(parts)s.") % what
