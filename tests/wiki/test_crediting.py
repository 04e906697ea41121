"""Who has contributed to a page is named as they wish, at every moment."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from feeds.actions import publish_post
from ideas import actions as ideas
from intranet.accounts.actions import write_as
from intranet.content import actions as content
from intranet.content.credits import contributors_of
from intranet.content.models import Credit, Entry, Link
from intranet.flows.promoting.actions import promote
from intranet.flows.promoting.targets import TARGETS
from intranet.realtime.units import unit
from intranet.spaces.audiences import PUBLIC
from wiki import actions
from wiki.crediting.panel import contributors_to
from wiki.models import Contribution, Page, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(wiki, author) -> Page:
    """A page of the lab that everybody reads."""
    page = actions.create_page(wiki, by=author, title="Fans outside", body="They are loud.")
    actions.set_reading(page, by=author, reads=Page.Reads.PUBLIC)
    page = Page.objects.select_related("space").get(pk=page.pk)
    assert page.audience == PUBLIC
    return page


def credited(page, person, source=None) -> None:
    with unit():
        content.give_credit(page, person, source=source)


def seen(as_, page, person) -> str:
    return as_(person).get(page.get_absolute_url(), follow=True).content.decode()


def proposer_in(page, person) -> None:
    version = Version.objects.filter(page=page).latest("number")
    Contribution.objects.create(version=version, person=person, part=Contribution.Part.PROPOSER)


def test_a_customer_who_was_not_asked_yet_is_counted_and_not_named(as_, guest, public, customer, colleague):
    credited(public, customer)
    credited(public, colleague)
    page = seen(as_, public, guest)
    assert "1 customer without a name" in page
    assert "Ben Rossi" in page
    assert "Dora" not in page
    assert "Acme" not in page


@pytest.mark.parametrize(
    ("form", "shown", "not_shown"),
    [
        ("name", "Dora Neri", "without a name"),
        ("company", "Acme", "Dora"),
        ("anonymous", "1 customer without a name", "Dora"),
    ],
)
def test_a_wish_holds_from_the_next_request_on_also_on_what_is_kept(
    as_, guest, public, customer, form, shown, not_shown
):
    credited(public, customer)
    client = as_(guest)
    client.get(public.get_absolute_url(), follow=True)  # kept from now on
    content.choose_credit(by=customer, form=form)
    page = client.get(public.get_absolute_url(), follow=True).content.decode()
    assert shown in page
    assert not_shown not in page


def test_a_pseudonym_is_the_name_a_customer_has_outside(as_, guest, public, customer):
    write_as(customer, "Windmill", by=customer)
    content.choose_credit(by=customer, form="name")
    credited(public, customer)
    page = seen(as_, public, guest)
    assert "Windmill" in page
    assert "Dora" not in page


def test_who_withdraws_is_gone_from_the_page_its_history_and_its_feed_in_the_next_request(
    as_, guest, public, customer, other_customer
):
    content.choose_credit(by=customer, form="name")
    proposer_in(public, customer)
    credited(public, customer)
    client = as_(guest)
    history = reverse("wiki:history", args=[public.pk])
    assert "Dora Neri" in client.get(public.get_absolute_url(), follow=True).content.decode()
    assert "Dora Neri" in client.get(history, follow=True).content.decode()

    assert content.withdraw_credit(public, by=customer)
    assert not content.withdraw_credit(public, by=customer)
    for address in (public.get_absolute_url(), history, reverse("wiki:changes-atom")):
        page = client.get(address, follow=True).content.decode()
        assert "Dora" not in page, address
    assert "without a name" not in client.get(public.get_absolute_url(), follow=True).content.decode()

    assert content.take_back_withdrawal(public, by=customer)
    assert "Dora Neri" in client.get(public.get_absolute_url(), follow=True).content.decode()


def test_two_of_one_company_are_one_line(public, customer, acme):
    from tests import factories

    other = factories.a_customer("Dino Neri", handle="dino", company=acme)
    for person in (customer, other):
        content.choose_credit(by=person, form="company")
        credited(public, person)
    assert [one.label for one in contributors_of(public).named] == ["Acme"]


def test_an_accepted_proposer_stands_among_the_contributors(public, customer, author):
    content.choose_credit(by=customer, form="name")
    proposer_in(public, customer)
    assert [one.label for one in contributors_to(public).named] == ["Ada Bianchi", "Dora Neri"]


def test_who_has_no_words_in_a_page_withdraws_nothing(public, other_customer, colleague):
    with pytest.raises(PermissionDenied):
        content.withdraw_credit(public, by=other_customer)
    credited(public, colleague)
    with pytest.raises(PermissionDenied):
        content.withdraw_credit(public, by=colleague)


def test_what_is_no_way_of_being_named_is_refused(customer, author):
    with pytest.raises(ValidationError):
        content.choose_credit(by=customer, form="loudly")
    with pytest.raises(PermissionDenied):
        content.choose_credit(by=author, form="anonymous")


def test_who_withdrew_stays_withdrawn_when_more_words_are_taken_in(public, customer, page):
    credited(public, customer)
    content.withdraw_credit(public, by=customer)
    credited(public, customer, source=page)
    assert not contributors_of(public)


def test_a_customer_chooses_in_the_settings(as_, customer, public):
    credited(public, customer)
    client = as_(customer)
    settings = reverse("content:credits")
    assert "Fans outside" in client.get(settings).content.decode()
    assert client.post(settings, {"form": "loudly"}).status_code == 422
    assert client.post(settings, {"form": "company"}).status_code == 302
    customer.refresh_from_db()
    assert customer.credit_as == "company"
    assert client.post(reverse("content:withdraw-credit", args=[public.pk])).status_code == 302
    assert "Count me in again" in client.get(settings).content.decode()
    client.post(reverse("content:withdraw-credit", args=[public.pk]), {"back": "1"})
    assert not Credit.objects.exclude(withdrawn_at=None).exists()


def test_a_page_tells_where_it_comes_from_as_far_as_its_reader_may_know(as_, guest, public, page, author, colleague):
    with unit():
        content.link_entries(public, page, relation=Link.Relation.DOCUMENTS, by=author)
    assert "1 earlier step is private" in seen(as_, public, guest)
    assert page.title in seen(as_, public, colleague)
    content.delete_entry(Entry.objects.get(pk=page.pk), by=author)
    for reader in (guest, colleague):
        assert "1 source removed" in seen(as_, public, reader)
    assert "They are loud." in seen(as_, public, guest)


def test_the_way_of_a_page_is_told_from_the_first_with_the_state_each_step_has_now(lab, author, client):
    board = ideas.make_board(lab, by=author, name="Lab ideas")
    post = publish_post(by=author, body="They sleep too long.", audience=lab.audience)
    for_idea, for_page = TARGETS["idea"], TARGETS["page"]
    spot = for_idea.spot(author, f"board_{board.pk}")
    idea = promote([post], by=author, target=for_idea, spot=spot, title="Wake up sooner", words="x")
    spot = for_page.spot(author, f"space_{lab.pk}")
    page = promote([idea], by=author, target=for_page, spot=spot, title="Waking up", words="x")
    publish_post(by=author, body=f"It began with #{idea.pk} and became #{page.pk}.", audience=lab.audience)
    client.force_login(author)
    shown = client.get(page.get_absolute_url()).content.decode()
    way = shown[shown.index("Where this comes from") :]
    assert way.index("They sleep too long.") < way.index("Wake up sooner") < way.index('aria-current="step"')
    assert str(idea.status.label) in way
    beside = shown[shown.index('class="pointing"') :]
    assert "It began with Wake up sooner and became Waking up." in beside[: beside.index("</ul>")]
