"""Refusing, where the mistake is made, what a job's row could not give back as it was."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from intranet.core.text import is_storable


def checked(job: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments, or a TypeError that names the job, the argument and what to pass instead."""
    for name, value in arguments.items():
        if problem := _problem(value):
            raise TypeError(
                f"{job}: {name!r} holds {problem}. Arguments are stored as JSON: "
                "pass None, true or false, numbers, text, lists and dictionaries; the id of a row instead of the row."
            )
    return dict(arguments)


def _problem(value: Any) -> str:
    """What is wrong with it, or nothing."""
    match value:
        case None | bool() | int():
            problem = ""
        case float():
            problem = "" if math.isfinite(value) else f"{value}, which JSON cannot say"
        case str():
            problem = "" if is_storable(value) else "text that no database stores (a NUL or half a character)"
        case list():
            problem = next(filter(None, map(_problem, value)), "")
        case dict() if odd := [key for key in value if not isinstance(key, str)]:
            problem = f"a dictionary with a key of type {type(odd[0]).__name__}"
        case dict():
            problem = _problem([*value, *value.values()])
        case _:
            problem = f"a value of type {type(value).__name__}"
    return problem
