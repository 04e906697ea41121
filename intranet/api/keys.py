"""One key for one create: ``client_id`` in the body and the ``Idempotency-Key`` header are the same key."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

# Keys that are no UUIDs become one, always the same.
_NAMESPACE = uuid.UUID("7b1e3c52-5d0c-4a83-9f3e-0f6d6c1f8a90")
_LONGEST = 200


def client_id_of(request: HttpRequest, in_body: uuid.UUID | None) -> uuid.UUID | None:
    """The key of this create, or None. ValidationError when body and header disagree."""
    header = request.headers.get("Idempotency-Key", "").strip()
    if not header:
        return in_body
    key = key_from(header)
    if in_body is not None and in_body != key:
        raise ValidationError(_("client_id and Idempotency-Key are two different keys."))
    return key


def key_from(text: str) -> uuid.UUID:
    """The key that a program means by this text, always the same."""
    if len(text) > _LONGEST:
        raise ValidationError(_("The Idempotency-Key is too long: 200 characters at most."))
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid5(_NAMESPACE, text)
