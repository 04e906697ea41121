"""A campaign of Ada's on Wishes with an idea of Ben's, one that Ben judges, and one that was counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from ideas.actions import suggest
from ideas.campaigns.actions import begin_campaign, enter
from ideas.models import Campaign, Idea
from intranet.accounts.models import User

OPEN_TO_GUESTS = {"everybody reads campaigns of open boards", "everybody is led on to campaigns"}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody reads campaigns of open boards": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET ideas:campaigns
        GET ideas:campaign
        """,
    ),
    "everybody is led on to campaigns": (
        "           302   302      302      302      302       302       302   302      302",
        "GET ideas:campaign-by-number",
    ),
    "who may suggest takes part": (
        "           in    200      200      200      200       200       200   in       200",
        "GET ideas:campaign-answer",
    ),
    "who may suggest takes part, done": (
        "           in    302      302      302      302       302       302   in       302",
        "POST ideas:campaign-answer",
    ),
    "who keeps the board runs its campaigns": (
        "           in    403      403      403      403       200       200   in       200",
        """
        GET ideas:campaign-new
        GET ideas:campaign-edit
        GET ideas:campaign-announce
        """,
    ),
    "who keeps the board runs its campaigns, done": (
        "           in    403      403      403      403       302       302   in       302",
        """
        POST ideas:campaign-new
        POST ideas:campaign-edit
        POST ideas:campaign-announce
        """,
    ),
    "its author and who keeps the board take an idea out": (
        "           in    403      403      403      302       302       302   in       302",
        "POST ideas:campaign-out",
    ),
    "its author and who keeps the board have an idea take part": (
        "           in    403      403      403      200       200       200   in       200",
        "GET ideas:campaign-enter",
    ),
    "its author and who keeps the board have an idea take part, done": (
        "           in    403      403      403      302       302       302   in       302",
        "POST ideas:campaign-enter",
    ),
    "a jury scores": (
        "           in    403      403      403      200       403       403   in       403",
        "GET ideas:campaign-jury",
    ),
    "a jury scores, done": (
        "           in    403      403      403      302       403       403   in       403",
        "POST ideas:campaign-jury",
    ),
    "whoever has a token reads campaigns of open boards": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:campaigns
        GET api:campaign
        """,
    ),
    "who may suggest takes part, in the API": (
        "           401   201      201      201      201       201       201   401      201",
        "POST api:take_part_in_a_campaign",
    ),
    "who keeps the board begins a campaign, in the API": (
        "           401   403      403      403      403       201       201   401      201",
        "POST api:begin_a_campaign",
    ),
    "who keeps the board runs its campaigns, in the API": (
        "           401   403      403      403      403       200       200   401      200",
        """
        PUT api:campaign
        POST api:say_who_won
        """,
    ),
    "its author and who keeps the board take an idea out, in the API": (
        "           401   403      403      403      204       204       204   401      204",
        "DELETE api:take_out_of_a_campaign",
    ),
    "a jury scores, in the API": (
        "           401   403      403      403      204       403       403   401      403",
        "PUT api:score_in_a_campaign",
    ),
}
FORMS: dict[str, Any] = {
    "ideas:campaign-new": {
        "board": "{board_id}",
        "question": "What hurts?",
        "closes_at": "2031-01-01T10:00",
        "way": "vote",
    },
    "ideas:campaign-edit": {"question": "What hurts most?", "closes_at": "2031-01-01T10:00"},
    "ideas:campaign-answer": {"title": "The hinge"},
    "ideas:campaign-announce": {"winners": "{winner_id}"},
    "ideas:campaign-enter": {"campaign": "{campaign_id}"},
    "ideas:campaign-out": {},
    "ideas:campaign-jury": {"for": "{judged_id}", "points_0": "4"},
}
DOCUMENTS: dict[str, Any] = {
    "api:begin_a_campaign": {"question": "What hurts?", "closes_at": "2031-01-01T10:00:00Z"},
    "api:campaign": {"question": "What hurts most?", "closes_at": "2031-01-01T10:00:00Z"},
    "api:take_part_in_a_campaign": {"title": "The hinge"},
    "api:score_in_a_campaign": {"points": [4]},
    "api:say_who_won": {"winners": ["{winner_id}"]},
}
IN_THE_API: dict[str, Any] = {
    "ideas:campaign-new": "POST /boards/{board_id}/campaigns",
    "ideas:campaign-edit": "PUT /campaigns/{campaign_id}",
    "ideas:campaign-answer": "POST /campaigns/{campaign_id}/ideas",
    "ideas:campaign-enter": "POST /campaigns/{campaign_id}/ideas",
    "ideas:campaign-out": "DELETE /campaigns/{campaign_id}/ideas/{contribution_id}",
    "ideas:campaign-jury": "PUT /campaigns/{campaign_id}/ideas/{contribution_id}/scores",
    "ideas:campaign-announce": "POST /campaigns/{campaign_id}/result",
}


def called_with(world: Any) -> dict[str, Any]:
    ada, ben = (User.objects.get(pk=one.pk) for one in (world.author, world.colleague))
    later = now() + timedelta(days=10)
    runs = begin_campaign(world.wishes, by=ada, question="What would save you an hour?", closes_at=later)
    enter(Idea.objects.get(pk=world.idea.pk), runs, by=ben)

    judged = begin_campaign(
        world.wishes, by=ada, question="Which part?", closes_at=later, way="jury", criteria=["Use"], jury=[ben]
    )
    strap = suggest(world.wishes, by=ada, title="The strap")
    enter(strap, judged, by=ada)
    belt = suggest(world.wishes, by=ben, title="The belt")
    over = begin_campaign(world.wishes, by=ada, question="Which colour?", closes_at=later)
    grey = suggest(world.wishes, by=ada, title="Grey")
    enter(grey, over, by=ada)
    before = now() - timedelta(days=1)
    Campaign.objects.filter(pk=over.pk).update(opens_at=before - timedelta(days=1), closes_at=before, closed_at=before)
    over.contributions.update(place=1, votes=0)
    return {
        "campaign_id": runs.pk,
        "winner_id": over.contributions.get().pk,
        "judged_id": judged.contributions.get().pk,
        "ideas:campaign": {"campaign_id": runs.pk, "slug": runs.slug},
        "ideas:campaign-announce": {"campaign_id": over.pk},
        "ideas:campaign-enter": {"idea_id": belt.pk},
        "ideas:campaign-jury": {"campaign_id": judged.pk},
        "api:say_who_won": {"campaign_id": over.pk},
        "api:score_in_a_campaign": {
            "campaign_id": judged.pk,
            "contribution_id": judged.contributions.get().pk,
        },
        "api:take_out_of_a_campaign": {"campaign_id": runs.pk, "contribution_id": runs.contributions.get().pk},
        "ideas:campaign-out": {"campaign_id": runs.pk, "contribution_id": runs.contributions.get().pk},
    }
