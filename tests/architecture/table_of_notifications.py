"""Who gets what answer where people choose what they are told; see ``url_table``."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "signed in, choosing": (
        "           in    200      200      200      200       200       200   in       200",
        """
        GET notifications:preferences
        """,
    ),
    "members of the lab, asking who would hear, by programs": (
        "           401   404      404      404      200       404       404   401      200",
        """
        POST api:who_hears_comment
        """,
    ),
    "members of the lab, asking who would hear of a post, by programs": (
        "           401   404      404      403      200       403       403   401      200",
        """
        POST api:who_hears_in_space
        """,
    ),
    "staff, asking who would hear, by programs": (
        "           401   403      403      200      200       200       200   401      200",
        """
        POST api:who_hears
        """,
    ),
    "signed in, asking who would hear": (
        "           in    200      200      200      200       200       200   in       200",
        """
        POST feeds:who-hears
        """,
    ),
    "members of the lab, asking who would hear": (
        "           in    404      404      404      200       404       404   in       200",
        """
        POST notifications:who-hears
        """,
    ),
    "signed in, chosen": (
        "           in    302      302      302      302       302       302   in       302",
        """
        POST notifications:choose
        POST notifications:quiet
        POST notifications:still
        POST notifications:mail-works
        """,
    ),
    # A place is named by its key, which says nothing of it: so the answer is the same for one that is not there.
    "members of the lab, about how much they hear": (
        "           in    403      403      403      302       403       403   in       302",
        """
        POST notifications:level
        """,
    ),
    "the owner of the lab, for those who have chosen nothing": (
        "           in    404      404      403      403       403       403   in       302",
        """
        POST notifications:default-level
        """,
    ),
}
FORMS = {
    "feeds:who-hears": {"body": "Hello", "audience": "space_{space_id}"},
    "notifications:who-hears": {"body": "Hello"},
    "notifications:quiet": {"days": "0", "begins": "19:00", "ends": "08:00"},
    "notifications:still": {"for": "hour"},
    "notifications:level": {"place": "space_{space_id}", "degree": "all"},
    "notifications:default-level": {"degree": "all"},
}
DOCUMENTS = {
    "api:who_hears_comment": {"body": "Hello"},
    "api:who_hears_in_space": {"body": "Hello"},
    "api:who_hears": {"body": "Hello"},
}
# What the addresses are called with.
NAMED = {"feeds:who-hears": {"kind": "post"}}
