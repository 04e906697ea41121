"""Making one thing of another: of the post of the Lab, an idea among the wishes."""

from __future__ import annotations

from typing import Any

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who reads a post makes something of it": (
        "           in    404      404      404      200       404       404   in       200",
        "GET flows:promote",
    ),
    "who reads a post makes something of it, done": (
        "           in    404      404      404      302       404       404   in       302",
        "POST flows:promote",
    ),
    "whoever has an account asks where something could stand, for programs": (
        "           401   200      200      200      200       200       200   401      200",
        "GET api:promote_places",
    ),
    "who reads a post makes something of it, for programs": (
        "           401   404      404      404      201       404       404   401      201",
        "POST api:promote_entry",
    ),
}
QUERIES = {"flows:promote": "?from={entry_id}&to=idea"}
FORMS: dict[str, Any] = {"flows:promote": {"title": "Quieter bearings", "place": "board_{board_id}"}}
DOCUMENTS: dict[str, Any] = {"api:promote_entry": {"to": "idea", "place": "{a_board}", "title": "Quieter bearings"}}
IN_THE_API: dict[str, Any] = {"flows:promote": "POST /entries/{entry_id}/promote"}


def called_with(world: Any) -> dict[str, Any]:
    return {"a_board": f"board_{world.wishes.pk}", "api:promote_places": {"to": "idea"}}
