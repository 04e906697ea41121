"""The figures that the platform itself knows; parts register theirs beside them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import lanes, written
from .presence import people_within
from .registry import Chart, Figure, Unit, register


def register_all() -> None:
    _adoption()
    _dialogue()
    register(
        Figure(
            "lane_latency", _("Time to come out"), "control", Unit.HOURS,
            help=_("From writing to coming out, for what waits for approval: the middle of each lane."),
            of=lanes.latency, chart=Chart.BARS, scopes=("house", "space"), good=-1,
        )
    )  # fmt: skip
    register(
        Figure(
            "lane_changed", _("Changed by who approves"), "control", Unit.SHARE,
            help=_("Of what came out of a lane, the share whose words were changed on the way."),
            of=lanes.changed, chart=Chart.BARS, scopes=("house", "space"), good=0, order=60,
        )
    )  # fmt: skip


def _adoption() -> None:
    people = ("house", "role")
    for days, key, title, helps in (
        (1, "people_day", _("People a day"), _("How many were here, on a day in the middle of these.")),
        (7, "people_week", _("People a week"), _("How many were here within seven days.")),
        (28, "people_month", _("People in four weeks"), _("How many were here within twenty-eight days.")),
    ):
        register(
            Figure(
                key, title, "adoption", Unit.PEOPLE, help=helps,
                daily=people_within(days), sums=False, mean=days == 1, scopes=people, order=10 + days,
                in_summary=days == 7,
            )
        )  # fmt: skip
    register(
        Figure(
            "writers", _("People who write"), "adoption", Unit.PEOPLE,
            help=_("How many said something, on a day in the middle of these."),
            daily=written.people_who_write, sums=False, mean=True, scopes=("house", "space"), order=45,
        )
    )  # fmt: skip
    for key, title, entries in (
        ("posts", _("Posts"), written.posts),
        ("answers", _("Comments and answers"), written.answers),
        ("messages", _("Chat messages"), written.messages),
    ):
        in_summary = key != "messages"
        daily = written.counted(entries)
        register(Figure(key, title, "adoption", Unit.COUNT, daily=daily, order=50, in_summary=in_summary))


def _dialogue() -> None:
    register(
        Figure(
            "first_reply", _("Time to the first answer"), "dialogue", Unit.HOURS,
            help=_("From a post or a question to the first answer by somebody else: the middle of them all."),
            of=written.first_reply, good=-1, order=10, in_summary=True,
        )
    )  # fmt: skip
    register(
        Figure(
            "unanswered", _("Without an answer"), "dialogue", Unit.COUNT,
            help=_("Posts and topics of these days to which nobody else has said anything."),
            of=written.unanswered, chart=Chart.BARS, good=-1, order=20, in_summary=True,
        )
    )  # fmt: skip
    register(
        Figure(
            "answered_share", _("Answered"), "health", Unit.SHARE,
            help=_("Of what was posted and asked, the share that somebody answered: talk, or announcements."),
            of=written.answered_share, chart=Chart.BARS, order=10,
        )
    )  # fmt: skip
    register(
        Figure(
            "across_places", _("Between places"), "health", Unit.SHARE,
            help=_("Of the answers among colleagues who say where they work, the share between different places."),
            of=written.across_places, chart=Chart.BARS, scopes=("house", "space"), order=20,
            points_in=Unit.SHARE,
        )
    )  # fmt: skip
    register(
        Figure(
            "across_ranks", _("With managers"), "health", Unit.SHARE,
            help=_("Of the answers among colleagues, the share between somebody and who they report to."),
            of=written.across_ranks, chart=Chart.BARS, scopes=("house", "space"), good=0, order=30,
            points_in=Unit.SHARE,
        )
    )  # fmt: skip
    register(
        Figure(
            "silent_spaces", _("Silent spaces"), "health", Unit.COUNT,
            help=_("Spaces in which nothing was said in these days."),
            of=written.silent_spaces, chart=Chart.BARS, scopes=("house",), good=-1, order=40,
        )
    )  # fmt: skip
