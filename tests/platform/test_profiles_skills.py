"""Who knows what: declared by people, found by those who may see it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.accounts import actions
from intranet.accounts.models import Skill
from tests.factories import a_person

from .threads import together


def found(client, **query) -> list[str]:
    return [arch["person"].handle for arch in client.get("/people/", query).context["arches"]]


def facet(client, **query) -> list[tuple[str, int]]:
    facets = {facet.name: facet for facet in client.get("/people/", query).context["facets"]}
    return [(label, count) for _value, label, count, _chosen in facets["skill"].options]


def offered(client, text: str) -> list[str]:
    return [item["name"] for item in client.get("/people/skills/suggest/", {"q": text}).json()["items"]]


@pytest.fixture
def firm(author, colleague, outsider):
    actions.set_skills(author, ["Saldatura à TIG", "Excel"], by=author)
    actions.set_skills(colleague, ["excel", "Python"], by=colleague)
    return author, colleague, outsider


def test_case_and_accents_make_no_other_skill(firm):
    _author, colleague, _outsider = firm
    assert sorted(Skill.objects.values_list("name", flat=True)) == ["Excel", "Python", "Saldatura à TIG"]
    assert actions.set_skills(colleague, ["PYTHON", "Éxcel", "excel"], by=colleague) is False


def test_a_skill_that_nobody_has_any_more_is_gone(firm):
    _author, colleague, _outsider = firm
    actions.set_skills(colleague, ["Excel"], by=colleague)
    assert not Skill.objects.filter(name="Python").exists()
    actions.set_skills(colleague, [], by=colleague)
    assert Skill.objects.filter(name="Excel").exists()


@pytest.mark.parametrize("names", [["x" * 41], ["!!!"], [f"Skill {n}" for n in range(31)]])
def test_there_are_limits(names, author):
    with pytest.raises(ValidationError):
        actions.set_skills(author, names, by=author)
    assert not Skill.objects.exists()


def test_nobody_declares_for_another(author, admin, colleague):
    for person in (admin, colleague):
        with pytest.raises(PermissionDenied):
            actions.set_skills(author, ["Juggling"], by=person)


def test_the_directory_says_who_knows_it(firm, as_):
    client = as_(firm[2])
    assert facet(client) == [("Excel", 2), ("Python", 1), ("Saldatura à TIG", 1)]
    assert found(client, skill="excel") == ["ada", "ben"]
    assert found(client, q="saldatura") == ["ada"]
    assert found(client, q="tig excel") == ["ada"]
    assert facet(client, q="ben") == [("Excel", 1), ("Python", 1)]


def test_what_is_hidden_is_neither_found_nor_counted_nor_offered(firm, as_):
    author, _colleague, outsider = firm
    actions.change_field_audience(author, "skills", author.key, by=author)
    client = as_(outsider)
    assert facet(client) == [("Excel", 1), ("Python", 1)]
    assert found(client, skill="saldatura-a-tig") == []
    assert found(client, q="saldatura") == []
    assert offered(client, "sal") == []
    assert "Saldatura" not in client.get("/people/skills/").content.decode()
    assert "Saldatura" not in client.get("/people/ada/").content.decode()
    assert found(as_(author), q="saldatura") == ["ada"]


def test_skills_are_offered_by_the_beginning_of_a_word(firm, as_):
    client = as_(firm[2])
    assert offered(client, "éx") == ["Excel"]
    assert offered(client, "tig") == ["Saldatura à TIG"]
    assert offered(client, "xcel") == []


def test_a_customer_learns_only_what_the_colleagues_they_know_know(firm, admin, customer, acme, as_):
    actions.face_company(firm[1], acme, by=admin)
    page = as_(customer).get("/people/skills/").content.decode()
    assert "Python" in page
    assert "Saldatura" not in page
    assert "?skill=python" in page


def test_a_guest_is_offered_nothing(firm, client):
    assert client.get("/people/skills/suggest/", {"q": "e"}).status_code == 401
    assert client.get("/people/skills/").status_code == 302


def test_two_who_write_a_skill_first_write_one(transactional_db, author, colleague):
    together(
        *(lambda person=person: actions.set_skills(person, ["Origami"], by=person) for person in (author, colleague))
    )
    assert Skill.objects.get().people.count() == 2


def test_the_list_of_skills_costs_the_same_for_many(firm, as_, queries_stay_flat):
    client = as_(firm[2])

    def grow():
        person = a_person()
        actions.set_skills(person, [f"Craft {person.pk}", "Excel"], by=person)

    queries_stay_flat(lambda: client.get("/people/skills/"), grow)
    queries_stay_flat(lambda: client.get("/people/"), grow)


def test_a_name_is_never_markup(author, colleague, as_):
    actions.set_skills(author, ["<b>Bold"], by=author)
    for url in ("/people/skills/", "/people/ada/", "/people/"):
        assert "<b>Bold" not in as_(colleague).get(url).content.decode()


def test_what_most_people_know_comes_first_with_the_faces_one_may_see(as_, author, colleague, outsider, customer):
    for person in (author, colleague):
        actions.set_skills(person, ["Welding", "Zither"] if person == author else ["Welding"], by=person)
    actions.set_skills(outsider, ["3D printing"], by=outsider)
    page = as_(author).get("/people/skills/").content.decode()
    most, _head, letters = page.partition('id="all-title"')
    assert "Welding" in most
    assert "Ben Rossi" in most
    assert "Zither" not in most
    assert [letter in letters for letter in (">0–9<", ">W<", ">Z<", ">A<")] == [True, True, True, False]
    assert 'id="most-title"' not in as_(author).get("/people/skills/?q=zit").content.decode()
    assert "Who knows Welding" in as_(author).get("/people/?skill=welding").content.decode()
    assert "Ben Rossi" not in as_(customer).get("/people/skills/").content.decode()
