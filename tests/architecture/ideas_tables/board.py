"""Lists and columns of ideas, the road ahead, writing one down without an account yet, and setting boards up."""

from __future__ import annotations

from typing import Any

from ideas.models import Category

OPEN_TO_GUESTS = {
    "whoever comes looks through open boards",
    "whoever comes writes down an idea",
    "whoever comes is led on with an idea, guests to the door",
}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "whoever comes looks through open boards": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET ideas:roadmap
        GET ideas:atom
        GET ideas:board-atom
        GET ideas:card
        GET ideas:state
        GET ideas:similar
        GET ideas:similar-to
        """,
    ),
    "whoever comes writes down an idea": (
        "           200   200      200      200      200       200       200   200      200",
        "GET ideas:new",
    ),
    "whoever comes is led on with an idea, guests to the door": (
        "           302   302      302      302      302       302       302   302      302",
        """
        POST ideas:new
        GET ideas:go-on
        """,
    ),
    "who has an account sees who voted, as far as they may": (
        "           in    200      200      200      200       200       200   in       200",
        "GET ideas:voters",
    ),
    "who keeps a board moves its ideas": (
        "           in    403      403      403      403       302       302   in       302",
        "POST ideas:move",
    ),
    "who owns a space sets up boards": (
        "           in    403      403      403      403       403       200   in       200",
        """
        GET ideas:boards
        GET ideas:board-new
        """,
    ),
    "who owns a space makes boards": (
        "           in    403      403      403      403       403       422   in       302",
        "POST ideas:board-new",
    ),
    "who owns a space sets up its board": (
        "           in    403      403      403      403       403       200   in       200",
        "GET ideas:board-change",
    ),
    "who owns a space changes its board": (
        "           in    403      403      403      403       403       302   in       302",
        """
        POST ideas:board-change
        POST ideas:category-new
        POST ideas:category-change
        """,
    ),
}
FORMS: dict[str, Any] = {
    "ideas:move": {"status": "{idea_status}"},
    "ideas:board-new": {
        "space": "{idea_space}",
        "name": "More",
        "readers": "everyone",
        "writers": "everyone",
        "position": "0",
    },
    "ideas:board-change": {"name": "Wishes", "readers": "everyone", "writers": "everyone", "position": "1"},
    "ideas:category-new": {"name": "Power"},
    "ideas:category-change": {"name": "Sound and light"},
}
QUERIES = {"ideas:similar": "?q=wake+up+sooner"}
IN_THE_API: dict[str, Any] = {
    "ideas:new": "POST /boards/{board_id}/ideas",
    "ideas:edit": "PATCH /ideas/{idea_id}",
    "ideas:move": "PUT /ideas/{idea_id}/status",
    "ideas:board-new": "POST /spaces/{space_id}/boards",
    "ideas:board-change": "PUT /boards/{board_id}",
    "ideas:category-new": "POST /boards/{board_id}/categories",
    "ideas:category-change": "PUT /idea-categories/{category_id}, DELETE /idea-categories/{category_id}",
}
DOCUMENTS: dict[str, Any] = {}


def called_with(world: Any) -> dict[str, Any]:
    category = Category.objects.create(board=world.wishes, name="Sound")
    return {
        "ideas:board-atom": {"board_id": world.wishes.pk, "slug": world.wishes.slug},
        "ideas:category-change": {"category_id": category.pk},
        "idea_status": world.idea.status_id,
        "idea_space": world.lab.pk,
    }
