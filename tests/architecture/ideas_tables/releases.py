"""Releases to read, to write, and by mail."""

from __future__ import annotations

from typing import Any

from django.core import signing

from ideas import actions
from ideas.models import Subscriber

OPEN_TO_GUESTS = {
    "everybody reads releases",
    "everybody is led on to releases",
    "open to every address, without an account",
}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody reads releases": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET ideas:releases
        GET ideas:releases-atom
        GET ideas:release
        GET ideas:releases-subscribe
        GET ideas:releases-confirm
        POST ideas:releases-confirm
        GET ideas:releases-leave
        POST ideas:releases-leave
        GET ideas:parts-leave
        POST ideas:parts-leave
        """,
    ),
    "everybody is led on to releases": (
        "           302   302      302      302      302       302       302   302      302",
        "GET ideas:release-by-number",
    ),
    "open to every address, without an account": (
        "           302   302      302      302      302       302       302   302      302",
        "POST ideas:releases-subscribe",
    ),
    "who keeps a space releases": (
        "           in    403      403      403      403       200       200   in       200",
        "GET ideas:release-new",
    ),
    "who keeps a space releases, done": (
        "           in    403      403      403      403       302       302   in       302",
        "POST ideas:release-new",
    ),
    "a draft of a release is its author's": (
        "           in    404      404      404      404       404       404   in       200",
        "GET ideas:release-edit",
    ),
    "a draft of a release is its author's, done": (
        "           in    404      404      404      404       404       404   in       302",
        """
        POST ideas:release-edit
        POST ideas:release-name
        POST ideas:release-publish
        """,
    ),
    "releases, by programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:releases
        GET api:release
        """,
    ),
    "who keeps a space releases, by programs": (
        "           401   403      403      403      403       201       201   401      201",
        "POST api:draft_release",
    ),
    "a draft of a release is its author's, by programs": (
        "           401   404      404      404      404       404       404   401      200",
        """
        POST api:name_in_release
        DELETE api:drop_from_release
        POST api:publish_release
        """,
    ),
    "a release is its author's, by programs": (
        "           401   403      403      403      403       403       403   401      200",
        "PUT api:release",
    ),
}
FORMS: dict[str, Any] = {
    "ideas:release-new": {"title": "5.3", "body": "New.", "space": "{well_id}", "readers": "everyone"},
    "ideas:release-edit": {"title": "5.4", "body": "Newer.", "based_on": "0", "readers": "everyone"},
    "ideas:release-name": {"entry": "{idea_id}"},
    "ideas:releases-subscribe": {"email": "gina@example.org"},
}
DOCUMENTS: dict[str, Any] = {
    "api:draft_release": {"title": "5.3"},
    "api:release": {"title": "5.2.1"},
    "api:name_in_release": {"entry": "{idea_id}"},
}
_PROOF = "What proves that an address is somebody's is in its mailbox: a press there, by a person or a mail program."
IN_THE_API: dict[str, Any] = {
    "ideas:release-new": "POST /spaces/{space_id}/releases",
    "ideas:release-edit": "PUT /releases/{release_id}",
    "ideas:release-name": "POST /releases/{release_id}/deliveries, DELETE /releases/{release_id}/deliveries/{entry_id}",
    "ideas:release-publish": "POST /releases/{release_id}/publication",
}
BROWSERS_ONLY: dict[str, Any] = {
    "ideas:releases-subscribe": "For who has no account, and so no token; who has one follows the space.",
    "ideas:releases-confirm": _PROOF,
    "ideas:releases-leave": _PROOF,
    "ideas:parts-leave": _PROOF,
}


def called_with(world: Any) -> dict[str, Any]:
    out = actions.draft_release(world.well, by=world.author, title="5.1", body="Out.")
    actions.publish_release(out, by=world.author)
    draft = actions.draft_release(world.well, by=world.author, title="5.2", body="Not yet.")
    subscriber = Subscriber.objects.create(email="gina@example.org")
    mine = {"release_id": draft.pk}
    return {
        "well_id": world.well.pk,
        "ideas:release": {"release_id": out.pk, "slug": out.slug},
        "ideas:release-by-number": {"release_id": out.pk},
        "ideas:releases-confirm": {"word": signing.dumps(subscriber.pk, salt="ideas.releases.confirm")},
        "ideas:releases-leave": {"word": signing.dumps(subscriber.pk, salt="ideas.releases.leave")},
        "ideas:parts-leave": {"word": signing.dumps(1, salt="ideas.parts.leave")},
        **{f"ideas:release-{name}": mine for name in ("edit", "name", "publish")},
        "api:release": {"release_id": out.pk},
        "api:draft_release": {"space_id": world.well.pk},
        "api:name_in_release": mine,
        "api:drop_from_release": mine | {"entry_id": world.idea.pk},
        "api:publish_release": mine,
    }
