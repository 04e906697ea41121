"""What is told of saved searches."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb

from .models import SavedSearch

MATCHED = "search.saved.matched"
SAID = "search.word.said"
GATHERED = "search.saved.gathered"
SAVED = "saved"


def register() -> None:
    verbs.register(
        Verb(MATCHED, _("{actor} wrote “{title}”: new for a saved search of yours"), recipients=_holder),
        Verb(SAID, _("{actor} wrote “{title}”, with words you watch for"), recipients=_holder),
        Verb(GATHERED, _("New results for “{title}”"), recipients=_holder),
    )


def _holder(activity: Activity) -> Iterable[Recipient]:
    for person in SavedSearch.objects.filter(pk=activity.details["search"]).values_list("person_id", flat=True):
        yield Recipient(person, SAVED)
