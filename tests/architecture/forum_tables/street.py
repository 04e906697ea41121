"""What of the forum goes to readers of feeds."""

from __future__ import annotations

from typing import Any

OPEN_TO_GUESTS = {"everybody follows the forum by feeds"}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody follows the forum by feeds": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET forum:atom
        GET forum:category-atom
        GET forum:tag-atom
        """,
    ),
}


def called_with(world: Any) -> dict[str, Any]:
    return {"forum:category-atom": {"slug": world.category.slug}, "forum:tag-atom": {"slug": "freezer"}}
