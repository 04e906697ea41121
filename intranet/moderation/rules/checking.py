"""Whether what somebody wants of a rule makes sense: for the form, the API and what is brought along alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.domains import spelled_out
from intranet.moderation.models import Rule

from . import words
from .sorts import Sort

MOST_DOMAINS = 2000


def checked(sort: Sort, wanted: Mapping[str, Any], *, parts: list[str]) -> dict[str, Any]:
    """The columns and values of a rule as they are kept. ValidationError, by field, for what makes no sense."""
    errors: dict[str, str] = {}
    kept: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for name, value in wanted.items():
        try:
            if name in _COLUMNS:
                kept[name] = _COLUMNS[name](sort, value, parts)
            elif name in sort.begins:
                values[name] = _VALUES[name](value)
            else:
                raise ValidationError(_("A rule of this sort has no such value."))
        except ValidationError as error:
            errors[name] = " ".join(error.messages)
    if errors:
        raise ValidationError({name: [sentence] for name, sentence in errors.items()})
    return kept | ({"values": values} if values else {})


def _does(sort: Sort, value: Any, _parts: list[str]) -> str:
    if value not in sort.may:
        raise ValidationError(_("A rule of this sort cannot do that."))
    return str(value)


def _scope(sort: Sort, value: Any, _parts: list[str]) -> str:
    if value not in Rule.Scope.values:
        raise ValidationError(_("There is no such choice."))
    return str(value)


def _severity(sort: Sort, value: Any, _parts: list[str]) -> int:
    return _number(value, 1, 5)


def _parts(sort: Sort, value: Any, parts: list[str]) -> list[str]:
    if not isinstance(value, list | tuple) or any(one not in parts for one in value):
        raise ValidationError(_("There is no such part."))
    return [one for one in parts if one in value]


def _name(sort: Sort, value: Any, _parts: list[str]) -> str:
    name = " ".join(str(value).split())
    if len(name) > 80:
        raise ValidationError(_("A name has 80 characters at most."))
    if sort.many and not name:
        raise ValidationError(_("Give the list a name."))
    return name


def _is_on(sort: Sort, value: Any, _parts: list[str]) -> bool:
    return _yes_or_no(value)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValidationError(_("Say yes or no."))
    return value


def _number(value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValidationError(
            _("Give a number from %(least)d to %(most)d.") % {"least": least, "most": most}, code="number"
        )
    return value


def _lines(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise ValidationError(_("Give one word or phrase on each line."))
    lines = [line for line in (" ".join(one.split()) for one in value) if line]
    if len(lines) > words.MOST_PATTERNS:
        raise ValidationError(_("A list has %(most)d lines at most.") % {"most": words.MOST_PATTERNS})
    open_ones = 0
    for line in lines:
        try:
            open_ones += sum(map(words.is_open, words.patterns_of([line])))
        except words.BadPattern:
            raise ValidationError(
                _("“%(line)s” would match everything or nothing: write two letters at least.") % {"line": line[:80]}
            ) from None
    if open_ones > words.MOST_OPEN:
        raise ValidationError(_("At most %(most)d lines may begin with a star.") % {"most": words.MOST_OPEN})
    return lines


def _domains(value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > MOST_DOMAINS:
        raise ValidationError(_("A list has %(most)d lines at most.") % {"most": MOST_DOMAINS})
    found: list[str] = []
    for text in map(str, value):
        if not text.strip():
            continue
        domain = spelled_out(text.strip().removeprefix("@").removeprefix("*."))
        if not domain:
            raise ValidationError(_("“%(text)s” is not a domain.") % {"text": text.strip()[:80]})
        if domain not in found:
            found.append(domain)
    return found


def _language(value: Any) -> str:
    if value and value not in dict(settings.LANGUAGES):
        raise ValidationError(_("There is no such language."))
    return str(value or "")


def _instead(value: Any) -> str:
    said = " ".join(str(value).split())
    if not said or len(said) > words.LONGEST_PATTERN:
        raise ValidationError(_("Say in a few words what stands in its place."))
    return said


_COLUMNS: dict[str, Callable[[Sort, Any, list[str]], Any]] = {
    "name": _name,
    "is_on": _is_on,
    "scope": _scope,
    "parts": _parts,
    "does": _does,
    "severity": _severity,
}
_VALUES: dict[str, Callable[[Any], Any]] = {
    "most": lambda value: _number(value, 1, 20),
    "lines": _lines,
    "instead": _instead,
    "language": _language,
    "address_an_hour": lambda value: _number(value, 0, 10_000),
    "hours": lambda value: _number(value, 1, 24 * 7),
    "least": lambda value: _number(value, 5, 500),
    "known": _yes_or_no,
    "trap": _yes_or_no,
    "seconds": lambda value: _number(value, 0, 60),
    "refused": _domains,
    "allowed": _domains,
}
