"""Load data of the private centre and of the queue: made as people make them, in every state."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from forum.models import Enquiry
from intranet.content.models import Entry
from intranet.moderation.models import Case, Flag, Lane

pytestmark = pytest.mark.django_db
FEW = {"people": 20, "customers": 20, "spaces": 6, "entries": 60, "events": 0, "no_index": True, "verbosity": 0}


@pytest.fixture
def made(capsys):
    call_command("synthesize", **FEW, enquiries=40, reports=12)


def test_threads_are_there_in_every_state_with_notes_that_customers_do_not_read(made, as_):
    found = Enquiry.objects.all()
    assert found.count() == 40
    assert {one.status for one in found} == set(Enquiry.Status.values)
    note = Entry.objects.filter(root__in=found.values("pk"), audience__startswith="side_").first()
    thread = Enquiry.objects.get(pk=note.root_id)
    page = as_(thread.customer).get(thread.get_absolute_url())
    assert page.status_code == 200
    assert note.body not in page.content.decode()


def test_reports_wait_in_the_queue_and_some_are_settled(made):
    assert Flag.objects.count() == 12
    assert {case.state for case in Case.objects.filter(sort="flag")} == set(Case.State.values)


def test_nobody_to_write_makes_nothing(db, capsys):
    call_command("synthesize", **{**FEW, "customers": 0, "entries": 0}, enquiries=5, reports=5)
    assert not Enquiry.objects.exists()
    assert not Flag.objects.exists()


def test_two_of_three_posts_in_lanes_came_out_and_the_third_waits(capsys):
    call_command("synthesize", **{**FEW, "customers": 0, "entries": 0}, lanes=9)
    assert Lane.objects.filter(sort=Lane.Sort.PRE_APPROVAL).exists()
    posts = Entry.objects.filter(kind="feeds.post")
    assert (posts.published().count(), posts.filter(state=Entry.State.HELD).count()) == (6, 3)
    assert Case.objects.filter(sort="lane", state=Case.State.OPEN).count() == 3
