"""Voices that colleagues give for customers: what a company asked for on the telephone counts as well."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas import policies
from ideas.models import Idea
from ideas.tallies import joined, told
from intranet.accounts.models import Company, User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.conversation.votes import recount
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action
from intranet.spaces.audiences import audiences_of_all_staff


@action
def vote_for_company(
    idea: Idea,
    company: Company,
    *,
    by: User,
    source: Entry | None = None,
    where: str = "",
    private: bool = False,
) -> bool:
    """Say that a company wants it, and where it said so: an entry, or a few words. False when that was known.

    Where not all colleagues read the source, the company is named to those alone who face it, as with ``private``.
    """
    hold(idea)
    require(policies.can_vote_for_company(by, idea, company, source))
    if source is not None and not Entry.objects.visible_to(by).filter(pk=source.entry_id).exists():
        raise ValidationError({"where": _("Nothing that you may read stands at this address.")}, code="source")
    if Vote.objects.filter(entry__in=joined([idea.pk])[idea.pk], on_behalf_of=company).exists():
        return False
    private = private or (source is not None and source.wanted_audience not in audiences_of_all_staff())
    vote = Vote.objects.create(
        entry_id=idea.pk,
        on_behalf_of=company,
        person=by,
        source_id=source.entry_id if source is not None else None,
        where=plain(where, longest=200),
        is_private=private,
    )
    _counted_anew(idea)
    # Who reads the trail learns that it was done, and not of whom.
    record("ideas.idea.voted_for", by=by, on=idea, audience=by.key, vote=vote.pk)
    return True


@action
def take_back_company_vote(idea: Idea, company: Company, *, by: User) -> bool:
    """False when there was none."""
    hold(idea)
    votes = list(Vote.objects.filter(entry__in=joined([idea.pk])[idea.pk], on_behalf_of=company))
    if not votes:
        require(policies.can_vote_for_company(by, idea, company))
        return False
    for vote in votes:
        require(policies.can_take_back_for_company(by, idea, vote))
        number = vote.pk
        vote.delete()
        record("ideas.idea.voted_for_no_more", by=by, on=idea, audience=by.key, vote=number)
    _counted_anew(idea)
    return True


def _counted_anew(idea: Idea) -> None:
    recount(idea)
    Idea.objects.filter(pk=idea.pk).update(last_moved_at=now(), cooled_at=None)
    publish(idea.root_key, "ideas.idea.tallied", on=idea.key, entry=idea.pk, votes=idea.votes_count, **told(idea))
