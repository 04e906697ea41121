"""What the gates make of words that are about to come out."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.content import gates
from intranet.content.models import Entry
from intranet.content.texts import write_text
from intranet.core.markup import Rendered
from intranet.realtime.units import step
from intranet.spaces.audiences import forget


def pass_gates(
    entry: Entry, result: Rendered, *, by: User, is_edit: bool = False, files: int = 0
) -> tuple[gates.Passage, Rendered]:
    """Ask the gates about the words on the object, which are then those that may go on. ``result``: as rendered."""
    passage = gates.ask(entry, by=by, is_edit=is_edit, files=files)
    if (passage.title, passage.body) != (entry.title, entry.body):
        result = write_text(entry, by=by, title=passage.title, body=passage.body)
    return passage, result


@step
def keep_back(entry: Entry, verdict: gates.Verdict, *, by: User) -> None:
    """Lay before its moderators what a gate holds back, on a row that is held already."""
    entry.audience = entry.review_audience
    entry.save(update_fields=["audience"])
    forget(by)  # who reads on in this request holds its review from now on
    gates.tell_held(entry, verdict, by=by)
