"""Sending broadcasts, keeping them, and learning whom they have reached. Ada owns the Lab, Aldo is admin."""

from __future__ import annotations

from typing import Any

from feeds.broadcasts.actions import name_broadcaster, name_delegate

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody with an account has broadcasts": (
        "           in    200      200      200      200       200       200   in       200",
        "GET feeds:broadcasts",
    ),
    "owners of a space and who is named for it send": (
        "           in    403      403      403      200       403       200   in       200",
        """
        GET feeds:broadcast-new
        POST feeds:broadcast-new
        """,
    ),
    "staff say who writes what they sign": (
        "           in    403      403      200      200       200       200   in       200",
        "GET feeds:broadcast-rights",
    ),
    "staff say who writes what they sign, done": (
        "           in    403      403      302      422       302       302   in       302",
        "POST feeds:broadcast-rights",
    ),
    "who named somebody takes it back": (
        "           in    403      403      403      403       403       302   in       302",
        "POST feeds:broadcaster-remove",
    ),
    "who named a delegate, or is one, takes it back": (
        "           in    404      404      404      302       404       404   in       302",
        "POST feeds:delegate-remove",
    ),
    "whoever reads it has seen it": (
        "           in    404      404      404      302       404       404   in       302",
        "POST feeds:broadcast-seen",
    ),
    "who wrote it keeps it": (
        "           in    404      404      404      403       404       404   in       200",
        """
        GET feeds:broadcast-edit
        GET feeds:broadcast-terms
        GET feeds:broadcast-reach
        GET feeds:broadcast-reach-csv
        """,
    ),
    "who wrote it keeps it, done": (
        "           in    404      404      404      403       404       404   in       302",
        """
        POST feeds:broadcast-edit
        POST feeds:broadcast-terms
        POST feeds:broadcast-end
        POST feeds:broadcast-remind
        """,
    ),
    "whoever has a token has broadcasts": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:broadcasts
        GET api:delegates
        """,
    ),
    "admins send to whom they name, in the API": (
        "           401   403      403      403      403       403       201   401      403",
        "POST api:broadcasts",
    ),
    "who sends to a space counts its heads, in the API": (
        "           401   403      403      403      200       403       200   401      200",
        "POST api:count_heads",
    ),
    "whoever reads it has seen it, in the API": (
        "           401   404      404      404      204       404       404   401      204",
        "PUT api:see_broadcast",
    ),
    "who wrote it keeps it, in the API": (
        "           401   404      404      404      403       404       404   401      200",
        """
        PUT api:one_broadcast
        PUT api:broadcast_terms
        GET api:broadcast_reach
        GET api:people_reached
        POST api:remind_readers
        """,
    ),
    "who wrote it ends it, in the API": (
        "           401   404      404      404      403       404       404   401      204",
        "PUT api:end_broadcast",
    ),
    "admins name who sends to the house, in the API": (
        "           401   403      403      403      403       403       200   401      403",
        "GET api:broadcasters",
    ),
    "admins name who sends to the house, in the API, done": (
        "           401   403      403      403      403       403       201   401      403",
        "POST api:broadcasters",
    ),
    "who named somebody takes it back, in the API": (
        "           401   403      403      403      403       403       204   401      204",
        "DELETE api:remove_broadcaster",
    ),
    "staff name delegates, in the API": (
        "           401   422      422      201      422       201       201   401      201",
        "POST api:delegates",
    ),
    "who named a delegate, or is one, takes it back, in the API": (
        "           401   404      404      404      204       404       404   401      204",
        "DELETE api:remove_delegate",
    ),
}
FORMS: dict[str, Any] = {
    "feeds:broadcast-new": {"audience": "chosen", "spaces": "{space_id}", "title": "Fans", "body": "Off."},
    "feeds:broadcast-edit": {"title": "Fans", "body": "Off at seven.", "based_on": "0"},
    "feeds:broadcast-terms": {"must_acknowledge": "on", "late_joiners": "all"},
    "feeds:broadcast-rights": {"my-person": "@ben", "delegate": "1"},
}
DOCUMENTS: dict[str, Any] = {
    "api:broadcasts": {"to": {"people": ["tess"]}, "title": "Fans", "body": "Off."},
    "api:count_heads": {"spaces": ["{space_id}"]},
    "api:one_broadcast": {"title": "Fans", "body": "Off at seven."},
    "api:broadcast_terms": {"late_joiners": "all"},
    "api:broadcasters": {"person": "cleo"},
    "api:delegates": {"person": "ben"},
}
IN_THE_API: dict[str, Any] = {
    "feeds:broadcast-new": "POST /broadcasts/head-count, POST /broadcasts",
    "feeds:broadcast-edit": "PUT /broadcasts/{broadcast_id}",
    "feeds:broadcast-terms": "PUT /broadcasts/{broadcast_id}/terms",
    "feeds:broadcast-end": "PUT /broadcasts/{broadcast_id}/end",
    "feeds:broadcast-remind": "POST /broadcasts/{broadcast_id}/reminders",
    "feeds:broadcast-seen": "PUT /broadcasts/{broadcast_id}/seen",
    "feeds:broadcast-rights": "POST /broadcasters, POST /me/delegates",
    "feeds:broadcaster-remove": "DELETE /broadcasters/{broadcaster_id}",
    "feeds:delegate-remove": "DELETE /me/delegates/{delegate_id}",
}


def called_with(world: Any) -> dict[str, Any]:
    named = name_broadcaster(world.colleague, by=world.author, space=world.lab)
    delegate = name_delegate(world.colleague, by=world.author)
    pages = ("edit", "terms", "end", "remind", "seen", "reach", "reach-csv")
    return {
        **{f"feeds:broadcast-{page}": {"entry_id": world.broadcast.pk} for page in pages},
        "broadcaster_id": named.pk,
        "delegate_id": delegate.pk,
        "who": "missing",
        "feeds:broadcaster-remove": {"pk": named.pk},
        "feeds:delegate-remove": {"pk": delegate.pk},
    }
