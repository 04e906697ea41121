"""The time on somebody's clock, in the API."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, WithJsonSchema


def _without_offset(said: time) -> time:
    if said.tzinfo is not None:
        raise ValueError(_("A time by the clock has no offset from UTC: 09:00 or 09:00:00."))
    return said


_PATTERN = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$"
# JSON Schema's own format "time" asks for an offset (RFC 3339, full-time), which nobody's clock shows.
ClockTime = Annotated[
    time,
    AfterValidator(_without_offset),
    WithJsonSchema(
        {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$", "examples": ["09:00:00"]}
    ),
]
