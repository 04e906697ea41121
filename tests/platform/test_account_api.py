"""One's own account for programs: what a token may end, and what takes the password each time."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from feeds.models import EventChoices
from intranet.accounts import actions
from intranet.accounts.models import ApiToken, Consent, Erasure, User
from intranet.activity.models import Activity
from intranet.core.models import SecondFactorFor, SiteSettings
from tests.factories import PASSWORD

from .files_of_strangers import a_picture, upload
from .second_steps import code_for, proven, with_app
from .test_api import Program

PROOF = {"password": PASSWORD}
TEXTS = {"en": "Be kind.", "it": "Sii gentile."}


@pytest.fixture
def ada(author):
    return Program(proven(author))


@pytest.fixture
def dora(customer):
    return Program(proven(customer))


def send(program, path, file, **fields):
    headers = {"authorization": f"Bearer {program.secret}"}
    return program.client.post(f"/api/v1{path}", {"file": file, **fields}, headers=headers)


# --- Devices and tokens ----------------------------------------------------------------------------------------------


def test_devices_are_told_and_ended_one_by_one_and_all(ada, author, colleague):
    def sign_in(person, key):
        return UserSession.objects.create(user=person, session_key=key, ip="127.0.0.1", user_agent="Firefox on Linux")

    for _ in range(2):
        Client().force_login(author)
    bens = sign_in(colleague, "b" * 32)
    one = UserSession.objects.create(user=author, session_key="a" * 32, ip="127.0.0.1", user_agent="Firefox")
    assert ada.ask("DELETE", f"/me/devices/{bens.pk}").status_code == 404
    assert ada.ask("DELETE", f"/me/devices/{one.pk}").status_code == 204
    Client().force_login(author)
    assert ada.ask("DELETE", "/me/devices").status_code == 200
    assert list(UserSession.objects.values_list("user", flat=True)) == [colleague.pk]
    assert ada.get("/me/devices").json() == []


def test_a_token_is_revoked_by_its_owner_and_can_revoke_itself(ada, author, colleague):
    bens, _secret = actions.create_token(colleague, by=colleague, name="His")
    mine = ada.get("/me/tokens").json()
    assert [one["name"] for one in mine] == ["test"]
    assert "secret" not in str(mine)
    assert ada.ask("DELETE", f"/me/tokens/{bens.pk}").status_code == 404
    assert ada.ask("DELETE", f"/me/tokens/{mine[0]['id']}").status_code == 204
    assert ada.get("/me").status_code == 401


def test_no_token_makes_tokens(ada):
    assert ada.ask("POST", "/me/tokens", PROOF | {"name": "Another"}).status_code == 405
    assert ApiToken.objects.count() == 1


# --- The password each time ------------------------------------------------------------------------------------------

GUARDED = [
    ("PUT", "/me/password", {"new_password": "porticus-in-the-rain"}),
    ("POST", "/me/second-step/app", {}),
    ("POST", "/me/second-step/recovery-codes", {}),
    ("POST", "/me/second-step/1/removal", {}),
    ("PUT", "/me/second-step/1", {"name": "Mine"}),
    ("POST", "/me/calendar/address", {}),
]


@pytest.mark.parametrize(("method", "path", "more"), GUARDED)
def test_a_token_alone_changes_nothing_that_guards_the_account(method, path, more, ada, author):
    before = author.password
    answer = ada.ask(method, path, {"password": "guessed-by-somebody"} | more)
    assert (answer.status_code, answer.json()["detail"]) == (403, "This is not your password.")
    assert ada.ask(method, path, more).status_code == 422
    author.refresh_from_db()
    assert author.password == before
    assert not Authenticator.objects.exists()
    assert not EventChoices.objects.exclude(key_hash="").exists()


def test_five_guesses_of_the_password_in_five_minutes_and_then_the_right_one_waits_too(ada):
    for _ in range(5):
        assert ada.ask("POST", "/me/second-step/app", {"password": "guess"}).status_code == 403
    answer = ada.ask("POST", "/me/second-step/app", PROOF)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_the_password_is_changed_with_the_old_one_and_ends_the_sessions(
    ada, author, run_jobs, mailoutbox, after_commit
):
    browser = Client()
    browser.force_login(author)
    assert ada.ask("PUT", "/me/password", PROOF | {"new_password": "short"}).status_code == 422
    with after_commit():
        assert ada.ask("PUT", "/me/password", PROOF | {"new_password": "porticus-in-the-rain"}).status_code == 204
    author.refresh_from_db()
    assert author.check_password("porticus-in-the-rain")
    assert browser.get("/people/").status_code == 302
    run_jobs()
    assert [message.to for message in mailoutbox] == [[author.email]]


def test_who_has_no_password_here_is_sent_to_the_settings(ada, author):
    author.set_unusable_password()
    author.save()
    assert "no password here" in ada.ask("POST", "/me/second-step/app", PROOF).json()["detail"]


# --- The second step -------------------------------------------------------------------------------------------------


def begun(program):
    return program.ask("POST", "/me/second-step/app", PROOF).json()


def test_an_app_is_set_up_in_two_steps_and_told(ada, author, run_jobs, mailoutbox, after_commit):
    setup = begun(ada)
    assert setup["url"].startswith("otpauth://totp/")
    assert not Authenticator.objects.exists()
    with after_commit():
        done = ada.ask("PUT", "/me/second-step/app", {"setup": setup["setup"], "code": code_for(setup["secret"])})
    assert len(done.json()["recovery_codes"]) == 10
    said = ada.get("/me/second-step").json()
    assert ([key["sort"] for key in said["keys"]], said["recovery_codes_left"]) == (["app"], 10)
    run_jobs()
    assert len(mailoutbox) == 1
    assert Activity.objects.get(verb="accounts.person.second_step_changed").details == {"what": "totp_activated"}


@pytest.mark.parametrize("wrong", [{"code": "000000"}, {"setup": "forged"}])
def test_neither_a_wrong_code_nor_a_forged_setup_sets_anything_up(wrong, ada):
    setup = begun(ada)
    sent = {"setup": setup["setup"], "code": code_for(setup["secret"])} | wrong
    assert ada.ask("PUT", "/me/second-step/app", sent).status_code == 422
    assert not Authenticator.objects.exists()


def test_what_another_has_begun_is_not_finished_by_me_nor_after_a_new_password(ada, author, dora, customer):
    setup = begun(dora)
    sent = {"setup": setup["setup"], "code": code_for(setup["secret"])}
    assert ada.ask("PUT", "/me/second-step/app", sent).status_code == 422
    customer.set_password("porticus-in-the-rain")
    customer.save()
    assert dora.ask("PUT", "/me/second-step/app", sent).status_code == 422


def test_a_second_app_is_refused(ada, author):
    setup = begun(ada)
    with_app(author)
    answer = ada.ask("PUT", "/me/second-step/app", {"setup": setup["setup"], "code": code_for(setup["secret"])})
    assert (answer.status_code, Authenticator.objects.count()) == (422, 1)


def test_who_has_a_second_step_takes_it_away_with_password_and_code(ada, author):
    """Else a token and a password that was seen would be enough to come in without the telephone."""
    secret = with_app(author)
    app = ada.get("/me/second-step").json()["keys"][0]["id"]
    for wrong in ({}, {"code": "000000"}):
        assert ada.ask("POST", f"/me/second-step/{app}/removal", PROOF | wrong).status_code == 403
    code = code_for(secret)
    codes = ada.ask("POST", "/me/second-step/recovery-codes", PROOF | {"code": code}).json()["recovery_codes"]
    assert ada.ask("POST", f"/me/second-step/{app}/removal", PROOF | {"code": code}).status_code == 403, "used"
    assert ada.ask("POST", f"/me/second-step/{app}/removal", PROOF | {"code": codes[0]}).status_code == 204
    assert not Authenticator.objects.exists()


def test_another_persons_key_is_not_there(ada, author, colleague):
    with_app(colleague)
    bens = Authenticator.objects.get()
    assert ada.ask("POST", f"/me/second-step/{bens.pk}/removal", PROOF).status_code == 404
    assert Authenticator.objects.exists()


def test_a_passkey_alone_needs_a_browser(ada, author):
    Authenticator.objects.create(user=author, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop"})
    answer = ada.ask("POST", "/me/second-step/recovery-codes", PROOF)
    assert "passkeys need a browser" in answer.json()["detail"]


def test_a_passkey_is_renamed_by_who_has_a_code_beside_it(ada, author):
    secret = with_app(author)
    key = Authenticator.objects.create(user=author, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop"})
    sent = PROOF | {"code": code_for(secret), "name": "Old laptop"}
    assert ada.ask("PUT", f"/me/second-step/{key.pk}", sent).json()["name"] == "Old laptop"


# --- The threshold ---------------------------------------------------------------------------------------------------


def test_who_has_to_agree_reads_and_agrees_by_token_and_then_goes_on(ada, author, admin):
    actions.publish_terms("terms", by=admin, texts=TEXTS)
    assert ada.get("/people").status_code == 403
    asked = ada.get("/me/consent").json()
    assert (asked["agreed"], [one["text"] for one in asked["documents"]]) == (False, ["Be kind."])
    assert ada.ask("PUT", "/me/consent", {"documents": []}).status_code == 422
    assert Program(author, may_write=False).ask("PUT", "/me/consent", {"documents": []}).status_code == 403
    assert ada.ask("PUT", "/me/consent", {"documents": [one["id"] for one in asked["documents"]]}).json()["agreed"]
    assert Consent.objects.filter(person=author).count() == 1
    assert ada.get("/people").status_code == 200


def test_who_lacks_the_second_step_that_is_demanded_does_not_even_agree(ada, admin):
    actions.publish_terms("terms", by=admin, texts=TEXTS)
    SiteSettings.objects.update_or_create(pk=1, defaults={"second_factor_for": SecondFactorFor.STAFF})
    SiteSettings.forget()
    assert ada.get("/me/consent").status_code == 403
    assert ada.ask("POST", "/me/second-step/app", PROOF).status_code == 403


def test_versions_are_published_by_admins_and_read_by_all(ada, admin):
    aldo = Program(admin)
    assert aldo.ask("POST", "/terms/terms", {"texts": {"en": "Half."}}).status_code == 422
    assert aldo.ask("POST", "/terms/nothing", {"texts": TEXTS}).status_code == 422
    for text in ("Be kind.", "Be kinder."):
        made = aldo.ask("POST", "/terms/terms", {"texts": TEXTS | {"en": text}, "requires_consent": False})
        assert made.status_code == 201
    assert ada.get("/terms/terms").json()["text"] == "Be kinder."
    assert ada.get("/terms/terms?version=1").json()["text"] == "Be kind."
    assert [one["version"] for one in ada.get("/terms/terms/versions?limit=1").json()["items"]] == [2]
    assert ada.get("/terms/privacy").status_code == 404


# --- Settings, picture, erasure --------------------------------------------------------------------------------------


def test_settings_are_changed_as_far_as_they_are_named(ada, author):
    assert ada.ask("PUT", "/me/settings", {"language": "it", "shortcuts": False}).json()["language"] == "it"
    assert ada.ask("PUT", "/me/settings", {"language": "tlh"}).status_code == 422
    author.refresh_from_db()
    assert (author.language, author.shortcuts, author.show_presence) == ("it", False, True)


def test_a_picture_is_put_up_and_taken_away(ada, author):
    assert send(ada, "/me/picture", upload("me.png", a_picture())).status_code == 204
    author.refresh_from_db()
    assert author.avatar
    assert send(ada, "/me/picture", upload("me.png", b"no picture")).status_code == 422
    assert ada.ask("DELETE", "/me/picture").status_code == 204
    author.refresh_from_db()
    assert not author.avatar


def test_a_customer_asks_to_be_erased_with_the_password_and_stays_after_all(dora, customer):
    assert dora.ask("POST", "/me/erasure", {"password": "guess"}).status_code == 403
    assert dora.ask("POST", "/me/erasure", PROOF).status_code == 201
    assert dora.ask("POST", "/me/erasure", PROOF).status_code == 422
    assert dora.get("/me/erasure").json()["texts_too"] is False
    assert dora.ask("DELETE", "/me/erasure").status_code == 204
    assert Erasure.objects.get().state == Erasure.State.TAKEN_BACK
    assert User.objects.get(pk=customer.pk).is_active


def test_the_address_of_ones_calendar_is_made_with_the_password_and_closed_without(ada):
    made = ada.ask("POST", "/me/calendar/address", PROOF | {"covers": "all"})
    path = made.json()["url"].partition("//")[2].partition("/")[2]
    assert Client().get(f"/{path}").status_code == 200
    assert ada.get("/me/calendar").json()["address_made_at"]
    assert ada.ask("DELETE", "/me/calendar/address").status_code == 204
    assert Client().get(f"/{path}").status_code == 404
    assert ada.ask("PUT", "/me/calendar", {"remind": 7}).status_code == 422
    assert ada.ask("PUT", "/me/calendar", {"remind": 15}).json()["remind"] == 15
