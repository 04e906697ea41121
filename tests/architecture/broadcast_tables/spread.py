"""Where a broadcast goes besides: the public, and everybody's mailbox."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.timezone import now

from feeds.broadcasts import actions
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.spread.twins import Words, write_twin
from feeds.models import NewsReader
from intranet.content.when import When

OPEN_TO_GUESTS = {"everybody reads the news", "open to every address that wants news"}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who wrote it says what the public reads": (
        "           in    404      404      404      404       404       404   in       200",
        "GET feeds:broadcast-twin",
    ),
    "who wrote it says what the public reads, done": (
        "           in    404      404      404      404       404       404   in       302",
        "POST feeds:broadcast-twin",
    ),
    "who sent it has it mailed to everybody": (
        "           in    404      404      404      403       404       404   in       200",
        "GET feeds:broadcast-mail",
    ),
    "who sent it has it mailed to everybody, done": (
        "           in    404      404      404      403       404       404   in       302",
        "POST feeds:broadcast-mail",
    ),
    "admins read what was mailed to everybody": (
        "           in    403      403      403      403       403       200   in       403",
        "GET feeds:mailings",
    ),
    "everybody reads the news": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET feeds:news
        GET feeds:news-atom
        GET feeds:news-subscribe
        GET feeds:news-confirm
        POST feeds:news-confirm
        GET feeds:news-leave
        POST feeds:news-leave
        """,
    ),
    "open to every address that wants news": (
        "           302   302      302      302      302       302       302   302      302",
        "POST feeds:news-subscribe",
    ),
    "who wrote it says what the public reads, in the API": (
        "           401   404      404      404      404       404       404   401      200",
        """
        GET api:broadcast_twin
        PUT api:broadcast_twin
        """,
    ),
    "who wrote it drops what the public reads, in the API": (
        "           401   404      404      404      404       404       404   401      204",
        "DELETE api:broadcast_twin",
    ),
    "who sent it has it mailed to everybody, in the API": (
        "           401   404      404      404      403       404       404   401      201",
        "POST api:mail_broadcast_to_all",
    ),
    "admins read what was mailed to everybody, in the API": (
        "           401   403      403      403      403       403       200   401      403",
        "GET api:house_mailings",
    ),
    "whoever is signed in reads the news, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        "GET api:house_news",
    ),
}
FORMS: dict[str, Any] = {
    "feeds:broadcast-twin": {"title": "Fans", "body": "Quieter evenings."},
    "feeds:broadcast-mail": {"reason": "It is urgent"},
    "feeds:news-subscribe": {"email": "nora@example.org"},
}
DOCUMENTS: dict[str, Any] = {
    "api:broadcast_twin": {"title": "Fans", "body": "Quieter evenings."},
    "api:mail_broadcast_to_all": {"reason": "It is urgent"},
}
_PROOF = "What proves that an address is somebody's is in its mailbox: a press there, by a person or a mail program."
IN_THE_API: dict[str, Any] = {
    "feeds:broadcast-twin": "PUT /broadcasts/{broadcast_id}/twin, DELETE /broadcasts/{broadcast_id}/twin",
    "feeds:broadcast-mail": "POST /broadcasts/{broadcast_id}/mailings",
}
BROWSERS_ONLY: dict[str, Any] = {
    "feeds:news-subscribe": "For who has no account, and so no token.",
    "feeds:news-confirm": _PROOF,
    "feeds:news-leave": _PROOF,
}


def called_with(world: Any) -> dict[str, Any]:
    later = When.at(now() + timedelta(days=2), "Europe/Rome")
    waiting = actions.publish_broadcast(
        by=world.author, title="Fans on again", body="Soon.", aim=Aim(spaces=[world.lab]), when=later
    )
    write_twin(waiting, by=world.author, words=Words("Fans", "On again."))
    reader = NewsReader.objects.create(email="gina@example.org")
    return {
        "feeds:broadcast-twin": {"entry_id": waiting.pk},
        "feeds:broadcast-mail": {"entry_id": world.broadcast.pk},
        "feeds:news-confirm": {"word": signing.dumps(reader.pk, salt="feeds.news.confirm")},
        "feeds:news-leave": {"word": signing.dumps(reader.pk, salt="feeds.news.leave")},
        "api:broadcast_twin": {"broadcast_id": waiting.pk},
    }
