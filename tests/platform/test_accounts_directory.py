"""Finding people: over what the reader may see, and over nothing else."""

from __future__ import annotations

import pytest

from intranet.accounts import actions
from intranet.accounts.models import Department
from tests.factories import a_customer, a_person


@pytest.fixture
def firm(author, colleague, outsider, admin, moderator, customer, other_customer, acme):
    product, sales = Department.objects.create(name="Prodotto"), Department.objects.create(name="Sales")
    actions.change_place(author, by=admin, department=product)
    actions.change_place(colleague, by=admin, department=product, job_title="Saldatóre")
    actions.change_place(outsider, by=admin, department=sales)
    actions.change_profile(author, by=author, location="Udine")
    actions.change_profile(colleague, by=colleague, location="Udine")
    actions.change_profile(outsider, by=outsider, location="Lisbon")
    return {"product": product, "sales": sales, "acme": acme}


def found(client, **query) -> list[str]:
    answer = client.get("/people/", query)
    assert answer.status_code == 200
    return [arch["person"].handle for arch in answer.context["arches"]]


def facet(client, name: str, **query) -> dict[str, int]:
    facets = {facet.name: facet for facet in client.get("/people/", query).context["facets"]}
    return {label: count for _value, label, count, _chosen in facets[name].options} if name in facets else {}


def test_staff_find_everybody_in_order(firm, author, deactivated, as_):
    assert found(as_(author)) == ["ada", "aldo", "ben", "cleo", "dora", "emil", "mara"]


def test_a_customer_finds_the_own_company_and_who_faces_it(firm, customer, admin, author, acme, as_):
    a_customer("Dino Blu", handle="dino", company=acme)
    actions.face_company(author, acme, by=admin)
    assert found(as_(customer)) == ["ada", "dino", "dora"]


def test_a_customer_without_a_company_finds_only_themself(db, as_):
    assert found(as_(a_customer("Gina Moro", handle="gina"))) == ["gina"]


def test_a_guest_is_asked_to_sign_in_first(firm, client):
    assert client.get("/people/?q=ada").url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("words", "handles"),
    [
        ("ada", ["ada"]),
        ("ÁDA bian", ["ada"]),
        ("saldatore", ["ben"]),
        ("prodotto", ["ada", "ben"]),
        ("prodotto ben", ["ben"]),
        ("acme", ["dora"]),
        ("@@@", []),
        ("%", []),
        ("_", []),
        ("zzz", []),
    ],
)
def test_words_find_names_roles_teams_and_companies(firm, author, as_, words, handles):
    assert found(as_(author), q=words) == handles


def test_words_do_not_find_what_is_hidden(firm, colleague, customer, admin, acme, as_):
    actions.face_company(colleague, acme, by=admin)
    assert found(as_(customer), q="udine") == []
    assert found(as_(customer), q="ben@example.com") == []


def test_filters_narrow(firm, author, acme, as_):
    client = as_(author)
    assert found(client, department=firm["product"].pk) == ["ada", "ben"]
    assert found(client, place="Udine") == ["ada", "ben"]
    assert found(client, sort="customer") == ["dora", "emil"]
    assert found(client, sort="moderator") == ["mara"]
    assert found(client, company=acme.pk) == ["dora"]
    assert found(client, department=firm["product"].pk, q="ben") == ["ben"]


def test_facets_count_what_each_choice_would_leave(firm, author, as_):
    client = as_(author)
    assert facet(client, "department") == {"Prodotto": 2, "Sales": 1}
    assert facet(client, "place") == {"Lisbon": 1, "Udine": 2}
    assert facet(client, "sort") == {"Staff": 5, "Customers": 2, "Moderators": 1, "Admins": 1}
    assert facet(client, "company") == {"Acme": 1, "Borealis": 1}
    assert facet(client, "department", q="ben") == {"Prodotto": 1}
    assert facet(client, "place", department=firm["sales"].pk) == {"Lisbon": 1}
    assert facet(client, "sort", q="zzz") == {}


def test_facets_count_only_what_the_reader_may_see(firm, customer, admin, author, acme, as_):
    actions.face_company(author, acme, by=admin)
    client = as_(customer)
    assert facet(client, "sort") == {"Staff": 1, "Customers": 1}
    assert facet(client, "place") == {}
    assert facet(client, "company") == {}
    text = client.get("/people/").content.decode()
    assert "Borealis" not in text
    assert "Sales" not in text


def test_a_place_that_is_hidden_is_neither_shown_nor_counted_nor_filtered(firm, colleague, author, as_):
    actions.change_field_audience(colleague, "location", colleague.key, by=colleague)
    client = as_(author)
    assert facet(client, "place") == {"Lisbon": 1, "Udine": 1}
    assert found(client, place="Udine") == ["ada"]
    assert found(as_(colleague), place="Udine") == ["ada", "ben"]


def test_people_who_left_are_for_admins_who_ask(firm, deactivated, author, admin, as_):
    assert found(as_(admin)) == found(as_(author))
    assert found(as_(admin), show="left") == ["fred"]
    assert "fred" not in found(as_(author), show="left")


@pytest.mark.parametrize(
    "query",
    [
        {"department": "x"}, {"department": "-1"}, {"department": "9" * 40}, {"department": "²"}, {"sort": "king"},
        {"q": "x" * 5000}, {"q[]": "ada"}, {"company": "1 OR 1=1"}, {"place": "x" * 500}, {"show": "left"},
    ],
)  # fmt: skip
def test_odd_filters_are_no_errors(firm, author, as_, query):
    assert as_(author).get("/people/", query).status_code == 200


def test_a_cursor_of_ones_own_making_is_refused(firm, author, as_):
    assert as_(author).get("/people/", {"cursor": "x"}).status_code == 400


def test_pages_follow_each_other_without_gap_or_double(author, as_, monkeypatch):
    monkeypatch.setattr("intranet.accounts.directory.PAGE", 5)
    for number in range(12):
        a_person(f"Same Name {number % 3}", handle=f"p{number}")
    client = as_(author)
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get("/people/", {"cursor": cursor} if cursor else {}, headers={"HX-Request": "true"})
        seen += [arch["person"].handle for arch in answer.context["arches"]]
        cursor = answer.context["next"]
    assert len(seen) == len(set(seen)) == 13


def test_typing_gets_only_the_part_that_changes(firm, author, as_):
    answer = as_(author).get("/people/", {"q": "ben"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text
    assert "Ben Rossi" in text
    assert "HX-Request" in answer.headers["Vary"]


def test_the_directory_costs_the_same_for_many(firm, author, as_, queries_stay_flat):
    client = as_(author)
    department = firm["product"]
    queries_stay_flat(
        lambda: client.get("/people/", {"q": "a"}), lambda: a_person(department=department, location="Udine")
    )


def test_nobody_found_leads_back(firm, author, as_):
    assert "Show everybody" in as_(author).get("/people/", {"q": "zzz"}).content.decode()


def test_the_address_says_only_what_is_asked_for(firm, author, as_):
    client = as_(author)
    typed = client.get("/people/", {"q": "ben", "place": "", "sort": ""}, headers={"HX-Request": "true"})
    assert typed.headers["HX-Replace-Url"] == "/people/?q=ben"
    assert client.get("/people/", headers={"HX-Request": "true"}).headers["HX-Replace-Url"] == "/people/"
