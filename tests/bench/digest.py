"""What the digest of somebody costs who has left ten thousand things unread."""

from __future__ import annotations

import json
import shutil

from . import results
from .house import ROOT, _manage
from .size import sized

UNREAD = sized(10_000, 1_000)
_PICK = """
import json, time
from datetime import timedelta
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.notifications.digests.engine import pick
from intranet.spaces import actions as spaces
from intranet.spaces.models import Membership

writer, reader = User.objects.active().staff().order_by("pk")[:2]
made = [spaces.create_space(by=writer, name="Much %d" % n, visibility="closed") for n in range(10)]
moment = now()
for space in made:
    spaces.add_member(space, by=writer, person=reader)
Membership.objects.filter(person=reader).update(joined_at=moment - timedelta(days=90), seen_until=None)
Entry.objects.bulk_create(
    (Entry(kind="feeds.post", author=writer, space=made[n % 10], audience=made[n % 10].audience, in_feed=True,
           title="Post %d" % n, body_text="Words. " * 30, comments_count=n % 9,
           published_at=moment - timedelta(minutes=1 + n % 9000)) for n in range({unread})),
    batch_size=2000,
)
figures = {{}}
times = []
for number in range(5):
    person = User.objects.get(pk=reader.pk)
    at = time.process_time()
    items = pick(person, moment - timedelta(days=7), moment)
    times.append(1000 * (time.process_time() - at))
with CaptureQueriesContext(connection) as queries:
    pick(User.objects.get(pk=reader.pk), moment - timedelta(days=7), moment)
figures["a digest, median of five"] = sorted(times)[2]
figures["a digest, the slowest"] = max(times)
figures["queries"], figures["things in it"] = len(queries), len(items)
print("READY " + json.dumps(figures))
"""


def run() -> dict[str, float]:
    print(f"\nA digest of {UNREAD:,} unread things, CPU ms")
    folder = ROOT / "var" / "bench" / "digest"
    environment = {"PORTICO_DATA": str(folder), "PORTICO_MODE": "demo", "DJANGO_SETTINGS_MODULE": "intranet.settings"}
    shutil.rmtree(folder, ignore_errors=True)
    _manage(environment, "migrate", "-v0")
    _manage(environment, "synthesize", "--people", "60", "--spaces", "4", "--entries", "200", "--no-index")
    answer = _manage(environment, "shell", "-v0", "-c", _PICK.format(unread=UNREAD))
    line = next(line for line in answer.splitlines() if line.startswith("READY "))
    figures: dict[str, float] = json.loads(line.removeprefix("READY "))
    for name, figure in figures.items():
        print(f"{name:<32}{figure:>10.1f}")
    results.keep({"digest": figures["a digest, median of five"]})
    return figures
