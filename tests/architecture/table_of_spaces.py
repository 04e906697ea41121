"""Who gets what answer at the pages of spaces; see ``url_table``."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    # That there is a lab, and what for, is known to all staff; what is said there is not.
    "who may know of the lab": (
        "           404   404      404      200      200       200       200   404      200",
        """
        GET spaces:space
        GET spaces:about
        """,
    ),
    "who may know of the lab, and leads on": (
        "           in    404      404      302      302       302       302   in       302",
        """
        POST spaces:ask
        POST spaces:leave
        """,
    ),
    "nobody walks into the lab": (
        "           in    404      404      403      403       403       403   in       403",
        "POST spaces:join",
    ),
    "who asked to join the lab": (
        "           in    404      404      302      404       404       404   in       404",
        "POST spaces:withdraw",
    ),
    "members of the lab, among themselves": (
        "           in    404      404      403      200       403       403   in       200",
        "GET spaces:members",
    ),
    "the person invited into the vault": (
        "           in    404      404      404      404       200       404   in       404",
        "GET spaces:invitation",
    ),
    "the person invited into the vault, done": (
        "           in    404      404      404      404       302       404   in       404",
        "POST spaces:answer",
    ),
    "the moderators of the lab, on its pages": (
        "           in    404      404      403      403       403       403   in       302",
        """
        POST spaces:invite
        POST spaces:remove
        POST spaces:decide
        POST spaces:filling
        """,
    ),
    "owners of the lab, and admins": (
        "           in    404      404      403      403       403       200   in       200",
        """
        GET spaces:settings
        GET spaces:filling
        GET spaces:welcome
        GET spaces:pilot
        """,
    ),
    "owners of the lab, and admins, done": (
        "           in    404      404      403      403       403       302   in       302",
        """
        POST spaces:change-role
        POST spaces:settings
        POST spaces:archive
        POST spaces:welcome
        POST spaces:pilot
        POST spaces:move
        GET spaces:pilot-report
        """,
    ),
    # An admin who does not read the lab does not say who does.
    "owners of the lab who read there": (
        "           in    404      404      403      403       403       403   in       200",
        """
        GET spaces:add-people
        POST spaces:add-people
        """,
    ),
    "members of the lab, who begin there": (
        "           in    404      404      403      302       403       403   in       302",
        """
        POST spaces:tick
        POST spaces:start-close
        """,
    ),
}
