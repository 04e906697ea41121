"""What could be read and has been taken away, told apart from what never was: 410 and 404.

Only who could have read it is told. For everybody else there never was such a thing.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from intranet.core.errors import Gone
from intranet.spaces.audiences import Viewer, audiences_of

from .models import Entry


def visible_or_gone(things: Any, viewer: Viewer, sentence: str, **lookup: Any) -> Any:
    """The one among ``things`` that this viewer may read; ``Gone`` with the sentence, or 404."""
    try:
        return things.visible_to(viewer).get(**lookup)
    except ObjectDoesNotExist:
        pass
    deleted = things.filter(
        state=Entry.State.DELETED, published_at__isnull=False, intended_audience__in=audiences_of(viewer), **lookup
    )
    if deleted.exists():
        raise Gone(sentence)
    raise Http404
