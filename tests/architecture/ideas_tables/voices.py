"""Whose voices an idea has, and giving that of a company: Ada faces Northwind, which spoke for the idea through her."""

from __future__ import annotations

from typing import Any

from ideas.actions import vote_for_company
from intranet.accounts.models import CompanyAssignment, User
from tests import factories

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "whoever has an account sees who wants it": (
        "           in    200      200      200      200       200       200   in       200",
        """
        GET ideas:voices
        GET ideas:my-votes
        """,
    ),
    "who faces a company votes for it": (
        "           in    403      403      403      403       403       403   in       302",
        "POST ideas:voices",
    ),
    "who gave a company’s voice takes it back, and so does who keeps the board": (
        "           in    404      404      403      403       302       302   in       302",
        "POST ideas:voice-back",
    ),
    "whoever has a token sees who wants it": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:who_wants_it
        GET api:my_votes
        """,
    ),
    "who faces a company votes for it, in the API": (
        "           401   404      404      404      404       404       404   401      200",
        "PUT api:vote_for_a_company",
    ),
    "a company’s voice is taken back, in the API": (
        "           401   404      404      403      403       200       200   401      200",
        "DELETE api:vote_for_a_company",
    ),
}
FORMS: dict[str, Any] = {
    "ideas:voices": {"company": "{faced_id}", "where": "call of 3 May"},
    "ideas:voice-back": {},
}
DOCUMENTS: dict[str, Any] = {"api:vote_for_a_company": {"where": "call of 3 May"}}
IN_THE_API: dict[str, Any] = {
    "ideas:voices": "PUT /ideas/{idea_id}/voices/companies/{company_id}",
    "ideas:voice-back": "DELETE /ideas/{idea_id}/voices/companies/{company_id}",
}


def called_with(world: Any) -> dict[str, Any]:
    faced = factories.a_company("Northwind")
    CompanyAssignment.objects.create(company=faced, person=world.author)
    ada = User.objects.get(pk=world.author.pk)
    vote_for_company(world.idea, faced, by=ada)
    vote = world.idea.votes.get(on_behalf_of=faced)
    of_northwind = {"idea_id": world.idea.pk, "company_id": faced.pk}
    return {
        "faced_id": faced.pk,
        "ideas:voice-back": {"idea_id": world.idea.pk, "vote_id": vote.pk},
        "api:vote_for_a_company": of_northwind,
        "api:take_back_a_company": of_northwind,
    }
