"""Who has written something that everybody may read."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from intranet.accounts.models import User

from .models import Entry


def has_public_work(person: User) -> bool:
    return Entry.objects.visible_to(AnonymousUser()).published().filter(author=person).exists()
