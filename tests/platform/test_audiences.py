"""Who may see a thing: the one rule, asked forwards and backwards, for everybody in the cast."""

from __future__ import annotations

import pytest

from intranet.accounts.models import CompanyAssignment
from intranet.spaces import actions
from intranet.spaces.audiences import (
    audiences_of,
    feed_audiences_of,
    forget,
    people_in,
    seen_by_customers,
    spaces_joined,
    spaces_moderated,
)
from intranet.spaces.models import Circle, Space
from tests import factories

CAST = ["author", "colleague", "outsider", "customer", "other_customer", "moderator", "admin", "deactivated"]


@pytest.fixture
def everyone(request, db):
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.fixture
def places(lab, plaza, porch, vault):
    return {"lab": lab, "plaza": plaza, "porch": porch, "vault": vault}


@pytest.mark.parametrize(
    ("who", "held"),
    [
        ("author", {"lab", "plaza", "porch", "vault"}),
        ("colleague", {"lab", "plaza", "porch"}),
        ("outsider", {"plaza", "porch"}),
        ("customer", {"porch"}),
        ("other_customer", {"porch"}),
        ("moderator", {"plaza", "porch"}),
        ("admin", {"plaza", "porch"}),
        ("deactivated", set()),
        ("guest", {"porch"}),
    ],
)
def test_each_of_the_cast_holds_the_spaces_they_may_read(who, held, places, request):
    viewer = request.getfixturevalue(who)
    found = {name for name, space in places.items() if space.audience in audiences_of(viewer)}
    assert found == held


def test_asking_who_holds_an_audience_agrees_with_asking_what_each_holds(everyone, places, acme, borealis, moderator):
    CompanyAssignment.objects.create(company=acme, person=moderator)
    circle = Circle.objects.create(name="Acme and the lab", made_by=everyone["author"])
    circle.companies.add(acme)
    circle.spaces.add(places["lab"])
    audiences = ["public", "customers", "org", acme.audience, borealis.audience, circle.audience]
    audiences += [space.audience for space in places.values()] + [person.audience for person in everyone.values()]
    for audience in audiences:
        forwards = {name for name, person in everyone.items() if audience in audiences_of(person)}
        holders = set(people_in(audience).values_list("pk", flat=True))
        assert forwards == {name for name, person in everyone.items() if person.pk in holders}, audience


def test_customers_of_two_companies_share_nothing_but_the_porch_and_what_is_for_all_customers(
    customer, other_customer, porch, lab
):
    shared = audiences_of(customer) & audiences_of(other_customer)
    assert shared == {"public", "customers", porch.audience}


def test_staff_facing_a_company_hold_its_audience_and_others_do_not(author, outsider, acme):
    CompanyAssignment.objects.create(company=acme, person=author)
    assert acme.audience in audiences_of(author)
    assert acme.audience not in audiences_of(outsider)


def test_a_space_that_closes_is_lost_to_those_outside_it_at_once(author, outsider, plaza):
    assert plaza.audience in audiences_of(outsider)
    actions.change_space(plaza, by=author, visibility=Space.Visibility.CLOSED)
    forget(outsider)
    assert plaza.audience not in audiences_of(outsider)


def test_the_home_feed_of_staff_leaves_out_open_spaces_they_have_not_joined(outsider, plaza, author):
    assert plaza.audience in audiences_of(outsider)
    assert plaza.audience not in feed_audiences_of(outsider)
    actions.join_space(plaza, by=outsider)
    assert plaza.audience in feed_audiences_of(outsider)


def test_moderators_of_the_site_keep_order_in_communities_and_nowhere_they_do_not_belong(moderator, porch, lab, plaza):
    assert spaces_moderated(moderator) == {porch.pk}
    assert spaces_joined(moderator) == frozenset()


def test_asking_for_the_audiences_again_costs_no_query(author, lab, django_assert_num_queries):
    audiences_of(author)
    with django_assert_num_queries(0):
        audiences_of(author)
        feed_audiences_of(author)
        spaces_joined(author)


def test_audiences_cost_the_same_for_one_space_and_for_many(author, queries_stay_flat):
    def visit():
        forget(author)
        audiences_of(author)

    queries_stay_flat(visit, lambda: factories.a_space(owner=author))


@pytest.mark.parametrize("nonsense", ["", "space_", "space_x", "space_999999", "user_0", "tribe_1", "space-1", "org_1"])
def test_an_audience_that_is_none_belongs_to_nobody(nonsense, author):
    assert not people_in(nonsense).exists()


def test_what_the_street_can_read_is_marked():
    assert seen_by_customers("public")
    assert seen_by_customers("company_4")
    assert seen_by_customers("space_1", visibility="community")
    assert not seen_by_customers("space_1", visibility="open")
    assert not seen_by_customers("org")
