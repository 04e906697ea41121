"""Ideas to read, to vote for, to write."""

from __future__ import annotations

from typing import Any

OPEN_TO_GUESTS = {"everybody reads ideas on open boards", "everybody is led on to ideas"}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody reads ideas on open boards": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET ideas:home
        GET ideas:board
        GET ideas:idea
        """,
    ),
    "everybody is led on to ideas": (
        "           302   302      302      302      302       302       302   302      302",
        "GET ideas:idea-by-number",
    ),
    "who reads a space reads its ideas": (
        "           404   404      404      200      200       200       200   404      200",
        "GET ideas:of-space",
    ),
    "whoever has an account votes": (
        "           in    302      302      302      302       302       302   in       302",
        "POST ideas:vote",
    ),
    "an idea is its author's": (
        "           in    403      403      403      200       403       403   in       403",
        "GET ideas:edit",
    ),
    "an idea is its author's, done": (
        "           in    403      403      403      302       403       403   in       403",
        "POST ideas:edit",
    ),
}
FORMS: dict[str, Any] = {
    "ideas:new": {"title": "Quieter fans", "body": "They whistle.", "board": "{board_id}"},
    "ideas:edit": {"title": "Wake up much sooner", "body": "Four seconds.", "based_on": "0"},
    "ideas:vote": {},
}
IN_THE_API: dict[str, Any] = {"ideas:vote": "PUT /entries/{entry_id}/vote"}


def called_with(world: Any) -> dict[str, Any]:
    return {
        "ideas:board": {"board_id": world.wishes.pk, "slug": world.wishes.slug},
        "ideas:idea": {"idea_id": world.idea.pk, "slug": world.idea.slug},
        "ideas:of-space": {"slug": world.lab.slug},
    }
