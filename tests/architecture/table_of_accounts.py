"""Who gets what answer from the API about accounts, memberships, and around what was written; see ``url_table``.

What takes the password is sent with the right one; tests of their own send others.
"""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "one's own account, for programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:own_files
        GET api:tags
        GET api:own_invitations
        GET api:settings
        PUT api:settings
        GET api:consent
        PUT api:consent
        GET api:versions
        GET api:devices
        DELETE api:devices
        GET api:tokens
        GET api:second_step
        POST api:begin_app
        GET api:hearing
        GET api:my_mail
        GET api:own_calendar
        PUT api:own_calendar
        """,
    ),
    "one's own account, done for programs": (
        "           401   204      204      204      204       204       204   401      204",
        """
        POST api:unread
        POST api:put_picture
        DELETE api:put_picture
        PUT api:password
        PUT api:set_quiet
        PUT api:keep_still
        POST api:mail_works
        DELETE api:make_address
        """,
    ),
    "customers alone write under another name": (
        "           in    302      302      403      403       403       403   in       403",
        "POST accounts:settings_public",
    ),
    "customers alone write under another name, for programs": (
        "           401   200      200      403      403       403       403   401      403",
        "PUT api:write_as",
    ),
    "one's own calendar, made for programs": (
        "           401   201      201      201      201       201       201   401      201",
        "POST api:make_address",
    ),
    "a second step that was never begun, a kind of news that is none, for programs": (
        "           401   422      422      422      422       422       422   401      422",
        """
        PUT api:begin_app
        POST api:recovery_codes
        PUT api:choose_channel
        """,
    ),
    "what nobody has: an erasure, terms, a passkey, for programs": (
        "           401   404      404      404      404       404       404   401      404",
        """
        GET api:own_erasure
        DELETE api:own_erasure
        GET api:one_version
        PUT api:rename_passkey
        POST api:remove_key
        """,
    ),
    "customers are erased when they ask; the accounts of staff are the firm's": (
        "           401   201      201      403      403       403       403   401      403",
        "POST api:own_erasure",
    ),
    "whose it is, for programs": (
        "           401   404      404      404      204       404       404   401      404",
        """
        DELETE api:end_device
        DELETE api:revoke_token
        PUT api:begin_with
        DELETE api:begin_with
        """,
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "admins, about the house, made for programs": (
        "           401   403      403      403      403       403       201   401      403",
        """
        POST api:profile_fields
        POST api:look_through
        POST api:invitations
        POST api:one_version
        """,
    ),
    "admins, about the house, for programs": (
        "           401   403      403      403      403       403       200   401      403",
        """
        PUT api:change_field
        PUT api:retire_field
        GET api:one_import
        GET api:import_rows
        POST api:apply_import
        """,
    ),
    "admins, about the house, done for programs": (
        "           401   403      403      403      403       403       204   401      403",
        "PUT api:move_field",
    ),
    "admins, deleting a field that is not retired, for programs": (
        "           401   403      403      403      403       403       422   401      403",
        "DELETE api:change_field",
    ),
    "admins, and owners of spaces about whom they invited, for programs": (
        "           401   403      403      403      403       403       200   401      200",
        "GET api:invitations",
    ),
    "admins, about an invitation that Ada did not send, for programs": (
        "           401   403      403      403      403       403       200   401      404",
        "POST api:resend_invitation",
    ),
    "admins, about an invitation that Ada did not send, done for programs": (
        "           401   403      403      403      403       403       204   401      404",
        "DELETE api:withdraw_invitation",
    ),
    "admins, about Ben's account, for programs": (
        "           401   404      404      403      403       403       200   401      403",
        """
        POST api:sign_out
        GET api:standing
        PUT api:standing
        """,
    ),
    "admins, about Ben's account, done for programs": (
        "           401   404      404      403      403       403       204   401      403",
        "POST api:reopen",
    ),
    "admins, about Ben's erasure, made for programs": (
        "           401   404      404      403      403       403       201   401      403",
        "POST api:erasure",
    ),
    "admins, about an erasure of Ben that nobody asked for, for programs": (
        "           401   404      404      403      403       403       404   401      403",
        """
        GET api:erasure
        DELETE api:erasure
        """,
    ),
    # A post has no headings: of pages, see test_transclusions.
    "what has no sections gives none": (
        "           401   404      404      404      404       404       404   401      404",
        "GET api:entry_section",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "members of the lab, around what was said, for programs": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:entry_versions
        GET api:entry_sections
        GET api:reactions
        GET api:tagged
        GET api:poll_voters
        """,
    ),
    "members of the lab, around what was said, done for programs": (
        "           401   404      404      404      204       404       404   401      204",
        """
        PUT api:watch
        DELETE api:watch
        """,
    ),
    "members of the lab report, done for programs": (
        "           401   404      404      404      204       404       404   401      403",
        "PUT api:flag",
    ),
    "owners and moderators of a space, and those of the site, for programs": (
        "           401   403      403      403      403       200       200   401      200",
        "GET api:cases",
    ),
    "the author, or who moderates the lab, done for programs": (
        "           401   404      404      404      403       404       404   401      204",
        """
        PUT api:lock
        DELETE api:lock
        PUT api:hide
        DELETE api:hide
        POST api:dismiss
        """,
    ),
    "the author's poll, for programs": (
        "           401   404      404      404      403       404       404   401      200",
        """
        PUT api:poll
        PUT api:poll_closing
        """,
    ),
    "whose file it is, and who deleted it, for programs": (
        "           401   404      404      404      404       404       404   401      200",
        """
        PUT api:describe_file
        POST api:undelete
        """,
    ),
    "whose file it is, gone for programs": (
        "           401   404      404      404      404       404       404   401      204",
        "DELETE api:describe_file",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "members of the lab, among themselves, for programs": (
        "           401   404      404      403      200       403       403   401      200",
        "GET api:members",
    ),
    "members of the lab, who begin there, done for programs": (
        "           401   404      404      403      204       403       403   401      204",
        """
        POST api:put_away
        PUT api:set_level
        """,
    ),
    "owners of the lab, and admins, done for programs": (
        "           401   404      404      403      403       403       204   401      204",
        "PUT api:change_member",
    ),
    "who keeps order among the members of the lab, for programs": (
        "           401   404      404      403      403       403       403   401      204",
        "DELETE api:change_member",
    ),
    "who lets people into the lab, for programs": (
        "           401   404      404      403      403       403       403   401      201",
        "POST api:invite_into_space",
    ),
    "the owner of the lab, for those who have chosen nothing, for programs": (
        "           401   404      404      403      403       403       403   401      204",
        "PUT api:set_default_level",
    ),
    "the person invited into the vault, for programs": (
        "           401   404      404      404      404       204       404   401      404",
        "PUT api:answer_invitation",
    ),
}
