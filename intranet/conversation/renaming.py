"""Who takes another name is called by it in what others have written, too: a handle that stands in a text would tell
what the person was called before."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db.models import Q

from intranet.accounts.models import User
from intranet.content.models import Entry, Revision
from intranet.content.rerendering import point_again
from intranet.realtime.ledger import forget_said
from intranet.realtime.publish import publish
from intranet.realtime.units import action

BATCH = 200
# So many discussions, the newest, are told that somebody in them is called otherwise; the others are kept by nobody.
MOST_TOLD = 500


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
    forget_said(f"/people/{before}/")
    _tell(person)
    return len(changed)


@action
def _tell(person: User) -> None:
    """What is kept of a discussion is kept by the number of its stream: another number, and it is made anew."""
    written = Entry.objects.filter(Q(author=person) | Q(mentions__person=person)).order_by("-pk")
    roots = dict.fromkeys(root or pk for pk, root in written.values_list("pk", "root_id")[:MOST_TOLD])
    for root in roots:
        publish(f"entry_{root}", "accounts.person.renamed", person=person.pk)


def _rewritten(pk: int, body: str, anew: Callable[[str], str]) -> bool:
    after = anew(body)
    # Only while the source is what was read.
    return after != body and bool(Entry.objects.filter(pk=pk, body=body).update(body=after))
