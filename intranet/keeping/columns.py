"""The values of a row as JSON has them, the same from SQLite and PostgreSQL, and back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BinaryField, Field, JSONField, Model, Value

Turn = Callable[[Any], Any]


def own_columns(model: type[Model]) -> list[Field[Any, Any]]:
    """What the table itself has; a parent's columns are in the parent's table."""
    return [column for column in model._meta.local_concrete_fields if not column.generated]


class Rows:
    """Between rows of one table and lines of a file."""

    def __init__(self, model: type[Model]) -> None:
        self.columns = own_columns(model)
        self.names = [column.attname for column in self.columns]
        self._out = [_out(column) for column in self.columns]
        self._back = [_back(column) for column in self.columns]

    def line(self, values: tuple[Any, ...]) -> bytes:
        row = [turn(value) if turn else value for turn, value in zip(self._out, values, strict=True)]
        return json.dumps(row, cls=_Encoder, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def values(self, line: bytes) -> dict[str, Any]:
        """By attribute, as the database takes them. Raises ``ValueError`` for a line that is none of this table."""
        row = json.loads(line)
        if not isinstance(row, list) or len(row) != len(self.columns):
            raise ValueError(f"a row of {len(self.columns)} values was expected")
        return {name: turn(value) for name, turn, value in zip(self.names, self._back, row, strict=True)}


class _Encoder(DjangoJSONEncoder):
    """Django's own leaves out microseconds, by which rows stand in order."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def _out(column: Field[Any, Any]) -> Turn | None:
    if isinstance(column, BinaryField):
        return lambda value: None if value is None else base64.b64encode(bytes(value)).decode()
    if _is_content_type(column):
        return lambda number: None if number is None else _name_of(number)
    return None


def _back(column: Field[Any, Any]) -> Turn:
    if isinstance(column, BinaryField):
        return lambda value: None if value is None else base64.b64decode(value)
    if isinstance(column, JSONField):
        # An empty column is one thing, and one that says "null" another.
        return lambda value: Value(None, JSONField()) if value is None and not column.null else value
    if _is_content_type(column):
        return lambda name: None if name is None else _number_of(name)
    target: Any = column
    while target.is_relation:
        target = target.target_field
    to_python: Turn = target.to_python
    return to_python


def _is_content_type(column: Field[Any, Any]) -> bool:
    return column.is_relation and column.related_model is ContentType


def _name_of(number: int) -> str:
    found = ContentType.objects.get_for_id(number)
    return f"{found.app_label}.{found.model}"


def _number_of(name: str) -> int:
    app, _dot, model = name.partition(".")
    return ContentType.objects.get_by_natural_key(app, model).pk
