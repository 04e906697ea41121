"""The manifest of proposals: what the rest of the house needs to know of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.kinds import Kind
from intranet.content.models import Entry
from intranet.conversation.models import Watch
from intranet.core.decisions import Decision, no
from intranet.core.known_addresses import path_to
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Membership
from wiki.models import Page, Proposal

KEEPERS = (Membership.Role.OWNER, Membership.Role.MODERATOR)


def concerned_by_proposal(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """Who answers for the page, and who follows it; where nobody answers for it, those who keep the space."""
    page = Page.objects.filter(suggestions=entry.entry_id).first()
    if page is None:
        return
    told = {entry.author_id}
    if page.owner_id is not None:
        answering = [page.owner_id]
    else:
        team = page.owner_team_id or page.space_id
        kept = Membership.objects.filter(space=team, role__in=KEEPERS)
        answering = [*kept.values_list("person_id", flat=True)]
    following = Watch.objects.filter(entry_id=page.pk, level=Watch.Level.ALL).values_list("person_id", flat=True)
    for reason, people in (("reviewer", answering), ("watching", following)):
        for person in people:
            if person not in told:
                told.add(person)
                yield Recipient(person, reason)


def _not_by_hand(person: Viewer, entry: Entry) -> Decision:
    return no(_("A proposal is changed on its own page."))


def bring_pages(proposals: list[Proposal], viewer: object) -> None:
    """The pages they are about, for cards that stand alone: one query."""
    pages = Page.objects.in_bulk({proposal.of_page_id for proposal in proposals})
    for proposal in proposals:
        proposal.of_page = pages[proposal.of_page_id]


PROPOSAL = Kind(
    model="wiki.proposal",
    label=gettext_lazy("Proposal"),
    plural=gettext_lazy("Proposals"),
    icon="agree",
    url=lambda entry: path_to("wiki:proposal", entry.entry_id),
    card="wiki/cards/proposal.html",
    door="docs",
    published_sentence=gettext_lazy("{actor} proposed a change to “{title}”"),
    concerned=concerned_by_proposal,
    hydrators=(bring_pages,),
    stays=True,
    personal=True,
    reviewed=True,
    may_edit=_not_by_hand,
)
