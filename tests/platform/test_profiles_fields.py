"""The fields a firm adds to pages: defined by admins, answered by whoever they belong to, seen by whom they are for."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.accounts import actions
from intranet.accounts.models import ProfileAnswer, ProfileField, User
from intranet.accounts.profiles import profile_of
from intranet.activity.models import Activity
from intranet.spaces.actions import add_member, remove_member
from intranet.spaces.audiences import audiences_of, forget
from tests.factories import a_person


@pytest.fixture
def desk(admin):
    return actions.add_field(by=admin, label="Desk", label_it="Scrivania", managed=True)


@pytest.fixture
def languages(admin):
    return actions.add_field(by=admin, label="Languages", searchable=True)


@pytest.fixture
def building(admin):
    return actions.add_field(
        by=admin, label="Building", sort="choice", choices=["North", "South"], managed=True, searchable=True
    )


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def known(person: User, viewer: User) -> dict[str, str]:
    return {field.name: field.value for field in profile_of(again(person), viewer, audiences_of(viewer))}


def found(client, **query) -> list[str]:
    return [arch["person"].handle for arch in client.get("/people/", query).context["arches"]]


# --- Whose they are --------------------------------------------------------------------------------------------------


def test_a_managed_field_is_answered_by_admins_and_not_by_its_owner(desk, author, colleague, admin):
    assert actions.answer_fields(author, {desk.name: "2.14"}, by=admin) == [desk.name]
    assert actions.answer_fields(author, {desk.name: "2.14"}, by=admin) == []
    assert known(author, colleague)[desk.name] == "2.14"
    for person in (author, colleague):
        with pytest.raises(PermissionDenied):
            actions.answer_fields(author, {desk.name: "1.01"}, by=person)
    with pytest.raises(PermissionDenied, match="kept by the admins"):
        actions.answer_fields(author, {desk.name: "1.01"}, by=author)


def test_an_import_answers_managed_fields_as_the_system(desk, author):
    actions.answer_fields(author, {desk.name: "2.14"}, by=User.objects.system())
    assert known(author, author)[desk.name] == "2.14"


def test_a_personal_field_is_its_owners_alone_and_no_admins(languages, author, admin, moderator):
    actions.answer_fields(author, {languages.name: "Italian, Friulian"}, by=author)
    for person in (admin, moderator, User.objects.system()):
        with pytest.raises(PermissionDenied, match="Only Ada Bianchi"):
            actions.answer_fields(author, {languages.name: "None"}, by=person)
    assert known(author, admin)[languages.name] == "Italian, Friulian"


def test_one_wrong_owner_refuses_all_of_it(desk, languages, author, admin):
    with pytest.raises(PermissionDenied):
        actions.answer_fields(author, {desk.name: "1", languages.name: "x"}, by=admin)
    assert not ProfileAnswer.objects.exists()


def test_customers_have_no_such_fields(languages, customer, as_):
    with pytest.raises(ValidationError):
        actions.answer_fields(customer, {languages.name: "x"}, by=customer)
    assert "Languages" not in as_(customer).get("/settings/profile/").content.decode()


@pytest.mark.parametrize("somebody", ["author", "moderator", "customer"])
def test_only_admins_define_fields(somebody, request, desk, as_):
    person = request.getfixturevalue(somebody)
    with pytest.raises(PermissionDenied):
        actions.add_field(by=person, label="Shoe size")
    for deed in (actions.retire_field, actions.restore_field):
        with pytest.raises(PermissionDenied):
            deed(desk, by=person)
    assert as_(person).get("/people/fields/").status_code == 403
    assert as_(person).post(f"/people/fields/{desk.pk}/do/", {"do": "retire"}).status_code == 403


# --- What is an answer -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "typed", "kept"),
    [
        ("text", " Udine \u202e ", "Udine"),
        ("long", "One\r\nTwo", "One\nTwo"),
        ("date", "2024-02-29", "2024-02-29"),
        ("number", "3,50", "3.5"),
        ("number", "-12", "-12"),
        ("number", "100", "100"),
        ("link", "example.com/ada", "https://example.com/ada"),
        ("link", "http://example.com", "http://example.com"),
    ],
)
def test_answers_are_kept_in_one_form(sort, typed, kept, author, admin):
    field = actions.add_field(by=admin, label="Something", sort=sort)
    actions.answer_fields(author, {field.name: typed}, by=author)
    assert ProfileAnswer.objects.get().value == kept


@pytest.mark.parametrize(
    ("sort", "typed", "sentence"),
    [
        ("text", "x" * 201, "at most 200"),
        ("long", "x" * 2001, "at most 2000"),
        ("date", "29.2.2023", "year-month-day"),
        ("date", "2023-02-29", "year-month-day"),
        ("number", "many", "Write a number"),
        ("number", "1e9", "Write a number"),
        ("number", "١٢", "Write a number"),
        ("link", "javascript:alert(1)", "web address"),
        ("link", "ftp://example.com", "web address"),
        ("person", "nobody-here", "nobody here called"),
        ("choice", "West", "Choose one of: North, South"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(sort, typed, sentence, author, admin):
    field = actions.add_field(by=admin, label="Something", sort=sort, choices=["North", "South"])
    with pytest.raises(ValidationError, match=sentence) as refusal:
        actions.answer_fields(author, {field.name: typed}, by=author)
    assert list(refusal.value.message_dict) == [field.name]
    assert not ProfileAnswer.objects.exists()


def test_a_person_is_an_answer_and_is_shown_to_who_may_see_them(author, colleague, admin, customer, acme):
    buddy = actions.add_field(by=admin, label="Buddy", sort="person", audience="customers")
    actions.answer_fields(author, {buddy.name: "@ben"}, by=author)
    actions.face_company(author, acme, by=admin)
    forget(customer)
    assert known(author, admin)[buddy.name] == "Ben Rossi"
    assert buddy.name not in known(author, customer)


def test_what_has_to_be_answered_cannot_be_taken_away(author, admin):
    field = actions.add_field(by=admin, label="Car park", required=True)
    with pytest.raises(ValidationError, match="has to be answered"):
        actions.answer_fields(author, {field.name: " "}, by=author)
    actions.change_field(field, by=admin, required=False)
    actions.answer_fields(author, {field.name: "P1"}, by=author)
    assert actions.answer_fields(author, {field.name: ""}, by=author) == [field.name]
    assert not ProfileAnswer.objects.exists()


def test_there_are_only_these_fields(author, admin, desk):
    actions.retire_field(desk, by=admin)
    for name in (desk.name, "field_999", "email", "field_x"):
        with pytest.raises(ValidationError):
            actions.answer_fields(author, {name: "x"}, by=admin)


# --- Defining --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"label": " "}, "label"),
        ({"label": "desk"}, "label"),
        ({"label": "Floor", "sort": "choice", "choices": ["One"]}, "choices"),
        ({"label": "Floor", "sort": "choice", "choices": [str(n) for n in range(99)]}, "choices"),
        ({"label": "Floor", "sort": "date", "searchable": True}, "searchable"),
        ({"label": "Floor", "sort": "colour"}, "sort"),
        ({"label": "x" * 61}, "label"),
    ],
)
def test_a_field_that_makes_no_sense_is_refused(asked, named, admin, desk):
    with pytest.raises(ValidationError) as refusal:
        actions.add_field(by=admin, **asked)
    assert named in refusal.value.message_dict


def test_answers_decide_what_of_a_field_may_still_change(languages, author, admin):
    actions.answer_fields(author, {languages.name: "Italian"}, by=author)
    for asked in ({"sort": "date", "searchable": False}, {"managed": True}):
        with pytest.raises(ValidationError):
            actions.change_field(languages, by=admin, **asked)
    assert actions.change_field(languages, by=admin, label="Tongues") is True
    assert actions.change_field(languages, by=admin, label="Tongues") is False


def test_a_retired_field_keeps_its_answers_until_that_is_confirmed(desk, author, colleague, admin):
    actions.answer_fields(author, {desk.name: "2.14"}, by=admin)
    with pytest.raises(ValidationError, match="Retire the field first"):
        actions.delete_field(desk, by=admin, confirmed=1)
    assert actions.retire_field(desk, by=admin) is True
    assert actions.retire_field(desk, by=admin) is False
    assert desk.name not in known(author, colleague)
    assert desk.name not in known(author, author)
    actions.restore_field(desk, by=admin)
    assert known(author, colleague)[desk.name] == "2.14"
    actions.retire_field(desk, by=admin)
    with pytest.raises(ValidationError, match="1 answer would be deleted"):
        actions.delete_field(desk, by=admin, confirmed=0)
    assert actions.delete_field(desk, by=admin, confirmed=1) == 1
    assert not ProfileField.objects.exists()
    told = Activity.objects.audit().filter(verb="accounts.field.deleted").get()
    assert (told.label, told.details["answers"]) == ("Desk", 1)


def test_fields_are_put_in_order(desk, languages, building, admin):
    assert actions.move_field(building, -1, by=admin) is True
    assert actions.move_field(desk, -1, by=admin) is False
    assert [field.label for field in ProfileField.objects.live()] == ["Desk", "Building", "Languages"]


def test_an_admin_adds_changes_retires_and_deletes_on_the_page(admin, as_):
    client = as_(admin)
    assert client.post("/people/fields/new/", {"label": "Desk", "sort": "text", "audience": "org"}).status_code == 302
    field = ProfileField.objects.get()
    refused = client.post("/people/fields/new/", {"label": "Desk", "sort": "text", "audience": "org"})
    assert refused.status_code == 422
    assert "label" in refused.context["form"].errors
    sent = {"label": "Place", "sort": "choice", "choices": "A\nB\n", "audience": "org", "managed": "on"}
    assert client.post(f"/people/fields/{field.pk}/", sent).status_code == 302
    field.refresh_from_db()
    assert (field.label, field.choices, field.managed) == ("Place", ["A", "B"], True)
    client.post(f"/people/fields/{field.pk}/do/", {"do": "retire"})
    assert client.get(f"/people/fields/{field.pk}/").status_code == 404
    client.post(f"/people/fields/{field.pk}/do/", {"do": "delete", "answers": "7"})
    assert ProfileField.objects.count() == 1
    client.post(f"/people/fields/{field.pk}/do/", {"do": "delete", "answers": "0"})
    assert ProfileField.objects.count() == 0
    assert client.post("/people/fields/1/do/", {"do": "x"}).status_code == 404


# --- Who sees them ---------------------------------------------------------------------------------------------------


def test_an_answer_is_seen_by_whom_its_owner_chose(desk, author, colleague, customer, acme, admin):
    actions.answer_fields(author, {desk.name: "2.14"}, by=admin)
    actions.face_company(author, acme, by=admin)
    forget(customer)
    assert desk.name in known(author, colleague)
    assert desk.name not in known(author, customer)
    actions.change_field_audience(author, desk.name, "customers", by=author)
    assert desk.name in known(author, customer)
    actions.change_field_audience(author, desk.name, author.key, by=author)
    assert desk.name not in known(author, admin)
    assert desk.name in known(author, author)


def test_a_field_may_be_for_one_of_the_own_spaces(author, colleague, outsider, admin, lab):
    actions.change_profile(author, by=author, phone="+39 0432")
    actions.change_field_audience(author, "phone", lab.audience, by=author)
    assert "phone" in known(author, colleague)
    assert "phone" not in known(author, outsider)
    assert "phone" not in known(author, admin)


def test_who_leaves_a_space_shows_it_nothing_any_more(author, colleague, outsider, lab, plaza):
    for person in (colleague, outsider):
        add_member(lab, by=author, person=person)
    add_member(plaza, by=author, person=outsider)
    actions.change_profile(outsider, by=outsider, phone="+39 0432", location="Udine")
    actions.change_field_audience(outsider, "phone", lab.audience, by=outsider)
    actions.change_field_audience(outsider, "location", plaza.audience, by=outsider)
    assert {"phone", "location"} <= known(outsider, author).keys()
    remove_member(lab, by=author, person=outsider)
    assert "phone" not in known(outsider, colleague)
    assert "location" in known(outsider, author)
    assert "phone" in known(outsider, outsider)
    # Coming back shows nothing again by itself.
    add_member(lab, by=author, person=outsider)
    assert "phone" not in known(outsider, colleague)


def test_a_field_is_for_no_space_one_is_not_in(author, outsider, lab, vault):
    for space in (lab, vault):
        with pytest.raises(ValidationError):
            actions.change_field_audience(outsider, "phone", space.audience, by=outsider)


def test_the_directory_filters_by_an_answer_where_it_may_be_seen(building, author, colleague, outsider, admin, as_):
    for person, answer in ((author, "North"), (colleague, "North"), (outsider, "South")):
        actions.answer_fields(person, {building.name: answer}, by=admin)
    actions.change_field_audience(colleague, building.name, colleague.key, by=colleague)
    client = as_(outsider)
    facets = {facet.name: facet for facet in client.get("/people/").context["facets"]}
    assert [(value, count) for value, _l, count, _c in facets[building.name].options] == [("North", 1), ("South", 1)]
    assert found(client, **{building.name: "North"}) == ["ada"]
    assert found(client, q="north") == ["ada"]
    assert found(as_(colleague), **{building.name: "North"}) == ["ada", "ben"]


def test_words_find_answers_only_of_fields_that_can_be_searched(languages, desk, author, outsider, admin, as_):
    actions.answer_fields(author, {languages.name: "Friulàn"}, by=author)
    actions.answer_fields(author, {desk.name: "zeppelin"}, by=admin)
    assert found(as_(outsider), q="friulan") == ["ada"]
    assert found(as_(outsider), q="zeppelin") == []


@pytest.mark.parametrize("query", [{"field_x": "1"}, {"field_": "1"}, {"field_9999999": "x"}, {"skill": "x" * 500}])
def test_odd_filters_are_no_errors(query, author, building, as_):
    assert as_(author).get("/people/", query).status_code == 200


def test_the_directory_and_a_page_cost_the_same_with_many_answers(
    building, languages, author, admin, as_, queries_stay_flat
):
    client = as_(author)

    def grow():
        person = a_person()
        actions.answer_fields(person, {building.name: "North"}, by=admin)
        actions.answer_fields(person, {languages.name: "Italian"}, by=person)

    queries_stay_flat(lambda: client.get("/people/", {"q": "a"}), grow)

    def ask_more():
        field = actions.add_field(by=admin, label=f"Field {ProfileField.objects.count()}", managed=True)
        actions.answer_fields(author, {field.name: "x"}, by=admin)

    queries_stay_flat(lambda: client.get("/people/ada/"), ask_more)


def test_a_label_is_said_in_the_readers_language(desk, author, admin, as_):
    actions.answer_fields(author, {desk.name: "2.14"}, by=admin)
    assert "Desk" in as_(author).get("/people/ada/").content.decode()
    actions.change_settings(author, by=author, language="it")
    assert "Scrivania" in as_(author).get("/people/ada/").content.decode()
