"""What stands around an entry on its page, brought by whoever has something to show there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest


class Panel(NamedTuple):
    """One of them for one reader; ``template`` is rendered with the entry and, as ``panel``, this."""

    key: str
    template: str
    context: Mapping[str, Any]


class _Known(NamedTuple):
    key: str
    source: Callable[[HttpRequest, Any], Mapping[str, Any] | None]
    template: str
    place: str
    order: int
    where: Callable[[], Q] | None

    @property
    def mark(self) -> str:
        return f"panel_{self.key.replace('-', '_')}"


class Panels:
    """The panels of one sort of page; the first of its ``places`` is where one stands that names none."""

    def __init__(self, *places: str) -> None:
        self.places = places
        self._known: dict[str, _Known] = {}

    def register(
        self,
        key: str,
        source: Callable[[HttpRequest, Any], Mapping[str, Any] | None],
        *,
        template: str,
        place: str = "",
        order: int = 50,
        where: Callable[[], Q] | None = None,
    ) -> None:
        """``source(request, entry)`` gives what the template is rendered with, as ``panel.context``; None: nothing to
        show. ``where`` says which entries can have it at all: most have not, and that is read with the entry
        (``marks``), so that their pages ask nothing more."""
        if (place := place or self.places[0]) not in self.places:
            raise ValueError(f"A panel stands in {', '.join(self.places)}, not in {place}")
        self._known[key] = _Known(key, source, template, place, order, where)

    def marks(self) -> dict[str, Any]:
        """What a query for an entry annotates, so that ``panels_for`` knows whom it need not ask."""
        return {
            one.mark: ExpressionWrapper(one.where(), output_field=BooleanField())
            for one in self._known.values()
            if one.where is not None
        }

    def panels_for(self, request: HttpRequest, entry: Any) -> dict[str, list[Panel]]:
        found: dict[str, list[Panel]] = {place: [] for place in self.places}
        for one in sorted(self._known.values(), key=lambda known: known.order):
            if not getattr(entry, one.mark, True):
                continue
            if (context := one.source(request, entry)) is not None:
                found[one.place].append(Panel(one.key, one.template, context))
        return found
