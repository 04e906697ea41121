"""Who gets what answer where other programs are told what happens. The webhook behind the addresses hears all staff, so
it is the admins'; Ada, who owns spaces, may keep some of hers and finds this one not there."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who may keep a webhook: admins, and owners of spaces": (
        "           in    403      403      403      403       403       200   in       200",
        """
        GET webhooks:webhooks
        GET webhooks:add
        """,
    ),
    "an admin makes one; an owner may not make one that hears all staff": (
        "           in    403      403      403      403       403       200   in       422",
        "POST webhooks:add",
    ),
    "the admins' webhook": (
        "           in    403      403      403      403       403       200   in       404",
        """
        GET webhooks:webhook
        GET webhooks:edit
        GET webhooks:delivery
        POST webhooks:rotate
        """,
    ),
    "the admins' webhook, done": (
        "           in    403      403      403      403       403       302   in       404",
        """
        POST webhooks:edit
        POST webhooks:do
        POST webhooks:replay
        """,
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who may keep a webhook, for programs": (
        "           401   403      403      403      403       403       200   401      200",
        "GET api:webhooks",
    ),
    "an admin makes one for programs": (
        "           401   403      403      403      403       403       201   401      403",
        "POST api:webhooks",
    ),
    "the admins' webhook, for programs": (
        "           401   403      403      403      403       403       200   401      404",
        """
        GET api:webhook
        PUT api:webhook
        POST api:rotate
        POST api:replay_failed
        GET api:deliveries
        GET api:delivery
        POST api:replay
        """,
    ),
    "the admins' webhook, a test for programs": (
        "           401   403      403      403      403       403       202   401      404",
        "POST api:test_webhook",
    ),
    "the admins' webhook, deleted for programs": (
        "           401   403      403      403      403       403       204   401      404",
        "DELETE api:webhook",
    ),
}
