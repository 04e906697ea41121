"""Who reads a page becomes others, with what follows it."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.realtime.units import step
from intranet.spaces.models import Circle
from wiki import rights
from wiki.models import Page
from wiki.spreading import Change, spread_reading

from .trees import tell_tree


@step
def read_by(page: Page, *, by: User, reads: str, circle: Circle | None, alone: bool) -> list[Change]:
    """``set_reading`` of a page that is held with its tree, for a caller who has asked whether that may be."""
    assert page.space is not None
    before, was = page.wanted_audience, (page.reads, page.reads_circle_id)
    if alone:
        _say_themselves(page)
    page.reads, page.reads_circle = reads, circle
    page.save(update_fields=["reads", "reads_circle"])
    changes = spread_reading(page)
    if not changes and was == (page.reads, page.reads_circle_id):
        return changes
    record(
        "wiki.page.reading_set",
        by=by,
        on=page,
        streams=[page.root_key],
        frame={"entry": page.pk},
        before=before,
        after=page.wanted_audience,
        pages=len(changes),
    )
    tell_tree(page.space, "rights", page)
    return changes


@step
def _say_themselves(page: Page) -> None:
    """Let the pages right under a page, as far as they follow it, say by themselves what they follow now."""
    said = rights.reading_of(page)
    Page.objects.filter(parent=page, reads=Page.Reads.INHERIT).update(reads=said.what, reads_circle=said.circle)
