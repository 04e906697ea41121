"""The scenario of docs/permissions.md about titles and tags of topics that others began."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from forum import actions
from forum.keeping.closing import close_topic
from forum.keeping.refiling import put_filing_back, refile_topic, refilings_of
from forum.models import Category, Topic
from intranet.moderation.sanctioning import sanction
from tests import factories
from tests.forum.centre_world import a_desk, a_thread

pytestmark = pytest.mark.django_db


def fresh(topic: Topic) -> Topic:
    return Topic.objects.with_place().get(pk=topic.pk)


def tries(topic: Topic, person, title: str) -> bool:
    try:
        return refile_topic(fresh(topic), by=person, title=title, tags=["Winter"])
    except PermissionDenied:
        return False


def test_180_titles_and_tags_of_others_by_who_keeps_order_and_in_public_by_who_is_trusted(
    porch, lab, author, colleague, outsider, moderator, admin, guest, customer, other_customer
):
    # The lab answers: Ben of the lab keeps order, Cleo of the staff does not.
    public = actions.make_category(porch, by=author, name="Terminals", team=lab)
    for_customers = actions.make_category(
        porch, by=author, name="Contracts", readers=Category.Readers.CUSTOMERS, team=lab
    )
    topic = actions.ask(public, by=customer, title="Help", body="x")
    narrower = actions.ask(for_customers, by=customer, title="Help", body="x")
    levels = {0: False, 1: False, 2: False, 3: True, 4: True}
    for level, may in levels.items():
        other_customer.trust = level
        other_customer.save(update_fields=["trust"])
        assert tries(topic, other_customer, f"By level {level}") is may
        assert not tries(narrower, other_customer, f"By level {level}")
    assert not tries(topic, guest, "By a guest")
    agency = factories.a_person("Gus Bell", kind="agency", access_until=now() + timedelta(days=9))
    assert not tries(topic, agency, "By an agency guest who was not invited here")
    customer.trust = 4
    assert not tries(topic, customer, "By who asked, who has Edit")
    assert tries(topic, outsider, "By the staff")
    assert not tries(narrower, outsider, "By the staff")
    for person in (colleague, moderator, admin):
        assert tries(topic, person, f"By {person.name}")
        assert tries(narrower, person, f"By {person.name}")

    change = refilings_of(topic).first()
    for person in (customer, other_customer, outsider):
        with pytest.raises(PermissionDenied):
            put_filing_back(fresh(topic), by=person, number=change.number)
    assert put_filing_back(fresh(topic), by=colleague, number=change.number)

    close_topic(fresh(topic), by=moderator)
    assert not tries(topic, other_customer, "Of a closed topic")
    assert not tries(topic, outsider, "Of a closed topic")
    assert tries(topic, colleague, "Of a closed topic, by who keeps order")
    open_one = actions.ask(public, by=customer, title="Help again", body="x")
    sanction(other_customer, "silence", by=moderator, reason="Enough", until=now() + timedelta(days=7))
    other_customer.refresh_from_db()
    assert not tries(open_one, other_customer, "By who is silenced")


def test_180_a_private_thread_has_no_title_that_others_change(lab, author, colleague, admin, customer, as_):
    a_desk(lab, by=author)
    thread = a_thread(customer)
    customer.trust = 4
    customer.save(update_fields=["trust"])
    for person in (customer, colleague, admin):
        for path in (f"/community/{thread.pk}/filing/", f"/community/{thread.pk}/filing/1/back/"):
            assert as_(person).post(path, {"title": "Another"}).status_code == 404
        assert "filing" not in as_(person).get(f"/entries/{thread.pk}/menu/").content.decode()
