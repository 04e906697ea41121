"""Pages and programs: counting heads before sending, what stands on top, lists that cost the same."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from feeds.broadcasts import listing
from feeds.broadcasts.actions import acknowledge, name_delegate, publish_broadcast
from feeds.broadcasts.aims import Aim
from feeds.models import Broadcast, Reach
from intranet.accounts.models import Department, User
from intranet.spaces.actions import add_member, remove_member
from intranet.spaces.audiences import CUSTOMERS, ORG
from tests import factories


def checked_in(page: str) -> str:
    found = re.search(r'name="checked" value="([0-9a-f]*)"', page)
    assert found is not None
    return found[1]


def test_one_sees_to_how_many_it_goes_before_it_is_sent(as_, admin, lab, colleague, author, outsider):
    sales = Department.objects.create(name="Sales")
    outsider.department = sales
    outsider.save()
    client = as_(admin)
    said = {"audience": "chosen", "departments": [sales.pk], "people": "@ben", "title": "Keys", "body": "At the desk."}
    first = client.post("/broadcasts/new/", said | {"send": "1"})
    page = first.content.decode()
    assert (first.status_code, Broadcast.objects.count()) == (200, 0)
    assert "This goes to 2 people." in page
    assert "Send to 2 people" in page
    assert "At the desk." in page
    # Somebody else is named meanwhile: it is counted again.
    again = client.post("/broadcasts/new/", said | {"people": "@ben, @ada", "send": "1", "checked": checked_in(page)})
    assert "Send to 3 people" in again.content.decode()
    sent = client.post("/broadcasts/new/", said | {"send": "1", "checked": checked_in(page)})
    made = Broadcast.objects.get()
    assert sent["Location"] == f"/broadcasts/{made.pk}/reach/"
    assert made.title == "Keys"


def test_who_owns_a_space_is_offered_that_space_and_nothing_else(as_, author, lab, plaza):
    page = as_(author).get("/broadcasts/new/").content.decode()
    assert 'name="spaces"' in page
    assert 'name="audience"' not in page
    assert 'name="departments"' not in page


def test_what_was_typed_stays_where_something_is_missing(as_, admin, colleague):
    answer = as_(admin).post("/broadcasts/new/", {"audience": "chosen", "title": "Keys", "body": "Long words."})
    assert answer.status_code == 422
    assert "Long words." in answer.content.decode()
    assert "Say whom it is for." in answer.content.decode()


def test_customers_among_those_it_goes_to_are_named_as_such(as_, admin, customer, other_customer):
    said = {"audience": "customers", "title": "Hours", "body": "Shut on Friday."}
    page = as_(admin).post("/broadcasts/new/", said).content.decode()
    assert "2 of them are customers." in page


def test_it_stays_on_top_of_home_until_it_was_seen(send, admin, colleague, outsider, as_):
    made = send(admin, Aim(people=[colleague]), stays_until_seen=True)
    assert "broadcast-top" in as_(colleague).get("/").content.decode()
    assert "broadcast-top" not in as_(outsider).get("/").content.decode()
    as_(colleague).get(made.get_absolute_url())
    assert "broadcast-top" not in as_(colleague).get("/").content.decode()


def test_what_is_to_be_acknowledged_stays_on_top_until_it_is_or_expires(send, admin, colleague, outsider, as_):
    made = send(admin, Aim(people=[colleague, outsider]), must_acknowledge=True)
    as_(colleague).get(made.get_absolute_url())
    assert "Read and acknowledge" in as_(colleague).get("/").content.decode()
    acknowledge(made, by=colleague)
    assert "Read and acknowledge" not in as_(colleague).get("/").content.decode()
    assert "Read and acknowledge" in as_(outsider).get("/").content.decode()
    Broadcast.objects.filter(pk=made.pk).update(expires_at=now())
    assert "Read and acknowledge" not in as_(outsider).get("/").content.decode()


def test_what_is_to_be_acknowledged_is_pushed_out_by_nothing_newer_and_nothing_ended(send, admin, colleague, as_):
    """However many newer ones stay on top until seen, and however many nobody acknowledged before they ended."""
    asked = send(admin, Aim(people=[colleague]), title="Sign the fire drill", must_acknowledge=True)
    ended = []
    for number in range(30):
        aim = Aim(people=[colleague])
        newer = publish_broadcast(by=admin, aim=aim, title=f"Newer {number}", body="Look.", stays_until_seen=True)
        over = publish_broadcast(by=admin, aim=aim, title=f"Ended {number}", body="Sign.", must_acknowledge=True)
        Reach.objects.bulk_create(Reach(broadcast=one, person=colleague) for one in (newer, over))
        ended.append(over.pk)
    Broadcast.objects.filter(pk__in=ended).update(expires_at=now() - timedelta(days=1))
    told = listing.on_top_for(User.objects.get(pk=colleague.pk))
    assert told["rows"][0]["entry"] == asked.pk
    assert {row["entry"] for row in told["rows"]} & set(ended) == set()
    assert "Sign the fire drill" in as_(colleague).get("/").text


def test_what_one_does_not_read_any_more_is_not_on_top(send, author, lab, colleague, as_):
    send(author, Aim(spaces=[lab]), must_acknowledge=True)
    assert "broadcast-top" in as_(colleague).get("/").content.decode()
    remove_member(lab, by=author, person=colleague)
    assert "broadcast-top" not in as_(colleague).get("/").content.decode()


def test_home_costs_no_question_more_with_something_on_top(
    send, admin, author, colleague, lab, as_, settings_stay_read
):
    client = as_(colleague)
    made = send(author, Aim(spaces=[lab]), must_acknowledge=True)
    costs = []
    for _step in range(2):
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        costs.append(len(asked))
        acknowledge(made, by=colleague)
    assert costs[0] == costs[1]


@pytest.mark.parametrize("show", ["", "waiting", "sent"])
def test_lists_cost_the_same_for_few_and_many(send, admin, colleague, as_, queries_stay_flat, show):
    client = as_(admin if show == "sent" else colleague)
    queries_stay_flat(
        lambda: client.get("/broadcasts/", {"show": show}),
        lambda: send(admin, Aim(people=[colleague]), must_acknowledge=True),
    )


def test_a_customer_has_what_came_to_them_and_nothing_of_others(
    send, admin, colleague, customer, other_customer, acme, as_
):
    send(admin, Aim(companies=[acme]), title="For Acme", must_acknowledge=True)
    send(admin, Aim(CUSTOMERS), title="For all customers")
    send(admin, Aim(ORG), title="For staff")
    page = as_(customer).get("/broadcasts/").content.decode()
    assert "For Acme" in page
    assert "For all customers" in page
    assert "For staff" not in page
    other = as_(other_customer).get("/broadcasts/").content.decode()
    assert "For Acme" not in other
    assert as_(other_customer).get(f"/broadcasts/{Broadcast.objects.get(title='For Acme').pk}/").status_code == 404


def test_without_scripts_one_acknowledges_on_a_page_that_shows_the_text(to_lab, colleague, as_):
    client, url = as_(colleague), f"/broadcasts/{to_lab.pk}/acknowledge/"
    assert "From eight to ten." in client.get(url).content.decode()
    assert client.post(url, {"version": "7"}).status_code == 422
    assert client.post(url, {"version": "1"})["Location"] == to_lab.get_absolute_url()
    assert Reach.objects.get(broadcast=to_lab, person=colleague).version == 1


def test_the_card_is_kept_for_all_and_each_sees_their_own_part(to_lab, author, colleague, as_):
    acknowledge(to_lab, by=colleague)
    third = factories.a_person("Third")
    add_member(to_lab.space, by=author, person=third)
    Reach.objects.create(broadcast=to_lab, person=third)
    for _time in range(2):
        assert "You acknowledged this on" in as_(colleague).get(to_lab.get_absolute_url()).content.decode()
        page = as_(third).get(to_lab.get_absolute_url()).content.decode()
        assert "You acknowledged this on" not in page
        assert "data-acknowledge" in page
        assert "data-acknowledge" not in as_(author).get(to_lab.get_absolute_url()).content.decode()


def test_who_writes_for_somebody_says_so_in_every_list(send, admin, author, colleague, as_):
    name_delegate(admin, by=author)
    send(admin, Aim(people=[colleague]), signed_by=author, stays_until_seen=True)
    for path in ("/", "/broadcasts/"):
        assert "Ada Bianchi, written by Aldo Greco" in as_(colleague).get(path).content.decode(), path


def test_rights_are_named_and_taken_back_on_one_page(as_, admin, author, colleague, lab):
    client = as_(author)
    assert client.post("/broadcasts/rights/", {"of-person": "@ben", "of-space": lab.pk, "name": "1"}).status_code == 302
    page = client.get("/broadcasts/rights/").content.decode()
    assert "Ben Rossi" in page
    removed = re.search(r"/broadcasts/rights/(\d+)/remove/", page)
    assert removed is not None
    assert as_(colleague).post(removed[0]).status_code == 403
    assert client.post(removed[0]).status_code == 302
    assert "Ben Rossi" not in client.get("/broadcasts/rights/").content.decode()
