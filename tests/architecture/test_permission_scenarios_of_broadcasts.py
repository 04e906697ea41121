"""The scenarios of docs/permissions.md about broadcasts."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from feeds.broadcasts.actions import acknowledge, name_broadcaster, name_delegate, publish_broadcast
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.delivering import deliver
from feeds.models import Broadcast, Reach
from intranet.content.models import Entry
from intranet.content.policies import can_comment
from intranet.spaces.audiences import ORG


def sent(by, aim, **said) -> Broadcast:
    made = publish_broadcast(**{"by": by, "aim": aim, "title": "Keys", "body": "At the desk.", **said})
    deliver(made)
    return Broadcast.objects.get(pk=made.pk)


def test_151_broadcasts_are_sent_where_one_has_the_right_and_nowhere_else(author, admin, colleague, outsider, lab):
    sent(author, Aim(spaces=[lab]))
    for person, aim in ((author, Aim(ORG)), (colleague, Aim(spaces=[lab])), (outsider, Aim(people=[colleague]))):
        with pytest.raises(PermissionDenied):
            sent(person, aim)
    name_broadcaster(colleague, by=author, space=lab)
    sent(colleague, Aim(spaces=[lab]))
    with pytest.raises(PermissionDenied):
        name_broadcaster(outsider, by=author)
    sent(admin, Aim(ORG))


def test_152_a_broadcast_is_read_by_those_it_is_for_and_nobody_replies(admin, colleague, outsider, customer, as_):
    made = sent(admin, Aim(people=[colleague]))
    assert as_(colleague).get(made.get_absolute_url()).status_code == 200
    for person in (outsider, customer):
        assert as_(person).get(made.get_absolute_url()).status_code == 404
    for person in (admin, colleague):
        assert not can_comment(person, made)


def test_153_what_customers_write_of_themselves_lets_them_into_no_broadcast(admin, colleague, customer, as_):
    colleague.location = customer.location = "Torino"
    colleague.save()
    customer.save()
    made = sent(admin, Aim(places=["Torino"]))
    assert set(Reach.objects.filter(broadcast=made).values_list("person", flat=True)) == {colleague.pk}
    assert not Entry.objects.visible_to(customer).filter(pk=made.pk).exists()
    assert as_(customer).get(made.get_absolute_url()).status_code == 404


def test_154_in_another_ones_name_writes_only_whom_they_named_and_both_are_shown(admin, author, colleague, as_):
    with pytest.raises(PermissionDenied):
        sent(admin, Aim(ORG), signed_by=author)
    name_delegate(admin, by=author)
    made = sent(admin, Aim(ORG), signed_by=author)
    assert "Ada Bianchi, written by Aldo Greco" in as_(colleague).get(made.get_absolute_url()).content.decode()


def test_155_whom_a_broadcast_reached_is_told_to_who_sent_it_and_not_to_its_readers(author, admin, colleague, lab, as_):
    made = sent(author, Aim(spaces=[lab]), must_acknowledge=True)
    acknowledge(made, by=colleague)
    answers = {who: as_(who).get(f"/broadcasts/{made.pk}/reach.csv").status_code for who in (author, colleague, admin)}
    assert answers == {author: 200, colleague: 403, admin: 404}
