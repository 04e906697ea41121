"""Who writes under another name is called by it wherever others read; the own firm and the staff know who it is."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.actions import publish_post
from intranet.accounts import personal_data
from intranet.accounts.actions import change_profile, write_as
from intranet.accounts.models import User
from intranet.content.actions import edit_entry
from intranet.content.models import Entry, Revision
from intranet.conversation.actions import add_comment
from intranet.realtime.models import Frame
from intranet.search.queries import search
from tests import factories


@pytest.fixture
def asked(porch, author, customer):
    """Dora has commented on the porch, and Ada has named her there, twice over."""
    post = publish_post(by=author, title="Fans", body="Ask away.", space=porch)
    add_comment(post, by=customer, body="How do I clean them?")
    named = add_comment(post, by=author, body=f"With a brush, @{customer.handle}.")
    edit_entry(named, by=author, body=f"With a soft brush, @{customer.handle}, and see /people/{customer.handle}/.")
    return post


def words_of(answer) -> str:
    return answer.content.decode()


def test_who_reads_from_outside_meets_the_pseudonym_on_every_road(
    asked, customer, other_customer, as_, client, run_jobs
):
    assert customer.name.split()[0] in words_of(client.get(asked.get_absolute_url()))
    write_as(customer, "Gufo Notturno", by=customer)
    run_jobs()
    other = as_(other_customer)
    pages = [
        words_of(client.get(asked.get_absolute_url())),
        words_of(other.get(asked.get_absolute_url())),
        words_of(other.get(f"/api/v1/entries/{asked.pk}/comments")),
        words_of(other.get("/search/?q=brush")),
        words_of(client.get("/feed.atom")),
    ]
    assert "Gufo Notturno" in pages[0]
    assert "Gufo Notturno" in pages[1]
    for page in pages:
        assert customer.real_name not in page
        assert "@dora" not in page


def test_what_is_said_again_to_a_socket_that_comes_back_names_nobody_by_the_real_name(asked, customer, run_jobs):
    before, real = customer.handle, customer.name
    assert any(real in json.dumps(frame.payload) for frame in Frame.objects.all())
    write_as(customer, "Gufo Notturno", by=customer)
    run_jobs()
    said = [json.dumps(frame.payload) for frame in Frame.objects.all()]
    assert not any(real in text or f"/people/{before}/" in text for text in said)


def test_the_handle_goes_with_the_name_in_texts_and_in_what_they_were_before(asked, customer, run_jobs):
    before = customer.handle
    write_as(customer, "Gufo Notturno", by=customer)
    run_jobs()
    texts = [*Entry.objects.values_list("body", flat=True), *Revision.objects.values_list("body", flat=True)]
    assert any("@gufo-notturno" in text for text in texts)
    assert not any(f"@{before}" in text for text in texts)
    assert not Entry.objects.filter(body_html__contains=f'/people/{before}/"').exists()


def test_the_old_address_of_the_page_leads_nowhere(asked, customer, other_customer, as_):
    before = customer.get_absolute_url()
    write_as(customer, "Gufo Notturno", by=customer)
    assert as_(other_customer).get(before).status_code == 404
    page = words_of(as_(other_customer).get(customer.get_absolute_url()))
    assert "Gufo Notturno" in page
    assert customer.real_name not in page


def test_the_staff_and_the_own_firm_see_who_it_is_and_find_them_by_either_name(
    customer, author, acme, other_customer, as_
):
    mate = factories.a_customer("Gia Moro", company=acme)
    real = customer.name
    write_as(customer, "Gufo Notturno", by=customer)
    for reader in (author, mate):
        assert f"Real name: {real}" in words_of(as_(reader).get(customer.get_absolute_url()))
        found = words_of(as_(reader).get("/people/", {"q": real.split()[-1]}))
        assert "Gufo Notturno" in found
    assert "Gufo Notturno" not in words_of(as_(other_customer).get("/people/", {"q": real.split()[-1]}))


def test_search_finds_what_they_wrote_by_the_pseudonym_alone(asked, customer, other_customer, run_jobs):
    surname = customer.name.split()[-1]
    run_jobs()
    assert search(other_customer, surname).total
    write_as(customer, "Gufo Notturno", by=customer)
    run_jobs()
    assert search(other_customer, "Notturno").total
    assert not search(other_customer, surname).total


def test_the_real_name_comes_back_and_can_be_put_right_meanwhile(customer):
    write_as(customer, "Gufo Notturno", by=customer)
    change_profile(customer, by=customer, name="Dora Verdi")
    assert (customer.name, customer.full_name) == ("Gufo Notturno", "Dora Verdi")
    assert write_as(customer, "", by=customer)
    assert (customer.name, customer.real_name, customer.pseudonym) == ("Dora Verdi", "", "")
    assert customer.handle == "dora-verdi"
    assert not write_as(customer, "", by=customer)


def test_another_pseudonym_forgets_none_of_the_real_name(customer):
    real = customer.name
    write_as(customer, "Gufo Notturno", by=customer)
    write_as(customer, "Civetta", by=customer)
    customer.refresh_from_db()
    assert (customer.name, customer.full_name) == ("Civetta", real)


@pytest.mark.parametrize("wanted", ["Ada Bianchi", "ADA BlANCHI", "Support", "Portico", "a\u202eb", "<b>x</b>"])
def test_nobody_takes_the_name_of_the_staff_or_of_the_house(customer, author, wanted):
    with pytest.raises(ValidationError):
        write_as(customer, wanted, by=customer)


def test_a_pseudonym_is_one_persons(customer, other_customer):
    write_as(customer, "Gufo Notturno", by=customer)
    with pytest.raises(ValidationError):
        write_as(other_customer, "gufo notturno", by=other_customer)


def test_it_is_nobody_elses_and_no_staffs_to_choose(customer, other_customer, author, admin):
    for by, person in ((other_customer, customer), (admin, customer), (author, author)):
        with pytest.raises(PermissionDenied):
            write_as(person, "Gufo", by=by)


def test_the_settings_of_customers_stand_in_the_street(customer, as_):
    client = as_(customer)
    page = words_of(client.get("/settings/account/"))
    assert 'class="street"' in page
    client.post("/settings/public/", {"pseudonym": "Gufo Notturno"})
    customer.refresh_from_db()
    assert customer.name == "Gufo Notturno"
    answer = client.post("/settings/public/", {"pseudonym": "Support"})
    assert answer.status_code == 422
    assert 'value="Support"' in words_of(answer)
    assert "Gufo Notturno" in words_of(client.get("/settings/account/"))


def test_the_copy_of_ones_own_data_has_both_names(customer):
    real = customer.name
    write_as(customer, "Gufo Notturno", by=customer)
    profile = next(chapter for chapter in personal_data.chapters() if chapter.name == "profile")
    said = json.dumps(list(profile.rows(User.objects.get(pk=customer.pk))), default=str)
    assert real in said
    assert "Gufo Notturno" in said


def test_a_program_writes_under_another_name_as_the_page_does(customer, author, as_):
    answer = as_(customer).put("/api/v1/me/pseudonym", {"pseudonym": "Gufo"}, content_type="application/json")
    assert answer.json()["pseudonym"] == "Gufo"
    refused = as_(author).put("/api/v1/me/pseudonym", {"pseudonym": "Gufo"}, content_type="application/json")
    assert refused.status_code == 403
