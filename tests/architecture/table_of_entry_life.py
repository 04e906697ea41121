"""Who gets what answer where entries wait, stand in several places, are pinned, saved and put into series.

Beside the lab's first post stand one that waits for its time, one that the vault shows too and that is pinned in the
lab, and a series; all of them are Ada's.
"""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "one's own drafts, saved entries and what waits": (
        "           in    200      200      200      200       200       200   in       200",
        """
        GET conversation:drafts
        GET conversation:saved
        GET content:scheduled
        GET conversation:reminders
        GET conversation:reminder-new
        GET content:all-series
        """,
    ),
    "one's own draft, let go; one's own words to be reminded of": (
        "           in    302      302      302      302       302       302   in       302",
        """
        POST conversation:drop-draft
        POST conversation:reminder-new
        """,
    ),
    "what members of the lab may be reminded of": (
        "           in    404      404      404      200       404       404   in       200",
        "GET conversation:remind",
    ),
    "the author, who set the reminder": (
        "           in    404      404      404      404       404       404   in       200",
        "GET conversation:reminder",
    ),
    "the author, who set the reminder, done": (
        "           in    404      404      404      404       404       404   in       302",
        """
        POST conversation:reminder
        POST conversation:reminder-delete
        """,
    ),
    "a draft that is no JSON": (
        "           in    400      400      400      400       400       400   in       400",
        "POST conversation:keep-draft",
    ),
    "what members of the lab save": (
        "           in    404      404      404      302       404       404   in       302",
        """
        POST conversation:bookmark
        POST conversation:remind
        PUT conversation:bookmark
        DELETE conversation:bookmark
        """,
    ),
    "the author, and who keeps order in the lab": (
        "           in    404      404      404      403       404       404   in       200",
        """
        GET content:move
        GET content:place
        GET content:pin
        GET content:put-into-series
        """,
    ),
    "the author, and who keeps order in the lab, done": (
        "           in    404      404      404      403       404       404   in       302",
        """
        POST content:move
        POST content:place
        POST content:pin
        POST content:unpin
        POST content:move-pin
        POST content:put-into-series
        POST content:change-series
        """,
    ),
    "the author alone, while it waits": (
        "           in    404      404      404      404       404       404   in       200",
        "GET content:time",
    ),
    "the author alone, while it waits, done; and who knows of the vault": (
        "           in    404      404      404      404       404       404   in       302",
        """
        POST content:time
        POST content:publish
        POST content:take-back
        POST content:unplace
        """,
    ),
    "who reads a part of the series": (
        "           404   404      404      404      200       404       404   404      200",
        "GET content:series",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "one's own, for programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:all_drafts
        PUT api:keep_draft
        GET api:saved
        GET api:scheduled
        GET api:reminders
        GET api:all_series
        """,
    ),
    "one's own, let go, for programs": (
        "           401   204      204      204      204       204       204   401      204",
        "DELETE api:keep_draft",
    ),
    "one's own, made for programs": (
        "           401   201      201      201      201       201       201   401      201",
        """
        POST api:all_series
        POST api:reminders
        """,
    ),
    "the author, who set the reminder, for programs": (
        "           401   404      404      404      404       404       404   401      200",
        "PUT api:change_reminder",
    ),
    "the author, who set the reminder, let go, for programs": (
        "           401   404      404      404      404       404       404   401      204",
        "DELETE api:change_reminder",
    ),
    "who may know of the lab, which pins they may read": (
        "           401   404      404      200      200       200       200   401      200",
        "GET api:pins",
    ),
    "who keeps order in the lab, for programs": (
        "           401   404      404      403      403       403       403   401      200",
        "PUT api:pins",
    ),
    "what members of the lab read, for programs": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:places_of_entry
        GET api:series
        """,
    ),
    "what members of the lab save, for programs": (
        "           401   404      404      404      204       404       404   401      204",
        """
        PUT api:save_entry
        DELETE api:save_entry
        """,
    ),
    "the author, and who keeps order in the lab, for programs": (
        "           401   404      404      404      403       404       404   401      200",
        """
        PUT api:move_entry
        PUT api:pin_entry
        PUT api:series
        PUT api:order_series
        PUT api:add_part
        """,
    ),
    "the author, and who keeps order in the lab, undone for programs": (
        "           401   404      404      404      403       404       404   401      204",
        """
        DELETE api:pin_entry
        DELETE api:series
        DELETE api:add_part
        """,
    ),
    "the author alone, for programs": (
        "           401   404      404      404      404       404       404   401      200",
        """
        POST api:publish_now
        PUT api:place_entry
        """,
    ),
    "the author alone, done for programs": (
        "           401   404      404      404      404       404       404   401      204",
        """
        PUT api:change_time
        DELETE api:change_time
        DELETE api:place_entry
        """,
    ),
}
