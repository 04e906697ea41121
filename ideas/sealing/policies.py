"""Who may suggest something without being named, and who may find out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ideas.models import Idea, Seal, Unsealing
from ideas.policies import takes_part
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer

from . import proof


def seal_of(idea: Idea) -> Seal | None:
    return Seal.objects.filter(pk=idea.entry_id).first()


def can_change_sealed(person: Viewer, idea: Idea) -> Decision:
    """Its author, who is known by a proof; for everybody else it is nobody's."""
    seal = seal_of(idea)
    if seal is None or not proof.is_by(person, seal):
        return no(_("Only the author can edit this."))
    if not idea.is_published and not idea.is_waiting:
        return no(_("This was taken away."))
    return takes_part(person, idea.board)


def can_open_seals(person: Viewer) -> Decision:
    """Those who keep order in the house: one asks, another grants."""
    if person.is_authenticated and person.is_active and person.is_moderator:
        return YES
    return no(_("Only moderators and admins ask who wrote a sealed idea."))


def can_ask_to_unseal(person: Viewer, idea: Idea) -> Decision:
    if not (allowed := can_open_seals(person)):
        return allowed
    seal = seal_of(idea)
    if seal is None:
        return no(_("This idea is not sealed."))
    if proof.is_by(person, seal):
        return no(_("You wrote this yourself."))
    return YES


def can_decide(person: Viewer, asked: Unsealing) -> Decision:
    """Whoever else may ask, but for the author: who learns of the refusal that it is their own idea, and knew it."""
    if not (allowed := can_ask_to_unseal(person, asked.idea)):
        return allowed
    if asked.asked_by_id == person.pk:
        return no(_("You asked: somebody else decides."))
    return YES


def can_read_name(person: Viewer, asked: Unsealing) -> Decision:
    """Of a seal that was opened: the two who opened it."""
    if can_open_seals(person) and asked.granted and person.pk in (asked.asked_by_id, asked.decided_by_id):
        return YES
    return no(_("Only the two who opened the seal read the name."))
