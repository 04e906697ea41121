"""What becomes of ideas: statuses, owners, steps, joining, splitting, notes. Ada keeps the board of wishes."""

from __future__ import annotations

from typing import Any

from ideas import actions
from ideas.doing import actions as doing
from ideas.house.actions import archive_status, make_status
from ideas.joining.splitting import split_comment
from ideas.models import Idea, Meaning, Split
from ideas.statuses import first_status
from intranet.conversation.actions import add_comment
from intranet.conversation.notes.actions import add_note

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "admins keep the statuses": (
        "           in    403      403      403      403       403       200   in       403",
        """
        GET ideas:statuses
        GET ideas:status-new
        GET ideas:status-change
        GET ideas:status-archive
        """,
    ),
    "admins keep the statuses, done": (
        "           in    403      403      403      403       403       302   in       403",
        """
        POST ideas:status-new
        POST ideas:status-change
        POST ideas:status-move
        POST ideas:status-archive
        POST ideas:status-use
        """,
    ),
    "who keeps the board decides": (
        "           in    403      403      403      403       200       200   in       200",
        """
        GET ideas:status
        GET ideas:owner
        GET ideas:score
        GET ideas:step
        GET ideas:merge
        GET ideas:split
        GET ideas:export
        """,
    ),
    "who keeps the board decides, done": (
        "           in    403      403      403      403       302       302   in       302",
        """
        POST ideas:status
        POST ideas:owner
        POST ideas:score
        POST ideas:step
        POST ideas:step-add
        POST ideas:merge
        POST ideas:unmerge
        POST ideas:split
        POST ideas:unsplit
        """,
    ),
    "the staff see what is done": (
        "           in    403      403      200      200       200       200   in       200",
        """
        GET ideas:mine
        GET ideas:chart
        """,
    ),
    "whoever takes part brings an idea back": (
        "           in    302      302      302      302       302       302   in       302",
        "POST ideas:revive",
    ),
    "everybody knows the statuses, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:idea_statuses
        GET api:idea_status_changes
        """,
    ),
    "admins make a status, in the API": (
        "           401   403      403      403      403       403       201   401      403",
        "POST api:idea_statuses",
    ),
    "admins keep the statuses, in the API": (
        "           401   403      403      403      403       403       200   401      403",
        "PUT api:change_idea_status",
    ),
    "admins keep the statuses, done in the API": (
        "           401   403      403      403      403       403       204   401      403",
        """
        PUT api:place_idea_status
        PUT api:archive_idea_status
        DELETE api:archive_idea_status
        """,
    ),
    "who keeps the board decides, in the API": (
        "           401   403      403      403      403       200       200   401      200",
        """
        PUT api:decide_about_idea
        PUT api:own_idea
        PUT api:set_idea_due
        PUT api:score_idea
        PUT api:change_idea_step
        PUT api:merge_an_idea
        """,
    ),
    "who keeps the board makes something, in the API": (
        "           401   403      403      403      403       201       201   401      201",
        """
        POST api:add_idea_step
        POST api:split_a_comment
        """,
    ),
    "who keeps the board decides, done in the API": (
        "           401   403      403      403      403       204       204   401      204",
        """
        PUT api:place_idea_step
        DELETE api:change_idea_step
        DELETE api:part_ideas
        DELETE api:put_comment_back
        """,
    ),
    "one's own list, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        "GET api:my_ideas",
    ),
    "the staff see what is done, in the API": (
        "           401   403      403      200      200       200       200   401      200",
        """
        GET api:work_on_idea
        GET api:idea_notes
        """,
    ),
    "the staff note something, in the API": (
        "           401   403      403      201      201       201       201   401      201",
        "POST api:idea_notes",
    ),
    "whoever takes part brings an idea back, in the API": (
        "           401   204      204      204      204       204       204   401      204",
        "PUT api:revive_idea",
    ),
}
FORMS: dict[str, Any] = {
    "ideas:status-new": {"name": "On trial", "meaning": "review"},
    "ideas:status-change": {"name": "Under discussion", "meaning": "open"},
    "ideas:status-move": {"way": "up"},
    "ideas:status-archive": {},
    "ideas:status": {"status": "{planned_id}", "answer": "In spring."},
    "ideas:owner": {"to": "@{handle_of_moderator}"},
    "ideas:score": {"impact": "4", "effort": "2"},
    "ideas:step": {"text": "Measure twice"},
    "ideas:step-add": {"text": "Measure"},
    "ideas:merge": {"into": "{other_idea_id}"},
    "ideas:split": {"title": "A brighter lamp"},
}
QUERIES: dict[str, Any] = {}
DOCUMENTS: dict[str, Any] = {
    "api:idea_statuses": {"name": "On trial", "meaning": "review"},
    "api:change_idea_status": {"name": "Under discussion"},
    "api:place_idea_status": {"up": True},
    "api:archive_idea_status": {},
    "api:decide_about_idea": {"status": "{planned_id}", "answer": "In spring."},
    "api:own_idea": {"person": None},
    "api:set_idea_due": {"on": "2999-01-01"},
    "api:score_idea": {"impact": 4, "effort": 2},
    "api:add_idea_step": {"text": "Measure"},
    "api:change_idea_step": {"done": True},
    "api:place_idea_step": {"up": True},
    "api:merge_an_idea": {"idea": "{other_idea_id}"},
    "api:split_a_comment": {"title": "A brighter lamp"},
    "api:idea_notes": {"body": "Ask the laboratory."},
}
IN_THE_API: dict[str, Any] = {
    "ideas:status-new": "POST /idea-statuses",
    "ideas:status-change": "PUT /idea-statuses/{status_id}",
    "ideas:status-move": "PUT /idea-statuses/{status_id}/place",
    "ideas:status-archive": "PUT /idea-statuses/{status_id}/archived",
    "ideas:status-use": "DELETE /idea-statuses/{status_id}/archived",
    "ideas:status": "PUT /ideas/{idea_id}/status",
    "ideas:owner": "PUT /ideas/{idea_id}/owner, PUT /ideas/{idea_id}/due",
    "ideas:score": "PUT /ideas/{idea_id}/score",
    "ideas:step": "PUT /idea-steps/{step_id}, PUT /idea-steps/{step_id}/place, DELETE /idea-steps/{step_id}",
    "ideas:step-add": "POST /ideas/{idea_id}/steps",
    "ideas:merge": "PUT /ideas/{idea_id}/merged-into",
    "ideas:unmerge": "DELETE /idea-merges/{merge_id}",
    "ideas:split": "POST /comments/{comment_id}/idea",
    "ideas:unsplit": "DELETE /idea-splits/{split_id}",
    "ideas:revive": "PUT /ideas/{idea_id}/awake",
}


def called_with(world: Any) -> dict[str, Any]:
    author = world.author
    planned = actions.suggest(world.wishes, by=author, title="Quieter fans")
    actions.set_status(planned, by=author, status=first_status(Meaning.PLANNED))
    step = doing.add_step(planned, by=author, text="Measure")
    other = actions.suggest(world.wishes, by=author, title="A longer cable")
    joined = actions.suggest(world.wishes, by=author, title="Wake up at once")
    merge = actions.merge(joined, into=planned, by=author)
    comment = add_comment(other, by=author, body="And the lamp should be brighter.")
    apart = split_comment(add_comment(other, by=author, body="And a hook."), by=author, title="A hook")
    add_note(other, by=author, body="Ask the laboratory.")
    spare = make_status(by=world.admin, name="Somewhere", meaning=Meaning.OPEN)
    gone = make_status(by=world.admin, name="Long ago", meaning=Meaning.OPEN)
    archive_status(gone, by=world.admin)
    Idea.objects.filter(pk=other.pk).update(cooled_at=other.published_at)
    ids = {
        "status_id": spare.pk,
        "step_id": step.pk,
        "other_idea_id": other.pk,
        "planned_id": first_status(Meaning.PLANNED).pk,
        "handle_of_moderator": world.moderator.handle,
        "split_id": Split.objects.get(entry=apart.pk).pk,
        "ideas:unmerge": {"merge_id": merge.pk},
        "api:part_ideas": {"merge_id": merge.pk},
        "ideas:split": {"comment_id": comment.pk},
        "api:split_a_comment": {"comment_id": comment.pk},
        "ideas:status-use": {"status_id": gone.pk},
        "ideas:revive": {"idea_id": other.pk},
        "api:revive_idea": {"idea_id": other.pk},
    }
    at_work = {"idea_id": planned.pk}
    return ids | dict.fromkeys(("ideas:step-add", "api:add_idea_step", "api:set_idea_due"), at_work)
