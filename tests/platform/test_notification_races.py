"""Two workers at once, each with a connection of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.activity.models import Activity
from intranet.jobs.testing import drain
from intranet.notifications import actions, channels, sending
from intranet.notifications.channels import Channel
from intranet.notifications.models import Delivery, Notification
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks):
    """Run them in threads that begin together."""
    together = Barrier(len(tasks))

    def run(task):
        try:
            together.wait()
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(run, task) for task in tasks]]


@pytest.fixture
def sent():
    found: list[int] = []
    before = channels.find("mail")
    channels.register(Channel("mail", "Mail", lambda person, rows: found.append(len(rows)), waits=channels.grace))
    yield found
    channels.unregister("mail")
    if before is not None:
        channels.register(before)


@pytest.fixture
def named(sent):
    ada = factories.a_person("Ada Bianchi", handle="ada")
    ben = factories.a_person("Ben Rossi", handle="ben")
    lab = factories.a_space("Lab", owner=ada, members=(ben,), visibility="closed")
    drain()
    Notification.objects.all().delete()
    return ada, ben, publish_post(by=ada, space=lab, body="Well, @ben?")


def test_two_workers_that_take_the_same_parcel_send_it_once(named, sent):
    drain()
    Delivery.objects.update(due_at=now())
    (parcel,) = sending.due_parcels(now(), 10)
    assert sorted(at_once(*[lambda: sending.send(parcel)] * 3)) == ["sent", "taken", "taken"]
    assert sent == [1]


def test_two_jobs_for_the_same_activity_tell_each_person_once(named, sent):
    _ada, ben, post = named
    activity = Activity.objects.get(subject=post.key)
    at_once(*[lambda: actions.notify_people_of(activity)] * 3)
    assert Notification.objects.of(ben).count() == 1
    assert Delivery.objects.count() == 1
