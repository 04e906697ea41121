"""Who asks about a broadcast, who votes for what was asked, and who answers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from feeds.broadcasts import policies as broadcast_policies
from feeds.models import Broadcast, BroadcastQuestion
from intranet.accounts.policies import can_speak
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of


def can_ask(person: Viewer, broadcast: Broadcast) -> Decision:
    """Whoever may read it, while it has not expired; who sent it, too, to write down what they are asked elsewhere."""
    if not person.is_authenticated:
        return no(_("Sign in to ask."))
    if not (allowed := can_speak(person)):
        return allowed
    if not broadcast.is_published or broadcast.audience not in audiences_of(person):
        return no(_("This is not published."))
    if broadcast.is_expired:
        return no(_("This has expired, and no more questions are taken."))
    if broadcast.space is not None and broadcast.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    return YES


def can_answer(person: Viewer, broadcast: Broadcast) -> Decision:
    """Who wrote it, who signs it, admins and the owners of its space."""
    if not (allowed := broadcast_policies.can_see_reach(person, broadcast)):
        return no(_("Questions about a broadcast are answered by who sent it.")) if person.is_authenticated else allowed
    return can_speak(person)


def broadcast_of(question: BroadcastQuestion) -> Broadcast:
    """What it is about, as it is now."""
    return Broadcast.objects.select_related("space").get(pk=question.root_entry_id)


def can_merge(person: Viewer, source: BroadcastQuestion, into: BroadcastQuestion) -> Decision:
    """Who answers, two that wait or one that waits into one that was answered, about the same broadcast."""
    if not (allowed := can_answer(person, broadcast_of(source))):
        return allowed
    if source.pk == into.pk or source.root_entry_id != into.root_entry_id:
        return no(_("Choose another question about the same broadcast."))
    if not source.is_published or not into.is_published:
        return no(_("This question is not there any more."))
    if into.is_merged or (source.is_merged and source.merged_into != into):
        return no(_("This was joined with another question: part the two first."))
    if source.is_answered:
        return no(_("This has an answer of its own. Join the other with it instead."))
    return YES


def may_vote(person: Viewer, entry: Entry) -> Decision:
    """Whoever reads the question may want its answer, too, until it is there."""
    found = entry if isinstance(entry, BroadcastQuestion) else BroadcastQuestion.objects.get(pk=entry.pk)
    if found.author_id == person.pk:
        return no(_("You have asked this: it is your voice already."))
    if found.is_merged:
        return no(_("This was joined with another question, and votes are given to that."))
    if found.merged.published().filter(author=person.pk).exists():
        return no(_("You have asked the same: it is your voice already."))
    if found.is_answered:
        return no(_("This has been answered."))
    return YES


def no_comments(person: Viewer, entry: Entry) -> Decision:
    return no(_("A question has one answer, and no comments."))
