"""Who gets what answer where it stands how the house grows: admins; the list of the week, those who keep order.

Behind it: Tess's colleague Ada was named, and Aldo has a list with one topic on it.
"""

from __future__ import annotations

from typing import Any

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.insights.models import Champion, WeekTask
from intranet.insights.week import links
from intranet.insights.week.choosing import week_of

FORMS: dict[str, dict[str, Any]] = {
    "insights:people": {"person": "@ben", "reason": "Cold rooms"},
    "insights:thresholds": {},
    "insights:week-wish": {"day": "0", "hour": "8"},
    "insights:week-tick": {"deed": ""},
    "insights:week-do": {},
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:champions": {"handle": "ben", "reason": "Cold rooms"},
    "api:set_thresholds": {"people": 4},
    "api:week_done": {"deed": ""},
    "api:week_by_mail": {"wanted": True},
}
IN_THE_API = {
    "insights:end-champion": "DELETE /insights/champions/{champion_id}",
    "insights:people": "POST /insights/champions",
    "insights:thresholds": "PUT /insights/maturity/thresholds",
    "insights:week-tick": "POST /insights/week/{task_id}/done",
    "insights:week-wish": "PUT /insights/week/by-mail",
}
BROWSERS_ONLY = {
    "insights:week-do": "By an address in a mail; programs do the same with the list.",
    "insights:week-stop": "By an address in a mail, for who is not signed in.",
}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "how the house grows is the admins'": (
        "           in    403      403      403      403       403       200   in       403",
        """
        GET insights:people
        GET insights:maturity
        GET insights:thresholds
        """,
    ),
    "and so is naming somebody": (
        "           in    403      403      403      403       403       302   in       403",
        "POST insights:people",
    ),
    "thresholds that were left empty": (
        "           in    403      403      403      403       403       422   in       403",
        "POST insights:thresholds",
    ),
    "what somebody is named for is ended by admins and by them": (
        "           in    403      403      403      403       403       302   in       302",
        "POST insights:end-champion",
    ),
    "the list of the week is for who keeps order": (
        "           in    403      403      403      403       200       200   in       403",
        "GET insights:week",
    ),
    "and so is wanting it by mail": (
        "           in    403      403      403      403       302       302   in       403",
        "POST insights:week-wish",
    ),
    "a line of it is its owner's": (
        "           in    404      404      404      404       404       302   in       404",
        "POST insights:week-tick",
    ),
    "an address from a mail, for whoever holds it and is nobody else": (
        "           200   403      403      403      403       403       200   200      403",
        """
        GET insights:week-do
        POST insights:week-do
        """,
    ),
    "ending the mails by their address": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET insights:week-stop
        POST insights:week-stop
        """,
    ),
    "how the house grows, for programs": (
        "           401   403      403      403      403       403       200   401      403",
        """
        GET api:insights_people
        GET api:champions
        GET api:insights_maturity
        PUT api:set_thresholds
        """,
    ),
    "naming somebody, for programs": (
        "           401   403      403      403      403       403       201   401      403",
        "POST api:champions",
    ),
    "what somebody is named for, for programs": (
        "           401   403      403      403      403       403       204   401      204",
        "DELETE api:end_champion",
    ),
    "the list of the week, for programs": (
        "           401   403      403      403      403       200       200   401      403",
        "GET api:insights_week",
    ),
    "wanting it by mail, for programs": (
        "           401   403      403      403      403       204       204   401      403",
        "PUT api:week_by_mail",
    ),
    "a line of it, for programs": (
        "           401   404      404      404      404       404       204   401      404",
        "POST api:week_done",
    ),
}
OPEN_TO_GUESTS = {
    "an address from a mail, for whoever holds it and is nobody else",
    "ending the mails by their address",
}


def furnish(*, author: User, admin: User) -> dict[str, Any]:
    named = Champion.objects.create(person=author, named_by=admin, reason="Fans")
    entry = Entry.objects.filter(state=Entry.State.PUBLISHED, audience="org").first() or Entry.objects.earliest("pk")
    task = WeekTask.objects.create(
        person=admin, week=week_of(now()), chore="unanswered", entry=entry, minutes=2, position=0
    )
    champion: dict[str, Any] = {"champion_id": named.pk}
    line: dict[str, Any] = {"task_id": task.pk}
    return {
        "insights:end-champion": champion,
        "api:end_champion": champion,
        "insights:week-tick": line,
        "api:week_done": line,
        "insights:week-do": {"word": links.deed_url(task, "take").rstrip("/").rpartition("/")[2]},
        "insights:week-stop": {"word": links.stop_url(admin).rstrip("/").rpartition("/")[2]},
    }
