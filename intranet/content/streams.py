"""Who may follow an entry's stream: whoever may read the entry."""

from __future__ import annotations

from intranet.accounts.models import User

from .models import Entry


def may_follow_entry(person: User, key: str) -> bool:
    return Entry.objects.visible_to(person).filter(pk=int(key)).exists()
