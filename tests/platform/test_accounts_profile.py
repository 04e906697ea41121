"""One person's page: the byline for whoever may see the person, each field for whom it is meant."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.accounts import actions, audience_source, profile_sections
from intranet.accounts.models import User
from intranet.accounts.profiles import profile_of
from intranet.spaces.audiences import audiences_of
from tests.factories import a_person


@pytest.fixture
def ada(author, admin):
    actions.change_profile(author, by=author, bio="Knows PEC.", phone="+39 0432 000", location="Udine", pronouns="she")
    actions.change_place(author, by=admin, job_title="Product")
    return author


def page(client, handle: str = "ada") -> str:
    return client.get(f"/people/{handle}/").content.decode()


def known(person: User, viewer: User) -> set[str]:
    return {field.name for field in profile_of(person, viewer, audiences_of(viewer))}


def test_a_colleague_sees_all_that_staff_may_see(ada, colleague, as_):
    text = page(as_(colleague))
    for seen in ("Ada Bianchi", "Product", "Knows PEC.", "+39 0432 000", "Udine", "ada@example.com", "@ada"):
        assert seen in text


def test_a_customer_sees_the_colleague_who_faces_the_company_but_not_the_fields_of_staff(
    ada, admin, customer, acme, as_
):
    actions.face_company(ada, acme, by=admin)
    text = page(as_(customer))
    for seen in ("Ada Bianchi", "Product", "Knows PEC."):
        assert seen in text
    for hidden in ("+39 0432 000", "Udine", "ada@example.com", "mailto:"):
        assert hidden not in text


@pytest.mark.parametrize("somebody", ["customer", "other_customer"])
def test_a_customer_gets_the_same_404_for_a_colleague_as_for_nobody(ada, somebody, request, as_):
    client = as_(request.getfixturevalue(somebody))
    there, nowhere = client.get("/people/ada/"), client.get("/people/nobody-at-all/")
    assert there.status_code == nowhere.status_code == 404
    assert there.content.replace(b"ada", b"") == nowhere.content.replace(b"nobody-at-all", b"")


def test_customers_of_two_companies_do_not_meet(customer, other_customer, as_):
    assert as_(customer).get("/people/emil/").status_code == 404
    assert as_(customer).get("/people/dora/").status_code == 200


def test_a_guest_is_asked_to_sign_in_whoever_it_is(ada, client):
    for handle in ("ada", "nobody-at-all"):
        assert client.get(f"/people/{handle}/").url == f"/accounts/login/?next=/people/{handle}/"


def test_a_colleague_who_has_left_is_still_there_for_staff_and_for_no_customer(
    deactivated, author, customer, acme, admin, as_
):
    actions.reactivate(deactivated, by=admin)
    actions.face_company(deactivated, acme, by=admin)
    actions.deactivate(deactivated, by=admin)
    assert "Account closed" in page(as_(author), "fred")
    assert as_(customer).get("/people/fred/").status_code == 404


def test_the_system_has_no_page(author, as_):
    User.objects.system()
    assert as_(author).get("/people/portico/").status_code == 404


def test_the_owner_chooses_who_sees_a_field(ada, colleague, admin, customer, acme):
    actions.face_company(ada, acme, by=admin)
    actions.change_field_audience(ada, "phone", "customers", by=ada)
    actions.change_field_audience(ada, "bio", ada.key, by=ada)
    assert "phone" in known(ada, customer)
    assert "bio" not in known(ada, customer)
    assert "bio" not in known(ada, colleague)
    assert "bio" not in known(ada, admin)
    assert "bio" in known(ada, ada)


def test_the_own_page_shows_everything_also_to_a_customer(customer):
    actions.change_profile(customer, by=customer, location="Trento", phone="1")
    assert {"email", "phone", "location"} <= known(customer, customer)


def test_without_a_source_of_audiences_only_the_owner_sees_fields(ada, colleague, monkeypatch):
    monkeypatch.setattr(audience_source, "_source", lambda viewer: frozenset())
    assert profile_of(ada, colleague, audience_source.audiences_of(colleague)) == []


@pytest.mark.parametrize("audience", ["space_1", "company_1", "user_999999", "", "everybody", "org "])
def test_a_field_is_shown_to_nobody_that_is_not_on_the_list(ada, audience):
    with pytest.raises(ValidationError):
        actions.change_field_audience(ada, "phone", audience, by=ada)


def test_a_choice_that_means_nothing_hides_the_field(ada, colleague):
    User.objects.filter(pk=ada.pk).update(field_audiences={"phone": "space_1"})
    ada.refresh_from_db()
    assert "phone" not in known(ada, colleague)
    assert "phone" in known(ada, ada)


def test_there_are_only_these_fields(ada):
    with pytest.raises(ValidationError):
        actions.change_field_audience(ada, "password", "public", by=ada)


def test_nobody_chooses_for_another(ada, admin, colleague):
    for person in (admin, colleague):
        with pytest.raises(PermissionDenied):
            actions.change_field_audience(ada, "phone", "public", by=person)


def test_one_changes_the_own_page_and_admins_put_it_right(ada, admin, colleague, customer):
    assert actions.change_profile(ada, by=ada, bio="Knows more.") == ["bio"]
    assert actions.change_profile(ada, by=ada, bio="Knows more.") == []
    actions.change_profile(ada, by=admin, location="Trieste")
    for person in (colleague, customer):
        with pytest.raises(PermissionDenied):
            actions.change_profile(ada, by=person, bio="Knows nothing.")
    ada.refresh_from_db()
    assert (ada.bio, ada.location) == ("Knows more.", "Trieste")


def test_unseen_characters_do_not_get_into_a_page(ada):
    actions.change_profile(ada, by=ada, location="Ud\u202eine\x00 \u200bnord", bio="One\r\n\r\nTwo\u2066\x07")
    ada.refresh_from_db()
    assert (ada.location, ada.bio) == ("Udine nord", "One\n\nTwo")


def test_what_is_too_long_is_refused(ada):
    with pytest.raises(ValidationError) as refusal:
        actions.change_profile(ada, by=ada, bio="x" * 2001)
    assert "bio" in refusal.value.message_dict


def test_markup_in_a_page_is_text(ada, colleague, admin, as_):
    actions.change_profile(ada, by=ada, bio="<script>alert(1)</script>")
    actions.change_place(ada, by=admin, job_title="<b>Boss</b>")
    text = page(as_(colleague))
    assert "<script>alert" not in text
    assert "&lt;b&gt;Boss" in text


# --- Beside the person -----------------------------------------------------------------------------------------------


def test_manager_and_reports_stand_beside(ada, colleague, outsider, admin, as_):
    actions.change_place(colleague, by=admin, manager=ada)
    actions.change_place(ada, by=admin, manager=outsider)
    text = page(as_(admin))
    assert "Ben Rossi" in text
    assert "Cleo Verdi" in text
    assert "Manager" in text


def test_a_customer_does_not_learn_who_works_for_whom(ada, colleague, outsider, admin, customer, acme, as_):
    actions.face_company(ada, acme, by=admin)
    actions.change_place(colleague, by=admin, manager=ada)
    actions.change_place(ada, by=admin, manager=outsider)
    text = page(as_(customer))
    assert "Ben Rossi" not in text
    assert "Cleo Verdi" not in text


def test_on_a_customers_page_stand_the_colleagues_who_face_the_company(ada, admin, customer, acme, colleague, as_):
    actions.face_company(ada, acme, by=admin, note="Contracts")
    for viewer in (colleague, customer):
        text = page(as_(viewer), "dora")
        assert "Ada Bianchi" in text
        assert "Contracts" in text


def test_a_customer_learns_of_no_other_company_a_colleague_faces(ada, admin, customer, acme, borealis, as_):
    for company in (acme, borealis):
        actions.face_company(ada, company, by=admin)
    assert "Borealis" not in page(as_(customer))
    assert "Borealis" in page(as_(admin))


def test_apps_above_add_sections(ada, colleague, as_, monkeypatch):
    monkeypatch.setattr(profile_sections, "_makers", [])
    profile_sections.register(
        lambda person, viewer: ("Said lately", "components/badge.html", {}) if viewer == colleague else None
    )
    assert "Said lately" in page(as_(colleague))
    assert "Said lately" not in page(as_(ada))


def test_the_contact_button_leads_to_the_mail(ada, colleague, as_):
    assert 'href="mailto:ada@example.com"' in page(as_(colleague))


def test_the_page_costs_the_same_with_many_reports(ada, admin, colleague, as_, queries_stay_flat):
    client = as_(colleague)
    queries_stay_flat(
        lambda: client.get("/people/ada/"), lambda: actions.change_place(a_person(), by=admin, manager=ada)
    )


def test_the_page_in_italian(ada, colleague, as_):
    actions.change_settings(colleague, by=colleague, language="it")
    assert as_(colleague).get("/people/ada/").headers["Content-Language"] == "it"
