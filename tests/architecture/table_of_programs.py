"""Who gets what answer from the API; see ``url_table``."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "signed in, for programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:products
        GET api:following
        GET api:mutes
        GET api:blocks
        GET api:filters
        GET api:me
        GET api:celebrations
        GET api:people
        GET api:skills
        GET api:profile_fields
        PUT api:set_status
        PUT api:own_absence
        PUT api:set_skills
        PUT api:change_own
        GET accounts:suggest_skills
        GET accounts:whereabouts
        GET api:spaces
        GET api:entries
        GET api:events
        GET api:notifications
        GET api:find
        GET api:kudos_values
        """,
    ),
    "signed in, done for programs": (
        "           401   204      204      204      204       204       204   401      204",
        """
        POST api:read
        POST api:seen
        POST api:seen_all
        DELETE api:set_status
        DELETE api:own_absence
        """,
    ),
    "signed in, made for programs": (
        "           401   201      201      201      201       201       201   401      201",
        """
        POST api:filters
        POST content:upload
        POST api:upload
        """,
    ),
    "staff, made for programs": (
        "           401   403      403      201      201       201       201   401      201",
        """
        POST api:spaces
        POST api:post_to_all
        POST api:events
        """,
    ),
    "who may know of the lab, or of Ben, for programs": (
        "           401   404      404      200      200       200       200   401      200",
        """
        GET api:person
        GET api:space
        GET api:posts
        GET api:subspaces
        GET api:space_pilot
        """,
    ),
    # Whom one knows one follows, mutes and blocks. Tess, unlike Ada, has said nothing in public.
    "who knows of Tess, done and taken back for programs": (
        "           401   404      404      204      204       204       204   401      204",
        """
        PUT api:follow
        PUT api:mute
        PUT api:block
        DELETE api:follow
        DELETE api:mute
        DELETE api:block
        """,
    ),
    "whose filter it is, for programs": (
        "           401   404      404      404      204       404       404   401      404",
        "DELETE api:delete_filter",
    ),
    # Closed to staff outside it: joining takes a request.
    "nobody walks into the lab, for programs": (
        "           401   404      404      403      403       403       403   401      403",
        "PUT api:join",
    ),
    "members of the lab, for scripts and programs": (
        "           401   404      404      404      200       404       404   401      200",
        """
        POST api:unread_from
        GET conversation:mentions
        GET conversation:check-mentions
        GET api:entry
        GET api:true_of_versions
        GET api:comments
        GET api:one_comment
        GET api:post
        GET api:event
        PUT api:event_answer
        GET api:event_answers
        PUT api:react
        DELETE api:react
        GET api:poll
        DELETE api:poll_vote
        GET api:one_kudos
        """,
    ),
    "members of the lab, made for programs": (
        "           401   404      404      404      201       404       404   401      201",
        "POST api:comments",
    ),
    "members of the lab, voting for programs, for nobody's answer": (
        "           401   404      404      404      422       404       404   401      422",
        "PUT api:poll_vote",
    ),
    "staff, thanking for programs, for what nobody values": (
        "           401   403      403      422      422       422       422   401      422",
        "POST api:kudos_to_all",
    ),
    "staff, thanking for programs in a space they know of": (
        "           401   404      404      422      422       422       422   401      422",
        "POST api:kudos_in_space",
    ),
    "the author, done for programs": (
        "           401   404      404      404      403       404       404   401      200",
        """
        PUT api:one_comment
        PUT api:true_of_versions
        PUT api:post
        PUT api:event
        PUT api:cancel_event
        DELETE api:cancel_event
        POST api:poll_close
        PUT api:one_kudos
        """,
    ),
    "the author, deleted for programs": (
        "           401   404      404      404      403       404       404   401      204",
        "DELETE api:entry",
    ),
    "owners of the lab who read there, for programs": (
        "           401   404      404      403      403       403       403   401      200",
        """
        PUT api:space_rule
        POST api:preview_rule
        POST api:add_people
        GET api:join_requests
        PUT api:decide_request
        """,
    ),
    "owners of the lab, and admins, for programs": (
        "           401   404      404      403      403       403       200   401      200",
        """
        PUT api:space
        PUT api:move_space
        GET api:space_rule
        PUT api:space_start
        PUT api:space_pilot
        DELETE api:space_pilot
        PUT api:decide_pilot
        PUT api:answer_pilot
        """,
    ),
    "members of the lab, who begin there, for programs": (
        "           401   404      404      403      200       403       403   401      200",
        """
        GET api:space_start
        PUT api:tick_step
        """,
    ),
    "who is not in the lab and asks, for programs": (
        "           401   404      404      201      422       201       201   401      422",
        "POST api:join_requests",
    ),
    "who keeps order, about Ben, for programs": (
        "           401   404      404      403      403       200       200   401      403",
        "GET api:notes",
    ),
    "who keeps order, about Ben, made for programs": (
        "           401   404      404      403      403       201       201   401      403",
        "POST api:notes",
    ),
    "who keeps order, about Ben, deleted for programs": (
        "           401   404      404      403      403       204       204   401      403",
        "DELETE api:delete_note",
    ),
    "admins, for programs; customers do not know of Ben": (
        "           401   404      404      403      403       403       200   401      403",
        "PUT api:change_managed",
    ),
    "staff, among themselves, for programs": (
        "           401   403      403      200      200       200       200   401      200",
        """
        GET api:chart
        GET api:vacancies
        """,
    ),
    "admins, made for programs": (
        "           401   403      403      403      403       403       201   401      403",
        "POST api:vacancies",
    ),
    "admins, deleted for programs": (
        "           401   403      403      403      403       403       204   401      403",
        "DELETE api:close_position",
    ),
}
