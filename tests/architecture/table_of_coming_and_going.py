"""Who gets what answer where people come by the table, stay for a while, leave, or are looked through.

Beside the lab stand a table that the admin has brought, an agency guest, an invitation of one that Ada has sent, and a
copy of Ben's data. An address that asks for the password again answers 302, to who may ask at all and who may not.
"""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "one's own data and room": (
        "           in    200      200      200      200       200       200   in       200",
        """
        GET accounts:own_data
        GET content:storage
        GET content:credits
        """,
    ),
    "one's own data, and leads on; the last two ask for the password again": (
        "           in    302      302      302      302       302       302   in       302",
        """
        POST accounts:ask_data_copy
        GET accounts:data_copy
        POST accounts:ask_erasure
        """,
    ),
    "an erasure that nobody has asked for": (
        "           in    404      404      404      404       404       404   in       404",
        "POST accounts:take_back_erasure",
    ),
    "whose file it is, on the page of storage": (
        "           in    404      404      404      404       404       404   in       302",
        "POST content:throw-away-file",
    ),
    "nobody looks through anybody's eyes; the way back is always there": (
        "           in    302      302      302      302       302       302   in       302",
        "POST accounts:stop_view_as",
    ),
    "admins, people from a table and through whose eyes": (
        "           in    403      403      403      403       403       200   in       403",
        """
        GET accounts:import_people
        GET accounts:import_example
        GET accounts:import_table
        GET accounts:import_problems
        GET accounts:view_as
        """,
    ),
    "admins, people from a table and through whose eyes, done": (
        "           in    403      403      403      403       403       302   in       403",
        """
        POST accounts:import_people
        POST accounts:apply_import
        POST accounts:view_as
        """,
    ),
    "admins, and owners of spaces": (
        "           in    403      403      403      403       403       200   in       200",
        "GET accounts:agency",
    ),
    "admins, and owners of spaces, done": (
        "           in    403      403      403      403       403       302   in       302",
        """
        POST accounts:agency
        POST accounts:answer_agency
        """,
    ),
    "admins, about Ben who leaves": (
        "           in    404      404      403      403       403       200   in       403",
        """
        GET accounts:leaving
        GET accounts:erase
        """,
    ),
    "admins, about Ben who leaves, and about an agency guest, done": (
        "           in    404      404      403      403       403       302   in       403",
        """
        POST accounts:leaving
        POST accounts:erase
        POST accounts:extend_access
        """,
    ),
    "one's own data and room, for programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:storage
        GET api:data_copies
        """,
    ),
    "one's own data, asked for by programs": (
        "           401   202      202      202      202       202       202   401      202",
        "POST api:data_copies",
    ),
    "admins, and owners of spaces, for programs": (
        "           401   403      403      403      403       403       200   401      200",
        "GET api:agency_guests",
    ),
    "admins, and owners of spaces, made for programs": (
        "           401   403      403      403      403       403       201   401      201",
        "POST api:agency_guests",
    ),
    "admins, about an agency guest or Ben, for programs": (
        "           401   404      404      403      403       403       200   401      403",
        """
        PUT api:extend_access
        GET api:holdings
        """,
    ),
    "admins, about Ben who leaves, done for programs": (
        "           401   404      404      403      403       403       204   401      403",
        "POST api:leaving",
    ),
}
