"""How much a page is read."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who answers for a page sees how much it is read": (
        "           in     404      404      404      403       404       404   in       200",
        "GET wiki:statistics",
    ),
}
