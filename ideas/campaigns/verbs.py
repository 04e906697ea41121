"""What is told of campaigns: to the jury, to who keeps the board, and once to all who took part."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ideas.models import Campaign, Contribution, Juror
from ideas.tallies import joined
from ideas.verbs import who_keeps_the_board
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.spaces.audiences import people_in


def _named(activity: Activity) -> Iterable[Recipient]:
    """Those of the jury that the row names and who still sit on it."""
    campaign = Campaign.objects.filter(pk=activity.subject_id).first()
    if campaign is None:
        return
    seats = Juror.objects.filter(campaign=campaign, person__in=activity.details.get("people", []))
    for pk in people_in(campaign.audience).filter(pk__in=seats.values("person")).values_list("pk", flat=True):
        if pk != activity.actor_id:
            yield Recipient(pk, "jury")


def taking_part(campaign: Campaign) -> dict[int, str]:
    """Person -> why: who suggested, judged, voted or said something, each once by what weighs most. Whoever suggested
    without a name is not among them by that: nobody may know where to send it."""
    ideas = list(Contribution.objects.filter(campaign=campaign).values_list("idea", flat=True))
    groups = [pk for group in joined(ideas).values() for pk in group]
    said = Entry.objects.published().filter(root__in=groups).values_list("author", flat=True)
    voted = Vote.objects.filter(entry__in=groups, on_behalf_of=None).values_list("person", flat=True)
    judged = Juror.objects.filter(campaign=campaign).values_list("person", flat=True)
    wrote = Entry.objects.published().filter(pk__in=groups).values_list("author", flat=True)
    why = dict.fromkeys(said, "commented") | dict.fromkeys(voted, "voted") | dict.fromkeys(judged, "jury")
    return why | dict.fromkeys(wrote, "author")


def _took_part(activity: Activity) -> Iterable[Recipient]:
    campaign = Campaign.objects.filter(pk=activity.subject_id).first()
    if campaign is None:
        return
    why = taking_part(campaign)
    for pk in people_in(campaign.audience).filter(pk__in=list(why)).order_by("pk").values_list("pk", flat=True):
        if pk != activity.actor_id:
            yield Recipient(pk, why[pk])


def register() -> None:
    verbs.register(
        Verb("ideas.campaign.jury_named", _("{actor} asks you to judge “{title}”"), recipients=_named),
        Verb("ideas.campaign.jury_reminded", _("Ideas for “{title}” wait for your scores"), recipients=_named),
        Verb(
            "ideas.campaign.closed",
            _("“{title}” is over: choose who won"),
            audited=True,
            recipients=who_keeps_the_board,
        ),
        Verb(
            "ideas.campaign.announced",
            _("The result of “{title}” is out. Thank you for taking part"),
            audited=True,
            indexed=True,
            recipients=_took_part,
        ),
    )
