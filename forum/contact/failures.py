"""Writing down that the contact form failed, whatever becomes of the request."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from forum.models import ContactFailure

KEPT = timedelta(days=30)


def note_failure(why: str) -> None:
    ContactFailure.objects.filter(at__lt=now() - KEPT).delete()
    ContactFailure.objects.create(why=why[:200])
