"""Whose work a version is, where pieces of proposals are in it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.content.actions import give_credit
from wiki.models import Contribution, Hunk, Page, Version


def uncredited(page: Page) -> list[Hunk]:
    """The pieces that have been accepted into the working text since the last version."""
    waiting = Hunk.objects.filter(proposal__of_page=page, state=Hunk.State.ACCEPTED, version=None)
    return list(waiting.select_related("proposal__author").order_by("pk"))


def credit(hunks: list[Hunk], version: Version) -> None:
    """Write down who proposed them and who accepted them."""
    parts: dict[tuple[int, str], None] = {}
    proposals = {hunk.proposal_id: hunk.proposal for hunk in hunks if not hunk.proposal.is_guests}
    for proposal in proposals.values():
        if proposal.author.is_customer:
            give_credit(version.page, proposal.author, source=proposal)
    for hunk in hunks:
        if not hunk.proposal.is_guests:
            parts[hunk.proposal.author_id, Contribution.Part.PROPOSER] = None
        if hunk.decided_by_id is not None:
            parts[hunk.decided_by_id, Contribution.Part.REVIEWER] = None
    Contribution.objects.bulk_create(
        (Contribution(version=version, person_id=person, part=part) for person, part in parts), ignore_conflicts=True
    )
    Hunk.objects.filter(pk__in=[hunk.pk for hunk in hunks]).update(version=version)
    if not version.note and (guests := sorted({hunk.proposal.guest_name for hunk in hunks} - {""})):
        version.note = (_("Proposed by %(names)s") % {"names": ", ".join(guests)})[:200]
        version.save(update_fields=["note"])
