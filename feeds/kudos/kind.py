"""The manifest of kudos."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from feeds.models import KudosReceiver
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.kinds import Kind
from intranet.content.models import Entry
from intranet.core.known_addresses import path_to


def whom_it_thanks(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    for pk in KudosReceiver.objects.filter(kudos=entry.entry_id).values_list("person_id", flat=True):
        yield Recipient(pk, "kudos")


KUDOS = Kind(
    model="feeds.kudos",
    label=_("Kudos"),
    plural=_("Kudos"),
    icon="laurel",
    url=lambda entry: path_to("feeds:kudos", entry.entry_id),
    edit_url=lambda entry: path_to("feeds:kudos-edit", entry.entry_id),
    card="feeds/cards/kudos.html",
    in_feed=True,
    personal=True,
    published_sentence=_("{actor} gave kudos: “{title}”"),
    concerned=whom_it_thanks,
)
