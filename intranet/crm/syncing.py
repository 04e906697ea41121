"""Many rows in one call: each is a unit of its own, so that a bad one in the middle spoils no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _
from pydantic import ValidationError as Misshapen

from intranet.accounts.models import User
from intranet.core.decisions import require

from . import actions
from .messages import Line, Outcome
from .models import Sync
from .policies import can_sync
from .rows import CompanyRow, PersonRow

MOST_ROWS = 200
R = TypeVar("R", CompanyRow, PersonRow)
_TRIES = 2


def companies(rows: Sequence[Any], *, by: User, token: str) -> tuple[Sync, list[Line]]:
    return _all(Sync.What.COMPANIES, rows, CompanyRow, actions.sync_company, by=by, token=token)


def people(rows: Sequence[Any], *, by: User, token: str) -> tuple[Sync, list[Line]]:
    return _all(Sync.What.PEOPLE, rows, PersonRow, actions.sync_person, by=by, token=token)


def _all(
    what: str, rows: Sequence[Any], shape: type[R], do: Callable[..., Line], *, by: User, token: str
) -> tuple[Sync, list[Line]]:
    """A line for each row, in their order; and the note of this call."""
    require(can_sync(by))
    lines = [_one(row, shape, do, by=by) for row in rows]
    return actions.note_sync(what, lines, by=by, token=token), lines


def _one(row: Any, shape: type[R], do: Callable[..., Line], *, by: User) -> Line:
    typed = row.get("external_id") if isinstance(row, dict) else getattr(row, "external_id", "")
    number = str(typed or "")[:80]
    try:
        said = row if isinstance(row, shape) else shape.model_validate(row)
        return _tried(said, do, by=by)
    except Misshapen as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:3])
        return Line(number, Outcome.REFUSED, why=wrong or _("This is no row."))
    except ValidationError as error:
        return Line(number, Outcome.REFUSED, why=" ".join(error.messages))
    except PermissionDenied as error:
        return Line(number, Outcome.REFUSED, why=str(error))


def _tried(said: Any, do: Callable[..., Line], *, by: User) -> Line:
    """Two messages that make the same thing at once: the second finds it made and tries again as a change."""
    for left in reversed(range(_TRIES)):
        try:
            return do(said, by=by)
        except (IntegrityError, ValidationError) as error:
            if not left or not _was_made_meanwhile(error):
                raise
    raise AssertionError


def _was_made_meanwhile(error: IntegrityError | ValidationError) -> bool:
    """It may also be noticed by the check before saving, as one that is there already."""
    if isinstance(error, IntegrityError):
        return True
    listed = chain.from_iterable(error.error_dict.values()) if hasattr(error, "error_dict") else error.error_list
    return any(one.code == "unique" for one in listed)
