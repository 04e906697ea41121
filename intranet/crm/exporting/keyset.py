"""Where one was: a place between two lines, written so that it can stand in an address."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from intranet.core.http import number_in

from .sources import Asked, Place


def written_down(place: Place) -> str:
    return f"{place.at.isoformat().replace('+00:00', 'Z')}_{place.source}_{place.number}"


def place_in(cursor: str) -> Place:
    """BadRequest where it is none of ours."""
    moment, _sep, rest = cursor.partition("_")
    source, _sep, number = rest.partition("_")
    order, pk = number_in(source), number_in(number)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = None
    if at is None or is_naive(at) or order is None or pk is None:
        raise BadRequest(_("This cursor is not of this list."))
    return Place(at, order, pk)


def beyond(column: str, asked: Asked, order: int) -> Q:
    """The rows of the source at ``order`` that come after ``asked.after``."""
    settled = Q(**{f"{column}__lte": asked.until})
    after = asked.after
    if after is None:
        return settled
    later = Q(**{f"{column}__gt": after.at})
    if order > after.source:
        later = Q(**{f"{column}__gte": after.at})
    elif order == after.source:
        later |= Q(**{column: after.at, "pk__gt": after.number})
    return settled & later
