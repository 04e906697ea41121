"""Who takes another name is called by it in what others have written, too: a handle that stands in a text would tell
what the person was called before."""

from __future__ import annotations

import re
from collections.abc import Callable

from intranet.accounts.models import User
from intranet.content.models import Entry, Revision
from intranet.content.rerendering import point_again

BATCH = 200


def name_anew(person: User, before: str) -> int:
    """Put the handle of today where texts, and what they were before they were edited, have ``before``. Nobody is
    notified and nothing counts as edited. Answers how many texts were changed."""
    named = re.compile(rf"(?<![\w/.@+])@{re.escape(before)}(?![\w@-])", re.IGNORECASE)

    def anew(text: str) -> str:
        return named.sub(f"@{person.handle}", text)

    for revision in Revision.objects.filter(body__icontains=f"@{before}").iterator(chunk_size=BATCH):
        Revision.objects.filter(pk=revision.pk, body=revision.body).update(body=anew(revision.body))
    texts = Entry.objects.filter(body__icontains=f"@{before}")
    changed = [pk for pk, body in texts.values_list("pk", "body") if _rewritten(pk, body, anew)]
    # The names of those who are mentioned stand in the HTML, whoever spelled the handle how.
    mentioned = Entry.objects.filter(mentions__person=person).values_list("pk", flat=True)
    pointing = sorted({*changed, *mentioned})
    for start in range(0, len(pointing), BATCH):
        point_again(pointing[start : start + BATCH])
    return len(changed)


def _rewritten(pk: int, body: str, anew: Callable[[str], str]) -> bool:
    after = anew(body)
    # Only while the source is what was read.
    return after != body and bool(Entry.objects.filter(pk=pk, body=body).update(body=after))
