"""The rules as a file: to keep, to look at, to take to another house."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.moderation.trust import levels

from .actions import as_told, every_rule

FORM = "portico-rules-1"
MOST_BYTES = 2**20


def as_file() -> str:
    """All rules and levels, in JSON that a person can read."""
    return json.dumps(as_object(), ensure_ascii=False, indent=1) + "\n"


def as_object() -> dict[str, Any]:
    rules = [{"key": rule.key, "sort": rule.sort, **as_told(rule)} for rule in every_rule()]
    return {"form": FORM, "rules": rules, "levels": [levels.as_told(level) for level in levels.levels()]}


def read_file(data: bytes) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rules and the levels in a file. ValidationError, with a sentence, for anything else."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("This file is too large for a file of rules."))
    try:
        told = json.loads(data.decode())
    except (ValueError, RecursionError):
        told = None
    return read_object(told)


def read_object(told: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if not isinstance(told, dict) or told.get("form") != FORM:
        raise ValidationError(_("This is no file of rules."))
    rules: Any = told.get("rules")
    found: Any = told.get("levels", [])
    if not _are_objects(rules) or not _are_objects(found):
        raise ValidationError(_("This is no file of rules."))
    return rules, found


def _are_objects(told: Any) -> bool:
    return isinstance(told, list) and len(told) <= 500 and all(isinstance(one, dict) for one in told)
