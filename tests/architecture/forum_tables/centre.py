"""The private centre. The lab answers customers; Dora of Acme has written to it, which Ben would publish."""

from __future__ import annotations

from typing import Any

from forum.actions import centre as actions
from forum.actions import centre_publishing as publishing
from forum.actions.centre_desks import add_duty, keep_desk
from forum.centre.consent import word_for
from intranet.accounts.models import User
from intranet.spaces.audiences import forget

OPEN_TO_GUESTS = {
    "whoever has the signed link reads what would be public",
    "whoever has the signed link answers",
}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody inside has a door to the private centre": (
        "           in    200      200      200      200       200       200   in       200",
        "GET forum:centre",
    ),
    "customers write to us, and teams to them": (
        "           in    200      200      403      200       403       403   in       200",
        "GET forum:enquire",
    ),
    "customers write to us, done": (
        "           in    302      302      403      422       403       403   in       422",
        "POST forum:enquire",
    ),
    "a thread is for the firm and the team": (
        "           in    200      404      404      200       404       404   in       200",
        """
        GET forum:enquiry
        GET forum:enquiry-after
        """,
    ),
    "a thread is for the firm and the team, done": (
        "           in    302      404      404      302       404       404   in       302",
        """
        POST forum:enquiry-reply
        POST forum:enquiry-status
        """,
    ),
    "what was written without signing in comes to who has the address": (
        "           in    302      302      302      302       302       302   in       302",
        "POST forum:centre-claim",
    ),
    "the team works on a thread": (
        "           in    403      404      404      302       404       404   in       302",
        """
        POST forum:enquiry-take
        POST forum:enquiry-give
        POST forum:enquiry-hand
        POST forum:enquiry-note
        GET forum:enquiry-publish
        POST forum:enquiry-publish
        POST forum:publication-decide
        """,
    ),
    "the team drafts what would be public": (
        "           in    403      404      404      200       404       404   in       200",
        "GET forum:publication",
    ),
    "the team drafts what would be public, done": (
        "           in    403      404      404      302       404       404   in       302",
        "POST forum:publication",
    ),
    "whoever has the signed link reads what would be public": (
        "           200   200      200      200      200       200       200   200      200",
        "GET forum:consent",
    ),
    "whoever has the signed link answers": (
        "           302   302      302      302      302       302       302   302      302",
        "POST forum:consent",
    ),
    "who keeps a space has it answer customers": (
        "           in    403      403      403      403       403       200   in       200",
        "GET forum:desks",
    ),
    "who keeps the team, and admins, say how it answers": (
        "           in    404      404      403      403       403       200   in       200",
        "GET forum:desk",
    ),
    "who keeps the team, and admins, say how it answers, done": (
        "           in    404      404      403      403       403       302   in       302",
        """
        POST forum:desk
        POST forum:desk-duty
        POST forum:desk-off-duty
        """,
    ),
}
FORMS: dict[str, Any] = {
    "forum:enquire": {"desk": "{desk_id}", "subject": "Where is my order?", "body": "It should be here."},
    "forum:enquiry-reply": {"body": "One word more."},
    "forum:enquiry-note": {"body": "Only for us."},
    "forum:enquiry-status": {"status": "solved"},
    "forum:publication": {"category": "{category_id}", "title": "Asleep", "question": "How does one wake it?"},
    "forum:publication-decide": {"what": "ask"},
    "forum:consent": {"decision": "decline", "digest": "{consent_digest}"},
    "forum:desk": {"name": "Help desk", "reply_hours": "8", "is_open": "on"},
    "forum:desk-duty": {"person": "{duty_person}", "weekday": "2"},
}


def called_with(world: Any) -> dict[str, Any]:
    desk = keep_desk(world.lab, by=world.author, name="Help desk")
    customer = User.objects.get(handle="dora")
    thread = actions.open_enquiry(by=customer, subject="Asleep", body="Since Monday.", team=world.lab)
    for person in (world.author, world.colleague, customer):
        forget(person)
    duty = add_duty(world.lab, by=world.author, person=world.colleague, weekday=1)
    draft = publishing.draft_publication(thread, by=world.colleague, category=world.category)
    publishing.ask_for_consent(draft, by=world.colleague)
    return {
        "number": thread.number,
        "publication_id": draft.pk,
        "desk_id": desk.pk,
        "duty_id": duty.pk,
        "duty_person": world.colleague.pk,
        "consent_digest": draft.digest,
        "forum:consent": {"word": word_for(draft)},
        "forum:desk": {"slug": world.lab.slug},
        "forum:desk-duty": {"slug": world.lab.slug},
        "forum:desk-off-duty": {"slug": world.lab.slug, "duty_id": duty.pk},
    }
