"""Who gets what answer at every address of the house; docs/permissions.md says why.

Behind the addresses stands the lab of ``lab_world``, a closed space: Ada (author) owns it, Ben (colleague) is in it,
nobody else is. ``in`` means "sign in first". A method that is not listed is no way to use the address: 405.
"""

from __future__ import annotations

from typing import NamedTuple

from .tables import PARTS


class Shape(NamedTuple):
    answers: str
    addresses: tuple[str, ...]


def _shape(answers: str, addresses: str) -> Shape:
    return Shape(" ".join(answers.split()), tuple(line.strip() for line in addresses.splitlines() if line.strip()))


TABLE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "open to all": _shape(
        "           200   200      200      200      200       200       200   200      200",
        """
        GET moderation:house-rules
        GET moderation:decision-by-key
        GET content:reference-cards
        GET content:sections
        GET feeds:home
        GET feeds:events
        GET feeds:own-calendar
        GET feeds:atom
        GET feeds:author-atom
        GET core:theme
        GET core:logo
        GET core:healthz
        GET core:readyz
        GET core:metrics
        GET core:robots
        GET core:sitemap
        GET core:manifest
        GET core:app-icon
        GET core:worker
        GET core:offline
        GET core:js-catalog
        GET core:style
        GET content:tags
        GET search:search
        GET search:complete
        GET accounts:avatar
        GET conversation:link-picture
        GET accounts:accept_invitation
        GET notifications:unsubscribe
        POST notifications:unsubscribe
        POST notifications:unsubscribe-undo
        GET account_inactive
        GET account_reset_password
        POST account_reset_password
        GET account_reset_password_done
        GET account_reset_password_from_key
        POST account_reset_password_from_key
        GET account_reset_password_from_key_done
        GET api:openapi-json
        POST api:openapi-json
        PUT api:openapi-json
        DELETE api:openapi-json
        """,
    ),
    "nothing is published yet; an admin is led to where it is written": _shape(
        "           404   404      404      404      404       404       302   404      404",
        "GET accounts:terms",
    ),
    "open to all, and leads on": _shape(
        "           302   302      302      302      302       302       302   302      302",
        """
        POST accounts:language
        POST moderation:decision-by-key
        """,
    ),
    "the way out": _shape(
        "           in    in       in       in       in        in        in    in       in",
        "POST account_logout",
    ),
    "for who has no account here": _shape(
        "           200   302      302      302      302       302       302   200      302",
        """
        GET account_login
        POST account_login
        GET account_signup
        POST account_signup
        """,
    ),
    "for who comes in by invitation": _shape(
        "           302   200      200      200      200       200       200   302      200",
        "POST accounts:accept_invitation",
    ),
    "not there for anybody": _shape(
        "           404   404      404      404      404       404       404   404      404",
        """
        GET accounts:terms_version
        GET accounts:terms_changes
        GET oidc_login
        GET oidc_callback
        GET customers_login
        GET customers_callback
        GET saml_login
        POST saml_acs
        GET saml_finish
        GET saml_metadata
        GET ldap_login
        POST ldap_login
        GET api:api-root
        GET feeds:space-atom
        GET feeds:tag-atom
        POST api:api-root
        PUT api:api-root
        DELETE api:api-root
        """,
    ),
    "of the firm's directory, where there is one": _shape(
        "           in    404      404      404      404      404       404   in       404",
        """
        GET saml_connect
        GET ldap_connect
        POST ldap_connect
        """,
    ),
    "signed in": _shape(
        "           in    200      200      200      200       200       200   in       200",
        """
        GET content:following
        GET content:kept-away
        GET feeds:filters
        GET feeds:home-newer
        GET feeds:post-new
        GET feeds:event-new
        GET feeds:settings-calendar
        POST feeds:calendar-address
        GET content:suggest-tags
        GET accounts:people
        GET accounts:settings_profile
        GET accounts:settings_status
        GET accounts:skills
        GET accounts:settings_account
        GET accounts:settings_security
        GET accounts:settings_sessions
        GET accounts:settings_tokens
        GET notifications:inbox
        GET search:palette
        GET search:reference-offers
        GET content:section-offers
        GET spaces:directory
        GET account_logout
        GET account_reauthenticate
        POST account_reauthenticate
        GET account_email
        GET account_change_password
        POST account_change_password
        GET feeds:poll-new
        """,
    ),
    "signed in, and leads on": _shape(
        "           in    302      302      302      302       302       302   in       302",
        """
        POST feeds:read-everything
        POST feeds:filters
        GET accounts:settings
        POST accounts:settings_profile
        POST accounts:settings_status
        POST accounts:settings_shown
        POST accounts:settings_absence
        POST accounts:settings_picture
        POST accounts:settings_account
        POST feeds:settings-calendar
        POST accounts:end_other_sessions
        POST accounts:settle
        POST accounts:settings_tokens
        POST notifications:read
        POST notifications:unread
        POST account_email
        GET account_email_verification_sent
        POST account_email_verification_sent
        GET account_set_password
        POST account_set_password
        GET account_confirm_login_code
        POST account_confirm_login_code
        GET accounts:consent
        POST accounts:consent
        GET oidc_connect
        GET mfa_index
        GET mfa_list_webauthn
        GET mfa_add_webauthn
        POST mfa_add_webauthn
        GET mfa_edit_webauthn
        POST mfa_edit_webauthn
        GET mfa_remove_webauthn
        POST mfa_remove_webauthn
        GET mfa_reauthenticate_webauthn
        POST mfa_reauthenticate_webauthn
        GET mfa_login_webauthn
        POST mfa_login_webauthn
        GET mfa_authenticate
        POST mfa_authenticate
        GET mfa_reauthenticate
        POST mfa_reauthenticate
        GET mfa_activate_totp
        POST mfa_activate_totp
        GET mfa_generate_recovery_codes
        POST mfa_generate_recovery_codes
        """,
    ),
    "the second factor of somebody who has none": _shape(
        "           in    404      404      404      404       404       404   in       404",
        """
        GET mfa_deactivate_totp
        POST mfa_deactivate_totp
        GET mfa_view_recovery_codes
        GET mfa_download_recovery_codes
        POST mfa_download_recovery_codes
        """,
    ),
    "signed in, told by scripts": _shape(
        "           in    204      204      204      204       204       204   in       204",
        "POST feeds:seen",
    ),
    "signed in, and not away": _shape(
        "           401   404      404      404      404       404       404   401      404",
        "GET api:own_absence",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "staff": _shape(
        "           in    403      403      200      200       200       200   in       200",
        """
        GET spaces:space-new
        GET accounts:chart
        GET accounts:chart_of
        GET feeds:kudos-new
        """,
    ),
    "staff, done": _shape(
        "           in    403      403      302      302       302       302   in       302",
        """
        POST spaces:space-new
        POST feeds:kudos-new
        """,
    ),
    "leaving the lab; its only owner stays": _shape(
        "           401   404      404      204      204       204       204   401      422",
        "DELETE api:join",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "members of the lab": _shape(
        "           404   404      404      404      200       404       404   404      200",
        """
        GET feeds:post
        GET feeds:post-card
        GET feeds:event
        GET feeds:event-ics
        GET content:menu
        GET content:history
        GET content:referring
        GET content:diff
        GET content:file
        GET content:tag
        GET conversation:comments
        GET feeds:kudos
        GET conversation:poll
        """,
    ),
    "members of the lab, and leads on": _shape(
        "           404   404      404      404      302       404       404   404      302",
        """
        GET content:entry
        GET conversation:comment
        POST conversation:poll
        """,
    ),
    "members of the lab, signed in": _shape(
        "           in    404      404      404      200       404       404   in       200",
        """
        GET feeds:space-newer
        GET feeds:event-answer
        GET feeds:event-people
        GET conversation:comment-form
        GET conversation:reactions
        GET conversation:poll-voters
        """,
    ),
    "members of the lab, done": _shape(
        "           in    404      404      404      302       404       404   in       302",
        """
        POST feeds:unread-from
        POST content:stance
        POST conversation:comments
        POST conversation:react
        PUT conversation:react
        DELETE conversation:react
        POST conversation:watch
        PUT conversation:watch
        DELETE conversation:watch
        """,
    ),
    "members of the lab, posting; others know of the space": _shape(
        "           401   404      404      403      201       403       403   401      201",
        """
        POST api:posts
        POST api:invite_space
        """,
    ),
    "members of the lab, posting; for others the lab is no choice of the form": _shape(
        "           in    422      422      422      302       422       422   in       302",
        """
        POST feeds:post-new
        POST feeds:event-new
        POST feeds:poll-new
        """,
    ),
    "members of the lab, who answer": _shape(
        "           in    404      404      404      302       404       404   in       302",
        "POST feeds:event-answer",
    ),
    "members of the lab, on its page of events": _shape(
        "           404   404      404      403      200       403       403   404      200",
        "GET feeds:space-events",
    ),
    "members of the lab report; the author deletes": _shape(
        "           in    404      404      404      200       404       404   in       403",
        "GET moderation:flag",
    ),
    "members of the lab report, done": _shape(
        "           in    404      404      404      302       404       404   in       403",
        "POST moderation:flag",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "the author": _shape(
        "           in    404      404      404      403       404       404   in       200",
        """
        GET feeds:post-edit
        GET feeds:event-edit
        GET feeds:event-cancel
        GET content:delete
        GET conversation:edit
        GET feeds:kudos-edit
        GET conversation:poll-edit
        GET conversation:poll-results
        """,
    ),
    "the author, done": _shape(
        "           in    404      404      404      403       404       404   in       302",
        """
        POST feeds:post-edit
        POST feeds:event-edit
        POST feeds:event-cancel
        POST content:delete
        POST content:lock
        POST conversation:edit
        POST feeds:kudos-edit
        POST conversation:poll-edit
        POST conversation:poll-close
        """,
    ),
    "who deleted it": _shape(
        "           in    404      404      404      404       404       404   in       302",
        "POST content:undelete",
    ),
    "who uploaded it": _shape(
        "           404   404      404      404      404       404       404   404      200",
        "POST content:describe-file",
    ),
    "who uploaded it, gone": _shape(
        "           404   404      404      404      404       404       404   404      204",
        "POST content:discard-file",
    ),
    # Ben's own: his session, his token, his notification.
    "whose it is": _shape(
        "           in    404      404      404      302       404       404   in       404",
        """
        POST feeds:filter-delete
        POST feeds:filter-first
        GET notifications:notification
        POST accounts:end_session
        POST accounts:revoke_token
        """,
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "owners and moderators of a space, and those of the site": _shape(
        "           in    403      403      403      403       200       200   in       200",
        "GET moderation:cases",
    ),
    # What Ben said and nobody reported: the owner of the lab decides, a moderator of the site has no business here.
    "the moderators of the lab": _shape(
        "           in    404      404      404      403       404       404   in       200",
        "GET moderation:hide",
    ),
    "the moderators of the lab, done": _shape(
        "           in    404      404      404      403       404       404   in       302",
        """
        POST moderation:hide
        POST moderation:dismiss
        POST moderation:restore
        """,
    ),
    "owners of the lab who read there, taken back by programs": _shape(
        "           401   404      404      403      403       403       403   401      204",
        "DELETE api:space_rule",
    ),
    "who may know of the lab, and takes back what they asked": _shape(
        "           401   404      404      204      204       204       204   401      204",
        "DELETE api:join_requests",
    ),
    "everybody: Ben has answered in public": _shape(
        "           200   200      200      200      200       200       200   200      200",
        """
        GET accounts:person
        GET accounts:public_person
        """,
    ),
    "admins": _shape(
        "           in    403      403      403      403       403       200   in       403",
        """
        GET accounts:invitations
        GET accounts:publish_terms
        GET accounts:fields
        GET accounts:field_new
        GET accounts:vacancy_new
        GET accounts:field
        """,
    ),
    "admins, done": _shape(
        "           in    403      403      403      403       403       302   in       403",
        """
        POST accounts:field_new
        POST accounts:field
        POST accounts:field_change
        POST accounts:vacancy_new
        POST accounts:vacancy_close
        POST accounts:publish_terms
        POST accounts:invitations
        POST accounts:resend_invitation
        POST accounts:revoke_invitation
        """,
    ),
    # What is noted about Ben is for those who keep order, and never for him.
    "who keeps order, about Ben": _shape(
        "           in    404      404      403      403       200       200   in       403",
        "GET accounts:notes",
    ),
    "who keeps order, about Ben, done": _shape(
        "           in    404      404      403      403       302       302   in       403",
        """
        POST accounts:notes
        POST accounts:note_delete
        """,
    ),
    "admins; customers do not know of Ben": _shape(
        "           in    404      404      403      403       403       200   in       403",
        "GET accounts:standing",
    ),
    "admins, done; customers do not know of Ben": _shape(
        "           in    404      404      403      403       403       302   in       403",
        """
        POST accounts:standing
        POST accounts:sign_out_everywhere
        POST accounts:close
        POST accounts:reopen
        """,
    ),
}
for _part in PARTS:
    TABLE |= {name: _shape(answers, lines) for name, (answers, lines) in _part.MORE.items()}
# What a view may say to a method that is no way to use it: sign-in is sometimes asked for first.
NO_WAY = frozenset(
    {
        "405 405 405 405 405 405 405 405 405",
        "in 405 405 405 405 405 405 in 405",
        "401 405 405 405 405 405 405 401 405",
    }
)


def expected() -> dict[str, str]:
    """The same by line: "GET feeds:home" to its answers."""
    return {line: shape.answers for shape in TABLE.values() for line in shape.addresses}
