"""What an activity that concerns 1,000 people costs: whoever does it, and the job that tells them."""

from __future__ import annotations

import json
import shutil

from . import results
from .house import ROOT, _manage
from .size import sized

MEMBERS = sized(1_000, 100)
_TELL = """
import json, time
from django.db import connection
from django.test.utils import CaptureQueriesContext
from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.core.models import SiteSettings
from intranet.notifications import actions, channels
from intranet.spaces import actions as spaces
from intranet.spaces.models import Membership

channels.register(channels.Channel("mail", "Mail", lambda person, rows: None, waits=channels.grace))
SiteSettings.objects.update_or_create(pk=1, defaults={{"team_mention_most": 5000}})
owner, *people = list(User.objects.active().staff().order_by("pk")[:{members} + 1])
space = spaces.create_space(by=owner, name="Everybody", visibility="closed")
Membership.objects.bulk_create([Membership(space=space, person=person) for person in people], batch_size=200)
type(space).objects.filter(pk=space.pk).update(members_count=len(people) + 1)
figures = {{}}
for number in range(4):
    body = "Hello." if number == 0 else "@everybody, number %d." % number
    at = time.process_time()
    post = publish_post(by=owner, space=space, body=body)
    name = "publishing, nobody concerned" if number == 0 else "publishing, all concerned"
    figures[name] = 1000 * (time.process_time() - at)
    activity = Activity.objects.get(subject=post.key, verb="feeds.post.published")
    with CaptureQueriesContext(connection) as queries:
        at = time.process_time()
        told = actions.notify_people_of(activity)
    if number:
        figures["telling, the job"] = 1000 * (time.process_time() - at)
        figures["people told"], figures["queries of the job"] = told, len(queries)
print("READY " + json.dumps(figures))
"""


def run() -> dict[str, float]:
    print(f"\nTelling {MEMBERS:,} people, CPU ms")
    folder = ROOT / "var" / "bench" / "telling"
    environment = {"PORTICO_DATA": str(folder), "PORTICO_MODE": "demo", "DJANGO_SETTINGS_MODULE": "intranet.settings"}
    shutil.rmtree(folder, ignore_errors=True)
    _manage(environment, "migrate", "-v0")
    _manage(environment, "synthesize", "--people", str(MEMBERS + 200), "--spaces", "4", "--entries", "50", "--no-index")
    answer = _manage(environment, "shell", "-v0", "-c", _TELL.format(members=MEMBERS))
    line = next(line for line in answer.splitlines() if line.startswith("READY "))
    figures: dict[str, float] = json.loads(line.removeprefix("READY "))
    for name, figure in figures.items():
        print(f"{name:<32}{figure:>10.1f}")
    results.keep({"telling.act": figures["publishing, all concerned"], "telling.job": figures["telling, the job"]})
    return figures
