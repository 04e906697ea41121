"""What should not stand in a public text that was private: addresses, telephones, numbers of orders, names.

A suggestion and no more: whoever drafts reads it all, and the customer agrees to the very words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from forum.models import Enquiry, Reply
from intranet.accounts.models import User

_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_LINK = re.compile(r"https?://\S+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?\b")
# With a plus or a leading zero, and parted as people do.
_PHONE = re.compile(r"(?<![\w.])(?:\+\d{1,3}|0\d{1,4})[\s./()-]*(?:\d[\s./()-]*){5,11}\d(?!\w)")
# "Order 4711", "n. 2026/118", "INV-20931", or five figures and more by themselves.
_NUMBER = re.compile(
    r"(?<!\w)(?:[A-Z]{2,6}[-/]?\d{3,}(?:[-/]\d+)*|\d{2,4}[/-]\d{3,}|\d{5,}"
    r"|(?<=[Oo]rder )\d{3,}|(?<=[Oo]rdine )\d{3,}|(?<=[Ii]nvoice )\d{3,}|(?<=[Ff]attura )\d{3,}|(?<=#)\d{3,})(?!\w)"
)
_SHORTEST_NAME = 3


class Found(NamedTuple):
    sort: str
    words: str


def instead_of(sort: str) -> str:
    """What stands in its place."""
    match sort:
        case "mail":
            return _("[mail address]")
        case "phone":
            return _("[telephone]")
        case "number":
            return _("[number]")
        case "link":
            return _("[link]")
    return _("[name]")


def names_around(enquiry: Enquiry) -> list[str]:
    """Who is in the thread, whole and in parts, and the firm; the longest first."""
    writers = Reply.objects.filter(root=enquiry.pk).order_by().values("author")
    people = [*list(User.objects.filter(pk__in=writers)), enquiry.customer, enquiry.author]
    if enquiry.company is not None:
        people += list(User.objects.filter(company=enquiry.company_id)[:200])
    names = {enquiry.company.name} if enquiry.company is not None else set()
    for person in people:
        names |= {person.name, *person.name.split()}
    return sorted((name for name in names if len(name) >= _SHORTEST_NAME), key=lambda name: (-len(name), name))


def search(text: str, names: Iterable[str]) -> list[Found]:
    """What should be taken out of it, each once, in the order in which it stands there."""
    spans: list[tuple[int, int, str]] = []
    for sort, pattern in (("mail", _MAIL), ("link", _LINK), ("number", _IBAN), ("phone", _PHONE), ("number", _NUMBER)):
        _add(spans, sort, pattern, text)
    for name in names:
        _add(spans, "name", re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), text)
    return list(dict.fromkeys(Found(sort, text[start:end].strip()) for start, end, sort in sorted(spans)))


def _add(spans: list[tuple[int, int, str]], sort: str, pattern: re.Pattern[str], text: str) -> None:
    for match in pattern.finditer(text):
        if all(match.end() <= start or match.start() >= end for start, end, _sort in spans):
            spans.append((match.start(), match.end(), sort))


def without(text: str, found: Iterable[Found]) -> str:
    for one in sorted(found, key=lambda one: -len(one.words)):
        place = instead_of(one.sort).replace("\\", "")
        text = re.sub(rf"(?<!\w){re.escape(one.words)}(?!\w)", place, text, flags=re.IGNORECASE)
    return text
