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
    "who wrote in a thread changes it": (
        "           in    200      404      404      403       404       404   in       403",
        "GET forum:said-edit",
    ),
    "who wrote in a thread changes it, done": (
        "           in    302      404      404      403       404       404   in       403",
        "POST forum:said-edit",
    ),
    "who wrote in a thread changes it, for programs": (
        "           401   200      404      404      403       404       404   401      403",
        "PUT api:change_what_i_said",
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
    "private threads, for programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:enquiries
        GET api:desks
        """,
    ),
    "customers write to us, for programs": (
        "           401   201      201      403      422       403       403   401      422",
        "POST api:enquiries",
    ),
    "what was written without signing in, for programs": (
        "           401   200      200      200      200       200       200   401      200",
        "POST api:claim_enquiries",
    ),
    "a thread is for the firm and the team, for programs": (
        "           401   200      404      404      200       404       404   401      200",
        """
        GET api:one_enquiry
        GET api:enquiry_replies
        PUT api:put_enquiry_status
        GET api:one_publication
        """,
    ),
    "a thread is answered by the firm and the team, for programs": (
        "           401   201      404      404      201       404       404   401      201",
        "POST api:enquiry_replies",
    ),
    "the team works on a thread, for programs": (
        "           401   403      404      404      200       404       404   401      200",
        """
        GET api:enquiry_notes
        PUT api:put_enquiry_assignee
        PUT api:one_publication
        PUT api:ask_for_consent
        """,
    ),
    "the team notes and drafts, for programs": (
        "           401   403      404      404      201       404       404   401      201",
        """
        POST api:enquiry_notes
        POST api:draft_publication
        """,
    ),
    "the team gives up publishing, for programs": (
        "           401   403      404      404      204       404       404   401      204",
        "DELETE api:one_publication",
    ),
    "nothing is public before the customer agrees, for programs": (
        "           401   403      404      404      403       404       404   401      403",
        "POST api:publish_publication",
    ),
    "the customer agrees and nobody else, for programs": (
        "           401   200      404      404      403       404       404   401      403",
        "PUT api:give_consent",
    ),
    "the team hands a thread over, for programs": (
        "           401   403      404      404      204       404       404   401      204",
        "PUT api:put_enquiry_team",
    ),
    "who keeps the team says how it answers, for programs": (
        "           401   404      404      403      403       403       200   401      200",
        """
        PUT api:put_desk
        GET api:desk_duties
        """,
    ),
    "who keeps the team says who is on duty, for programs": (
        "           401   404      404      403      403       403       201   401      201",
        "POST api:desk_duties",
    ),
    "who keeps the team says who is on duty no more, for programs": (
        "           401   404      404      403      403       403       204   401      204",
        "DELETE api:delete_duty",
    ),
}
FORMS: dict[str, Any] = {
    "forum:enquire": {"desk": "{centre_desk}", "subject": "Where is my order?", "body": "It should be here."},
    "forum:enquiry-reply": {"body": "One word more."},
    "forum:enquiry-note": {"body": "Only for us."},
    "forum:said-edit": {"body": "Since Tuesday.", "based_on": "0"},
    "forum:enquiry-status": {"status": "solved"},
    "forum:publication": {"category": "{category_id}", "title": "Asleep", "question": "How does one wake it?"},
    "forum:publication-decide": {"what": "ask"},
    "forum:consent": {"decision": "decline", "digest": "{consent_digest}"},
    "forum:desk": {"name": "Help desk", "reply_hours": "8", "is_open": "on"},
    "forum:desk-duty": {"person": "{duty_person}", "weekday": "2"},
}
DOCUMENTS: dict[str, Any] = {
    "api:enquiries": {"subject": "Where is my order?", "body": "It should be here."},
    "api:put_enquiry_status": {"status": "solved"},
    "api:enquiry_replies": {"body": "One word more."},
    "api:change_what_i_said": {"body": "Since Tuesday."},
    "api:enquiry_notes": {"body": "Only for us."},
    "api:put_enquiry_assignee": {"handle": "ben"},
    "api:put_enquiry_team": {"team_id": "{space_id}"},
    "api:draft_publication": {"category_id": "{category_id}"},
    "api:one_publication": {"title": "Asleep", "question": "How does one wake it?"},
    "api:give_consent": {"decision": "decline", "digest": "{consent_digest}"},
    "api:put_desk": {"name": "Help desk"},
    "api:desk_duties": {"handle": "ben", "weekday": 2},
}
_SIGNED = "A signed address from a mail, for who has no account; who has one answers by PUT /publications/{id}/consent."
BROWSERS_ONLY = {"forum:consent": _SIGNED}
IN_THE_API = {
    "forum:enquire": "POST /enquiries",
    "forum:enquiry-reply": "POST /enquiries/{enquiry_id}/replies",
    "forum:said-edit": "PUT /enquiries/{enquiry_id}/said/{said_id}",
    "forum:enquiry-status": "PUT /enquiries/{enquiry_id}/status",
    "forum:centre-claim": "POST /enquiries/claim",
    "forum:enquiry-take": "PUT /enquiries/{enquiry_id}/assignee",
    "forum:enquiry-give": "PUT /enquiries/{enquiry_id}/assignee",
    "forum:enquiry-hand": "PUT /enquiries/{enquiry_id}/team",
    "forum:enquiry-note": "POST /enquiries/{enquiry_id}/notes",
    "forum:enquiry-publish": "POST /enquiries/{enquiry_id}/publications",
    "forum:publication": "PUT /publications/{publication_id}",
    "forum:publication-decide": "PUT /publications/{publication_id}/asked, POST /publications/{publication_id}/topic, "
    "DELETE /publications/{publication_id}",
    "forum:desk": "PUT /spaces/{space_id}/desk",
    "forum:desk-duty": "POST /spaces/{space_id}/duties",
    "forum:desk-off-duty": "DELETE /spaces/{space_id}/duties/{duty_id}",
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
        "enquiry_id": thread.pk,
        "said_id": thread.pk,
        "publication_id": draft.pk,
        "centre_desk": desk.pk,
        "desk_id": desk.pk,
        "duty_id": duty.pk,
        "duty_person": world.colleague.pk,
        "consent_digest": draft.digest,
        **{f"api:{name}": {"space_id": world.lab.pk} for name in ("put_desk", "desk_duties")},
        "api:delete_duty": {"space_id": world.lab.pk, "duty_id": duty.pk},
        "forum:consent": {"word": word_for(draft)},
        "forum:desk": {"slug": world.lab.slug},
        "forum:desk-duty": {"slug": world.lab.slug},
        "forum:desk-off-duty": {"slug": world.lab.slug, "duty_id": duty.pk},
    }
