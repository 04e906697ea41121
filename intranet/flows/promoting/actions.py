"""Making one thing of another, with what somebody chose to take along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum.documenting.policies import can_document
from forum.models import Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import give_credit, link_entries, tell_credited
from intranet.content.actions.telling import lists_of
from intranet.content.models import Credit, Entry, Link
from intranet.core.decisions import require
from intranet.flows.actions import link_page
from intranet.realtime.units import action
from wiki.models import Page

from .passages import MOST_SAID, MOST_SOURCES, passages_of, put_together
from .policies import can_promote
from .targets import Spot, Target, Wanted

BECAME = "flows.entry.became"


@action
def promote(
    sources: Sequence[Entry],
    *,
    by: User,
    target: Target,
    spot: Spot,
    title: str,
    words: str = "",
    keep: Iterable[Entry] = (),
    client_id: UUID | None = None,
) -> Entry:
    """Make ``target`` of these, which are one entry or several messages of one room, at ``spot``. ``words`` are by who
    makes it; of what was said only ``keep`` goes along, and those whose words it is are credited there, with those the
    words were credited to before. ValidationError for what was not said there, and where it is made already."""
    _asked(sources, by)
    kept = _kept(sources, by, keep)
    made_before = client_id is not None and Entry.objects.filter(author=by, client_id=client_id).exists()
    if target.name in ("section", "task") and not made_before:
        _once(sources[0], spot)
    body = put_together(words, kept, quotes=target.quotes, names=not target.credits) if target.has_text else ""
    made = target.make(spot, by, Wanted(title, body, sources[0].language, client_id))
    linked = [link_entries(source, made, relation=Link.Relation.PROMOTED_TO, by=by) for source in sources]
    if made_before and not any(linked):
        return made
    if target.has_text and target.credits:
        _credit(made, kept)
    frame = {"of": [source.entry_id for source in sources], "became": made.entry_id}
    record(BECAME, by=by, on=sources[0], streams=lists_of(sources[0]), frame=frame, became=made.entry_id)
    if target.name == "page":
        _document(sources[0], cast(Page, made), by)
    if made.is_published:
        tell_credited(made)
    return made


def _document(source: Entry, page: Page, by: User) -> None:
    """A page that is made of a topic documents it: who follows the topic hears of it when everybody can read it."""
    if source.kind != Topic._meta.label_lower:
        return
    topic = Topic.objects.with_place().get(pk=source.entry_id)
    if can_document(by, topic):
        link_page(topic, page, by=by)


def _asked(sources: Sequence[Entry], by: User) -> None:
    if not sources or len(sources) > MOST_SOURCES:
        raise ValidationError(_("Choose between one and thirty messages."), code="from")
    for source in sources:
        require(can_promote(by, source))
    if len(sources) > 1 and len({source.audience for source in sources}) > 1:
        raise ValidationError(_("Choose messages of one room."), code="from")


def _kept(sources: Sequence[Entry], by: User, keep: Iterable[Entry]) -> list[Entry]:
    """As they are now, in the order in which they were said."""
    wanted = {entry.entry_id for entry in keep}
    there = [entry for entry in passages_of(sources, by) if entry.entry_id in wanted]
    if len(there) != len(wanted) or len(wanted) > MOST_SAID + MOST_SOURCES:
        raise ValidationError(_("Some of what you chose is not there any more. Choose again."), code="keep")
    return there


def _once(source: Entry, spot: Spot) -> None:
    """What is added to something that is there is added once: pressing twice writes nothing twice."""
    if Link.objects.filter(
        source=source.entry_id, target=spot.where.entry_id, relation=Link.Relation.PROMOTED_TO
    ).exists():
        raise ValidationError(_("This was made part of it already."), code="twice")


def _credit(made: Entry, kept: Sequence[Entry]) -> None:
    before = Credit.objects.filter(entry__in=[entry.entry_id for entry in kept], withdrawn_at=None)
    for entry in kept:
        give_credit(made, entry.author, source=entry)
    for row in before.select_related("person", "source").order_by("pk"):
        give_credit(made, row.person, source=row.source, form=row.form)
