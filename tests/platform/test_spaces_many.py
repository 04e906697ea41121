"""Many people into a space at once: a look first, then the yes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from intranet.accounts.models import Department
from intranet.notifications.models import Notification
from intranet.spaces import actions, bulk
from intranet.spaces.models import JoinRequest, Membership, Space
from tests import factories

PATH = "/spaces/lab/members/add/"


def handles(people) -> list[str]:
    return [person.handle for person in people]


def test_each_is_sorted_by_what_would_become_of_them(author, colleague, outsider, customer, deactivated, lab):
    words = bulk.words_in("cleo@example.com, @ben; Dora@Example.com\nfred  nobody@example.com, cleo")
    found = bulk.sort_out(lab, words, by=author)
    assert handles(found.adding) == ["cleo"]
    assert handles(found.present) == ["ben"]
    assert {person.handle: why for person, why in found.refused} == {
        "dora": "Customers can only join community spaces.",
        "fred": "This account is closed.",
    }
    assert found.unknown == ["nobody@example.com"]


def test_the_look_changes_nothing_and_the_yes_adds(as_, author, outsider, moderator, lab, run_jobs):
    client = as_(author)
    page = client.post(PATH, {"people": "cleo mara nobody"})
    words = page.content.decode()
    assert "2 people will be added" in words
    assert "nobody" in words
    assert set(lab.memberships.values_list("person__handle", flat=True)) == {"ada", "ben"}
    done = client.post(PATH, {"do": "add", "names": "cleo mara"}, follow=True)
    assert "2 people were added." in done.content.decode()
    assert Space.objects.get(pk=lab.pk).members_count == 4
    run_jobs()
    told = Notification.objects.filter(activity__verb="spaces.space.added_many")
    assert set(told.values_list("recipient__handle", flat=True)) == {"cleo", "mara"}
    again = client.post(PATH, {"do": "add", "names": "cleo mara"}, follow=True)
    assert "Nobody was added." in again.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"name;e-mail\r\nCleo;cleo@example.com\r\nBen;ben@example.com\r\n",
        "\ufeffE-mail,Name\nCLEO@example.com,Cleo\n".encode(),
        "Name\tE-mail\nCl\u00e9o\tcleo@example.com\n".encode("utf-16"),
        b"cleo@example.com\nben@example.com\n",
        b"@cleo\n",
        b"handle\ncleo\n",
    ],
    ids=["semicolons", "mark", "utf-16", "a list", "handles", "a column of handles"],
)
def test_files_as_people_have_them(data, as_, author, outsider, colleague, lab):
    page = as_(author).post(PATH, {"file": SimpleUploadedFile("people.csv", data)})
    assert "1 person will be added" in page.content.decode()
    assert "Cleo Verdi" in page.content.decode()


@pytest.mark.parametrize("data", [b"\x00\x01\x02name\n\x00", b"name;phone\r\nCleo;123\r\n"])
def test_a_file_that_is_no_such_table_is_refused_with_a_sentence(data, as_, author, lab):
    page = as_(author).post(PATH, {"file": SimpleUploadedFile("people.csv", data)})
    assert page.status_code == 422
    assert "will be added" not in page.content.decode()


def test_a_department_with_those_under_it(as_, author, outsider, moderator, lab):
    works = Department.objects.create(name="Works")
    foundry = Department.objects.create(name="Foundry", parent=works)
    for person, department in ((outsider, works), (moderator, foundry)):
        person.department = department
        person.save()
    page = as_(author).post(PATH, {"department": works.pk}).content.decode()
    assert "2 people will be added" in page


def test_everybody_in_another_space_of_which_one_is_a_member(as_, author, outsider, moderator, lab):
    actions.add_member(factories.a_space("Garden", owner=author), by=author, person=outsider)
    foreign = factories.a_space("Foreign", owner=moderator, visibility="closed")
    garden = Space.objects.get(slug="garden")
    assert "Cleo Verdi" in as_(author).post(PATH, {"space": garden.pk}).content.decode()
    assert as_(author).post(PATH, {"space": foreign.pk}).status_code == 422


def test_nothing_asked_is_said(as_, author, lab):
    page = as_(author).post(PATH, {"people": ""})
    assert page.status_code == 422
    assert "Say whom to add" in page.content.decode()


def test_at_most_so_many_at_once(author, lab):
    with pytest.raises(ValidationError, match="2000"):
        bulk.words_in(" ".join(f"person{n}" for n in range(2001)))


def test_a_yes_with_foreign_names_in_it_adds_only_who_may_belong(as_, author, customer, deactivated, lab):
    as_(author).post(PATH, {"do": "add", "names": "dora fred nobody"})
    assert set(lab.memberships.values_list("person__handle", flat=True)) == {"ada", "ben"}


def test_customers_are_added_to_a_community(author, customer, other_customer, porch):
    assert set(actions.add_people(porch, by=author, people=[customer, other_customer])) == {
        customer.pk,
        other_customer.pk,
    }


def test_what_was_open_is_answered_by_it(author, outsider, lab):
    asked = actions.ask_to_join(lab, by=outsider)
    actions.add_people(lab, by=author, people=[outsider])
    assert JoinRequest.objects.get(pk=asked.pk).state == "accepted"


def test_members_and_who_does_not_read_there_add_nobody(as_, colleague, moderator, admin, outsider, lab, vault):
    for person in (colleague, moderator, admin):
        with pytest.raises(PermissionDenied):
            actions.add_people(lab, by=person, people=[outsider])
    with pytest.raises(PermissionDenied):
        actions.add_people(vault, by=admin, people=[admin])
    assert as_(colleague).get(PATH).status_code == 403
    assert not Membership.objects.filter(person=admin).exists()


def test_an_archived_space_takes_nobody(author, outsider, lab):
    actions.archive_space(lab, by=author)
    with pytest.raises(PermissionDenied, match="archived"):
        actions.add_people(lab, by=author, people=[outsider])


def test_the_look_costs_the_same_for_a_few_and_for_many(author, lab, queries_stay_flat):
    people: list[str] = []
    queries_stay_flat(lambda: bulk.sort_out(lab, people, by=author), lambda: people.append(factories.a_person().handle))


def test_a_program_looks_and_adds(as_, author, outsider, colleague, lab):
    path = f"/api/v1/spaces/{lab.pk}/people"
    asked = {"people": ["cleo@example.com", "ben", "nobody"], "dry_run": True}
    looked = as_(author).post(path, asked, content_type="application/json").json()
    assert looked == {"added": ["cleo"], "present": ["ben"], "refused": [], "unknown": ["nobody"]}
    assert not Membership.objects.filter(person=outsider).exists()
    as_(author).post(path, asked | {"dry_run": False}, content_type="application/json")
    assert Membership.objects.filter(person=outsider).exists()
    assert as_(colleague).post(path, asked, content_type="application/json").status_code == 403
