"""Who gets what answer where people choose what they are told; see ``url_table``."""

from __future__ import annotations

from typing import Any

from intranet.notifications.push.actions import Subscription, add_device
from intranet.notifications.push.vapid import public_key

# Some browser's, of the examples of the RFC.
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "admins, who set the banner": (
        "           in    403      403      403      403       403       200   in       403",
        "GET notifications:banner",
    ),
    "admins, who set the banner, done": (
        "           in    403      403      403      403       403       302   in       403",
        "POST notifications:banner",
    ),
    "admins, who set the banner, for programs": (
        "           401   403      403      403      403       403       200   401      403",
        """
        GET api:house_banner
        PUT api:house_banner
        """,
    ),
    "admins, who take the banner down, for programs": (
        "           401   403      403      403      403       403       204   401      403",
        "DELETE api:house_banner",
    ),
    # Ben's own.
    "the devices that push reaches": (
        "           in    404      404      404      302       404       404   in       404",
        """
        POST notifications:push-remove
        POST notifications:push-contents
        POST notifications:push-test
        """,
    ),
    "signed in, about push, for scripts and programs": (
        "           401   200      200      200      200       200       200   401      200",
        "GET api:push_devices",
    ),
    "signed in, subscribing": (
        "           401   201      201      201      201       201       201   401      201",
        "POST api:push_devices",
    ),
    "the devices that push reaches, for programs": (
        "           401   404      404      404      204       404       404   401      404",
        """
        PUT api:change_push_device
        DELETE api:change_push_device
        """,
    ),
    "the devices that push reaches, a test for programs": (
        "           401   404      404      404      202       404       404   401      404",
        "POST api:test_push_device",
    ),
    "signed in, choosing": (
        "           in    200      200      200      200       200       200   in       200",
        """
        GET notifications:preferences
        GET notifications:digest
        GET notifications:digest-since
        GET notifications:digest-settings
        """,
    ),
    "the staff, deciding": (
        "           in    403      403      200      200       200       200   in       200",
        "GET notifications:digest-executive",
    ),
    "signed in, about the own digest": (
        "           in    302      302      302      302       302       302   in       302",
        """
        POST notifications:digest-settings
        POST notifications:digest-forget
        POST notifications:digest-caught-up
        POST notifications:digest-interests
        """,
    ),
    "the address in a digest's mail, for whoever holds it and is nobody else": (
        "           200   403      403      403      200       403       403   200      403",
        """
        GET notifications:digest-read
        POST notifications:digest-read
        """,
    ),
    # To whom nobody of that name is to be seen, none is: they are led back.
    "admins, about who finds the summary": (
        "           in    403      403      403      403       403       302   in       403",
        "POST notifications:digest-propose",
    ),
    "signed in, about the own digest, by programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:own_digest
        GET api:digest_since
        GET api:digest_wishes
        PUT api:digest_wishes
        GET api:own_tastes
        GET api:own_interests
        """,
    ),
    "signed in, changing the own digest, by programs": (
        "           401   204      204      204      204       204       204   401      204",
        """
        DELETE api:forget_taste
        POST api:caught_up
        PUT api:own_interests
        """,
    ),
    "admins, about who finds the summary, by programs": (
        "           401   403      403      403      403       403       204   401      403",
        "PUT api:propose_summary",
    ),
    "the staff, deciding, by programs": (
        "           401   403      403      200      200       200       200   401      200",
        "GET api:digest_executive",
    ),
    "members of the lab, about what they want more of, by programs": (
        "           401   404      404      404      200       404       404   401      200",
        "PUT api:taste_entry",
    ),
    "members of the lab, about what they want more of": (
        "           in    404      404      404      302       404       404   in       302",
        "POST notifications:digest-taste",
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
    "staff, asking who knows about it": (
        "           in    403      403      200      200       200       200   in       200",
        """
        GET insights:who-knows
        POST insights:ask
        """,
    ),
    "staff, who wrote the address of a question by hand, are led to who knows": (
        "           in    403      403      302      302       302       302   in       302",
        "GET insights:ask",
    ),
    "staff, asking who knows about it, by programs": (
        "           401   403      403      200      200       200       200   401      200",
        """
        GET api:knowledge_themes
        POST api:knowledge_experts
        """,
    ),
    "what is known of oneself, by programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:own_knowledge
        PUT api:own_knowledge
        PUT api:hide_knowledge
        """,
    ),
    "what is known of oneself": (
        "           in    200      200      200      200       200       200   in       200",
        """
        GET insights:own
        """,
    ),
    "what is known of oneself, decided": (
        "           in    302      302      302      302       302       302   in       302",
        """
        POST insights:own
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
        POST content:preview
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
    "notifications:banner": {"text": "Back at noon", "level": "info", "shown_to": "everyone"},
    "feeds:who-hears": {"body": "Hello", "audience": "space_{space_id}"},
    "notifications:who-hears": {"body": "Hello"},
    "content:preview": {"body": "Hello"},
    "insights:own": {"hide": "tag_1"},
    "notifications:push-contents": {"shown": "0"},
    "notifications:quiet": {"days": "0", "begins": "19:00", "ends": "08:00"},
    "notifications:still": {"for": "hour"},
    "notifications:level": {"place": "space_{space_id}", "degree": "all"},
    "notifications:default-level": {"degree": "all"},
    "notifications:digest-settings": {
        "rhythm": "daily",
        "weekday": "0",
        "hour": "8",
        "zone": "",
        "most": "10",
        "minutes": "5",
    },
    "notifications:digest-caught-up": {"until": "2026-03-01T08:00:00+00:00"},
    "notifications:digest-propose": {"handle": "ada"},
    "notifications:digest-taste": {"way": "more"},
}
DOCUMENTS = {
    "api:house_banner": {"text": "Back at noon"},
    "api:digest_wishes": {"rhythm": "weekly"},
    "api:caught_up": {},
    "api:own_interests": {"keys": []},
    "api:taste_entry": {"way": "more"},
    "api:propose_summary": {"wanted": True},
    "api:push_devices": {
        "endpoint": "https://push.example.com/another",
        "keys": {"p256dh": POINT, "auth": "BTBZMqHH6r4Tts7J_aSIgg"},
        "key": public_key(),
    },
    "api:change_push_device": {"shows_contents": False},
    "api:who_hears_comment": {"body": "Hello"},
    "api:who_hears_in_space": {"body": "Hello"},
    "api:who_hears": {"body": "Hello"},
    "api:knowledge_experts": {"text": "Hello"},
    "api:own_knowledge": {"takes_part": True},
    "api:hide_knowledge": {"hidden": True},
}
PUSH_PAGES = (
    *(f"notifications:push-{page}" for page in ("remove", "contents", "test")),
    "api:change_push_device",
    "api:test_push_device",
)


def called_with(token: Any) -> dict[str, dict[str, Any]]:
    """A kind to write, and a device that push reaches, of the owner of a token."""
    wanted = Subscription("https://push.example.com/one", POINT, "BTBZMqHH6r4Tts7J_aSIgg", public_key())
    device = add_device(wanted, by=token.person, token=token)
    return {"feeds:who-hears": {"kind": "post"}, "api:forget_taste": {"feature": "space_1"}} | {
        page: {"device_id": device.pk} for page in PUSH_PAGES
    }
