"""Proposals and comments about passages. Ada has proposed a change of the handbook, and Ben has commented in it; both
edit it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core import signing

from wiki import actions
from wiki.models import Hunk, Page, Proposal

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "people of the lab read what is proposed": (
        "           404    404      404      404      200       404       404   404      200",
        """
        GET wiki:propose
        GET wiki:proposals
        GET wiki:proposal
        GET wiki:remarks
        """,
    ),
    "people of the lab propose, and comment on a passage": (
        "           404    404      404      404      302       404       404   404      302",
        """
        POST wiki:propose
        POST wiki:remarks
        """,
    ),
    "who edits the page closes what is said about a passage": (
        "           in     404      404      404      302       404       404   in       302",
        """
        POST wiki:remark-resolve
        """,
    ),
    "what waits for somebody, and what they have proposed": (
        "           in     200      200      200      200       200       200   in       200",
        """
        GET wiki:my-proposals
        """,
    ),
    "whoever has its address sees what becomes of a guest's proposal": (
        "           200    200      200      200      200       200       200   200      200",
        """
        GET wiki:proposal-of-guest
        """,
    ),
    "whoever proposed it changes it": (
        "           in     404      404      404      403       404       404   in       200",
        """
        GET wiki:proposal-revise
        """,
    ),
    "whoever proposed it changes it, done": (
        "           in     404      404      404      403       404       404   in       302",
        """
        POST wiki:proposal-revise
        POST wiki:proposal-withdraw
        """,
    ),
    "who edits the page decides, and nobody about their own": (
        "           in     404      404      404      302       404       404   in       403",
        """
        POST wiki:proposal-decide
        POST wiki:proposal-decide-all
        """,
    ),
    "people of the lab read what is proposed, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:page_proposals
        GET api:one_proposal
        """,
    ),
    "people of the lab propose, in the API": (
        "           401   404      404      404      201       404       404   401      201",
        """
        POST api:page_proposals
        """,
    ),
    "whoever proposed it withdraws it, in the API": (
        "           401   404      404      404      403       404       404   401      204",
        """
        DELETE api:one_proposal
        """,
    ),
    "whoever proposed it changes it, in the API": (
        "           401   404      404      404      403       404       404   401      200",
        """
        PUT api:one_proposal
        """,
    ),
    "proposals that are of somebody's concern, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:my_proposals
        """,
    ),
    "people of the lab read what is said of passages, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:page_remarks
        """,
    ),
    "people of the lab comment on passages, in the API": (
        "           401   404      404      404      201       404       404   401      201",
        """
        POST api:page_remarks
        """,
    ),
    "who edits the page closes what is said of a passage, in the API": (
        "           401   404      404      404      204       404       404   401      204",
        """
        PUT api:resolve_a_remark
        DELETE api:resolve_a_remark
        """,
    ),
    "who edits the page decides, and nobody about their own, in the API": (
        "           401   404      404      404      200       404       404   401      403",
        """
        PUT api:decide_a_piece
        PUT api:decide_a_proposal
        """,
    ),
    "who keeps the lab lets out what waits there": (
        "           in     404      404      404      404       404       404   in       302",
        """
        POST moderation:decide-held
        """,
    ),
    "who keeps the lab lets out what waits there, in the API": (
        "           401   404      404      404      404       404       404   401      204",
        """
        PUT api:decide_held_entry
        """,
    ),
}
FORMS = {
    "moderation:decide-held": {"what": "let_out"},
    "wiki:propose": {"text": "How the lab works today. See [[Fans]]."},
    "wiki:proposal-revise": {"text": "How our lab works. See [[Fans]]."},
    "wiki:proposal-decide": {"what": "accept"},
    "wiki:proposal-decide-all": {"what": "accept"},
    "wiki:remarks": {"body": "Really?", "quote": "How the lab works"},
    "wiki:remark-resolve": {"resolved": "1"},
}
DOCUMENTS = {
    "api:page_proposals": {"text": "How the lab works this week."},
    "api:decide_held_entry": {"let_out": True},
    "api:one_proposal": {"text": "How our lab works since May. See [[Fans]]."},
    "api:decide_a_proposal": {"accept": False, "reason": "Not now."},
    "api:page_remarks": {"quote": "How the lab works", "body": "Really?"},
    "api:decide_a_piece": {"accept": False, "reason": "Not now."},
}
IN_THE_API = {
    "moderation:decide-held": "PUT /entries/{entry_id}/held",
    "wiki:propose": "POST /pages/{page_id}/proposals",
    "wiki:proposal-withdraw": "DELETE /proposals/{proposal_id}",
    "wiki:proposal-revise": "PUT /proposals/{proposal_id}",
    "wiki:proposal-decide-all": "PUT /proposals/{proposal_id}/decision",
    "wiki:remarks": "POST /pages/{page_id}/remarks",
    "wiki:remark-resolve": "PUT /remarks/{remark_id}/resolution, DELETE /remarks/{remark_id}/resolution",
    "wiki:proposal-decide": "PUT /proposals/{proposal_id}/pieces/{piece_id}/decision",
}


def called_with(world: Any) -> dict[str, Any]:
    proposal = actions.propose_change(
        world.handbook, by=world.author, text="How our lab works. See [[Fans]].", summary="Ours"
    )
    comment = actions.comment_on_passage(world.handbook, by=world.colleague, body="Does it?", quote="How the lab works")
    guests = _guests(world)
    decided = {"proposal_id": proposal.pk, "hunk_id": Hunk.objects.get(proposal=proposal).pk}
    return {
        **{
            f"wiki:proposal{what}": {"proposal_id": proposal.pk} for what in ("", "-revise", "-withdraw", "-decide-all")
        },
        "wiki:proposal-decide": decided,
        **{f"api:{name}_a_proposal": {"proposal_id": proposal.pk} for name in ("decide", "revise", "withdraw")},
        "api:one_proposal": {"proposal_id": proposal.pk},
        **{f"api:{name}_a_remark": {"remark_id": comment.pk} for name in ("resolve", "reopen")},
        "api:decide_a_piece": {"proposal_id": proposal.pk, "piece_id": decided["hunk_id"]},
        "wiki:proposal-of-guest": {"token": signing.dumps(guests.pk, salt="wiki.proposals.guest")},
        "moderation:decide-held": {"entry_id": guests.pk},
        "api:decide_held_entry": {"entry_id": guests.pk},
        "wiki:remark-resolve": {"comment_id": comment.pk},
    }


def _guests(world: Any) -> Proposal:
    """What somebody without an account has proposed, while the page was open to everybody."""
    page: Page = world.fans
    actions.set_reading(page, by=world.author, reads=Page.Reads.PUBLIC)
    actions.set_proposing(page, by=world.author, proposals=Page.Proposing.READERS)
    made = actions.propose_change(
        page, by=AnonymousUser(), text="## Bearings\n\nThey are too loud.", guest=actions.Guest("Nina")
    )
    actions.set_proposing(page, by=world.author, proposals="")
    actions.set_reading(page, by=world.author, reads="")
    return made
