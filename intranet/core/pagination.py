"""Keyset pages: "the thirty after this one", which stays true while others write.

A page is found by the values of its ordering, never by counting, so a new item cannot push one you have seen onto the
next page. The ordering must end in a unique key and may not hold NULLs.
"""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import BadRequest, FieldDoesNotExist
from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
# What a page shows: models, or what was made of them.
Shown = TypeVar("Shown")

NEWEST_FIRST = ("-published_at", "-pk")
_LONGEST_CURSOR = 2000


class BadCursor(BadRequest, ValueError):
    """A cursor we did not make, or made for another list. Unhandled it becomes a 400."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Shown]):
    """``next`` asks for what follows (None at the end); ``newest`` is where the page begins, for ``keyset_newer``."""

    items: list[Shown]
    next: str | None
    newest: str | None


def keyset_page(
    queryset: QuerySet[M],
    *,
    by: Sequence[str] = NEWEST_FIRST,
    cursor: str | None = None,
    size: int = 30,
    read: Callable[[QuerySet[M]], Iterable[M]] = list,
) -> Page[M]:
    """The ``size`` items after ``cursor`` in the order ``by``: names as in ``order_by``, rising or falling. ``read``
    may turn the items of the page, and one more, into something that says more of each."""
    _ends_in_unique_key(queryset, by)
    ordered = queryset.order_by(*by)
    if cursor:
        ordered = ordered.filter(_beyond(by, _values_in(cursor, queryset, by), ahead=False))
    return first_page(read(ordered[: size + 1]), queryset.model, by=by, size=size)


def first_page(found: Iterable[M], model: type[Model], *, by: Sequence[str], size: int) -> Page[M]:
    """The page of ``size`` items that begins with ``found``: it was asked for one more, to know whether there is."""
    items = list(found)
    page = items[:size]
    return Page(
        items=page,
        next=_cursor_at(page[-1], model, by) if len(items) > size else None,
        newest=_cursor_at(page[0], model, by) if page else None,
    )


def keyset_newer(queryset: QuerySet[M], *, by: Sequence[str] = NEWEST_FIRST, cursor: str | None) -> QuerySet[M]:
    """What stands before ``cursor`` in the order ``by``; everything when the list was empty (no cursor)."""
    _ends_in_unique_key(queryset, by)
    ordered = queryset.order_by(*by)
    if not cursor:
        return ordered
    return ordered.filter(_beyond(by, _values_in(cursor, queryset, by), ahead=True))


def cursor_at(item: Model, queryset: QuerySet[Any], by: Sequence[str] = NEWEST_FIRST) -> str:
    """The opaque, URL-safe place of ``item`` in this list."""
    return _cursor_at(item, queryset.model, by)


def _cursor_at(item: Any, model: type[Model], by: Sequence[str]) -> str:
    values = [_packed(_value_of(item, name.lstrip("-"))) for name in by]
    return _signer(model, by).sign_object(values)


def _signer(model: type[Model], by: Sequence[str]) -> Signer:
    # Signed with what it orders, so a cursor fits only lists of the same model and order.
    return Signer(sep=".", salt=f"cursor:{model._meta.label_lower}:{','.join(by)}")


def _values_in(cursor: str, queryset: QuerySet[Any], by: Sequence[str]) -> list[Any]:
    if len(cursor) > _LONGEST_CURSOR:
        raise BadCursor("This cursor is too long.")
    try:
        return [_unpacked(value) for value in _signer(queryset.model, by).unsign_object(cursor)]
    except (BadSignature, UnicodeError) as error:
        raise BadCursor("This cursor does not belong to this list.") from error


def _beyond(by: Sequence[str], values: Sequence[Any], *, ahead: bool) -> Q:
    """Rows after ``values`` (or ahead of them): a < x, or a = x and b < y, and so on.

    The first column's bound is said once more on its own, because planners use an index for "a <= x and (...)" but
    not for a bare "or".
    """
    found = Q()
    same = Q()
    bound = Q()
    for place, (key, value) in enumerate(zip(by, values, strict=True)):
        name = key.lstrip("-")
        comparison = "lt" if key.startswith("-") != ahead else "gt"
        found |= same & Q(**{f"{name}__{comparison}": value})
        same &= Q(**{name: value})
        if place == 0 and len(by) > 1:
            bound = Q(**{f"{name}__{comparison}e": value})
    return bound & found


def _ends_in_unique_key(queryset: QuerySet[Any], by: Sequence[str]) -> None:
    last = by[-1].lstrip("-")
    if last == "pk":
        return
    try:
        unique = getattr(queryset.model._meta.get_field(last), "unique", False)
    except FieldDoesNotExist:
        unique = False
    if not unique:
        raise ValueError(f"Keyset pages need an ordering that ends in a unique key, not {by!r}.")


def _value_of(item: Model, name: str) -> Any:
    value: Any = item
    for step in name.split("__"):
        value = getattr(value, step)
    if value is None:
        raise ValueError(f"{name} is NULL on {item!r}: keyset pages cannot order by it.")
    return value


def _packed(value: Any) -> Any:
    match value:
        case bool() | int() | float() | str():
            return value
        case datetime.datetime():
            return {"at": value.isoformat()}
        case datetime.date():
            return {"on": value.isoformat()}
        case decimal.Decimal():
            return {"of": str(value)}
        case uuid.UUID():
            return {"id": value.hex}
    raise TypeError(f"Keyset pages cannot order by a {type(value).__name__}.")


def _unpacked(value: Any) -> Any:
    match value:
        case {"at": text}:
            return datetime.datetime.fromisoformat(text)
        case {"on": text}:
            return datetime.date.fromisoformat(text)
        case {"of": text}:
            return decimal.Decimal(text)
        case {"id": text}:
            return uuid.UUID(text)
    return value
