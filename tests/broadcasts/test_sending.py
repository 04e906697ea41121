"""Sending a broadcast: who may, whom it comes to, in whose name."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate, now

from feeds.broadcasts.actions import name_broadcaster, name_delegate, publish_broadcast
from feeds.broadcasts.aims import Aim
from feeds.models import Broadcast, Reach
from intranet.accounts.models import Department
from intranet.content.models import Entry
from intranet.content.policies import can_comment
from intranet.notifications.models import Notification
from intranet.spaces import actions as space_actions
from intranet.spaces.audiences import CUSTOMERS, ORG
from intranet.spaces.models import Space
from tests import factories


def reached(broadcast: Broadcast) -> set[str]:
    return set(Reach.objects.filter(broadcast=broadcast).values_list("person__handle", flat=True))


def test_a_broadcast_to_a_space_comes_to_its_members_and_is_told_to_them(to_lab, colleague, outsider):
    assert reached(to_lab) == {"ben"}
    assert list(Notification.objects.filter(entry=to_lab).values_list("recipient", flat=True)) == [colleague.pk]
    assert Entry.objects.visible_to(colleague).filter(pk=to_lab.pk).exists()
    assert not Entry.objects.visible_to(outsider).filter(pk=to_lab.pk).exists()


def test_nobody_replies_not_even_who_sent_it(to_lab, author, colleague):
    for person in (author, colleague):
        assert not can_comment(person, to_lab)


@pytest.mark.parametrize("sender", ["colleague", "outsider", "moderator", "customer"])
def test_whoever_has_no_right_sends_nothing(sender, request, author, lab, colleague):
    person = request.getfixturevalue(sender)
    for aim in (Aim(ORG), Aim(spaces=[lab]), Aim(people=[colleague])):
        with pytest.raises(PermissionDenied):
            publish_broadcast(by=person, title="x", body="x", aim=aim)
    assert not Broadcast.objects.exists()


def test_an_owner_sends_to_the_own_space_and_no_further(author, lab, outsider):
    for aim in (Aim(ORG), Aim(spaces=[lab], people=[outsider]), Aim(CUSTOMERS)):
        with pytest.raises(PermissionDenied):
            publish_broadcast(by=author, title="x", body="x", aim=aim)


def test_who_is_named_for_a_space_sends_there_and_who_is_named_for_the_house_to_all(
    send, author, admin, colleague, outsider, lab, moderator
):
    name_broadcaster(colleague, by=author, space=lab)
    assert reached(send(colleague, Aim(spaces=[lab]))) == {"ada"}
    with pytest.raises(PermissionDenied):
        publish_broadcast(by=colleague, title="x", body="x", aim=Aim(ORG))
    with pytest.raises(PermissionDenied):
        name_broadcaster(outsider, by=author)
    name_broadcaster(outsider, by=admin)
    assert reached(send(outsider, Aim(ORG))) == {"ada", "ben", "mara", "aldo"}


def test_parts_are_taken_together_and_nobody_is_counted_twice(send, admin, lab, acme, customer, outsider, colleague):
    sales = Department.objects.create(name="Sales")
    outsider.department = sales
    outsider.save()
    factories.a_person("Lia Turin", handle="lia", location="Torino")
    factories.a_person("Nils Nurse", handle="nils", job_title="Head nurse")
    factories.a_customer("Not Here", handle="not-here", location="Torino", job_title="Nurse")
    aim = Aim(
        spaces=[lab], departments=[sales], companies=[acme], places=["torino"], roles=["Nurse"], people=[colleague]
    )
    made = send(admin, aim)
    assert reached(made) == {"ada", "ben", "cleo", "dora", "lia", "nils"}
    labels = {one.label: one.people.count() for one in aim.slices()}
    assert labels == {"Lab": 2, "Sales": 1, "Acme": 1, "torino": 1, "Nurse": 1, "Named one by one": 1}
    for handle in ("lia", "nils", "dora", "aldo"):
        person = type(admin).objects.get(handle=handle)
        assert Entry.objects.visible_to(person).filter(pk=made.pk).exists(), handle
    stranger = type(admin).objects.get(handle="not-here")
    assert not Entry.objects.visible_to(stranger).filter(pk=made.pk).exists()


def test_a_place_that_means_every_place_is_none(admin, colleague):
    with pytest.raises(ValidationError):
        publish_broadcast(by=admin, title="x", body="x", aim=Aim(places=["%"], people=[colleague]))


def test_pressing_twice_sends_once(author, lab):
    key = uuid.uuid4()
    two = [publish_broadcast(by=author, title="x", body="x", aim=Aim(spaces=[lab]), client_id=key) for _ in range(2)]
    assert two[0].pk == two[1].pk


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"must_acknowledge": True, "acknowledge_by": localdate() - timedelta(days=2)}, "acknowledge_by"),
        ({"expires_at": now() - timedelta(hours=1)}, "expires_at"),
        ({"late_joiners": "perhaps"}, "late_joiners"),
        ({"goal": "x" * 1001}, "goal"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(author, lab, said, field):
    with pytest.raises(ValidationError) as refused:
        publish_broadcast(**{"by": author, "title": "x", "body": "x", "aim": Aim(spaces=[lab]), **said})
    assert field in refused.value.message_dict
    assert not Broadcast.objects.exists()


def test_a_broadcast_to_nobody_is_refused(author):
    empty = factories.a_space("Empty", owner=author, visibility="closed")
    with pytest.raises(ValidationError):
        publish_broadcast(by=author, title="x", body="x", aim=Aim(spaces=[empty]))


def test_another_ones_name_is_written_only_by_whom_they_named_and_the_byline_says_both(
    send, admin, author, lab, colleague, outsider, as_
):
    with pytest.raises(PermissionDenied):
        publish_broadcast(by=admin, title="x", body="x", aim=Aim(ORG), signed_by=author)
    name_delegate(admin, by=author)
    made = send(admin, Aim(ORG), signed_by=author)
    assert reached(made) == {"ben", "cleo"}
    for reader in (colleague, outsider, author):
        page = as_(reader).get(made.get_absolute_url()).content.decode()
        assert "Ada Bianchi, written by Aldo Greco" in page


def test_a_lane_holds_a_broadcast_until_it_is_let_out_and_then_it_comes_to_all(author, lab, colleague, run_jobs):
    from intranet.moderation.lanes.actions import set_lane
    from intranet.moderation.models import Case

    space_actions.change_role(lab, by=author, person=colleague, role="moderator")
    set_lane(Space.objects.get(pk=lab.pk), "inside", by=author, sort="pre_approval", approvals=1)
    made = publish_broadcast(by=author, title="Slowly", body="x", aim=Aim(spaces=[lab]))
    run_jobs()
    assert made.is_held
    assert not Reach.objects.exists()
    assert Case.objects.filter(sort="lane", entry=made.pk).exists()


def test_an_archived_company_is_offered_to_nobody_and_refused_by_every_road(admin, as_, customer, acme):
    assert acme.name in as_(admin).get("/broadcasts/new/").content.decode()
    acme.archived_at = now()
    acme.save()
    assert acme.name not in as_(admin).get("/broadcasts/new/").content.decode()
    with pytest.raises(ValidationError, match="archived"):
        publish_broadcast(by=admin, title="x", body="x", aim=Aim(companies=[acme]))
    said = {"title": "x", "body": "x", "to": {"companies": [acme.pk]}}
    assert as_(admin).post("/api/v1/broadcasts", said, content_type="application/json").status_code == 422
    assert not Broadcast.objects.exists()
