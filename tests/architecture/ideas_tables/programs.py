"""Boards and ideas for programs."""

from __future__ import annotations

from typing import Any

from ideas.models import Category

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "programs read what their person reads of ideas": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:boards
        GET api:board
        GET api:all_ideas
        GET api:ideas_of_a_board
        GET api:one_idea
        """,
    ),
    "programs suggest for their person": (
        "           401   201      201      201      201       201       201   401      201",
        "POST api:ideas_of_a_board",
    ),
    "programs change what their person suggested": (
        "           401   403      403      403      200       403       403   401      403",
        "PATCH api:one_idea",
    ),
    "programs set boards up for who owns a space": (
        "           401   403      403      403      403       403       200   401      200",
        """
        PUT api:board
        PUT api:change_an_idea_category
        """,
    ),
    "programs delete categories for who owns a space": (
        "           401   403      403      403      403       403       204   401      204",
        "DELETE api:change_an_idea_category",
    ),
    "programs add categories for who owns a space": (
        "           401   403      403      403      403       403       201   401      201",
        "POST api:add_an_idea_category",
    ),
    # An admin's own say is in community spaces.
    "programs make boards for who owns a space": (
        "           401   404      404      403      403       403       403   401      201",
        "POST api:make_a_board",
    ),
}
DOCUMENTS: dict[str, Any] = {
    "api:board": {"description": "What we wish for"},
    "api:make_a_board": {"name": "More"},
    "api:add_an_idea_category": {"name": "Power"},
    "api:change_an_idea_category": {"name": "Light"},
    "api:ideas_of_a_board": {"title": "Quieter fans"},
    "api:one_idea": {"title": "Wake up at once"},
}


def called_with(world: Any) -> dict[str, Any]:
    category = Category.objects.create(board=world.wishes, name="Cold")
    return {
        "api:change_an_idea_category": {"category_id": category.pk},
        "api:board": {"board_id": world.wishes.pk},
        "api:ideas_of_a_board": {"board_id": world.wishes.pk},
        "api:add_an_idea_category": {"board_id": world.wishes.pk},
        "api:make_a_board": {"space_id": world.lab.pk},
        "api:one_idea": {"idea_id": world.idea.pk},
    }
