"""Staff come in by invitation: one address, one link, one account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import translation
from django.utils.timezone import now

from intranet.accounts import actions, jobs, keys
from intranet.accounts.models import Department, Invitation, User
from intranet.activity.models import Activity
from intranet.spaces.models import Membership
from tests.factories import PASSWORD

from .threads import together

LIST = "/people/invitations/"


@pytest.fixture
def product(db):
    return Department.objects.create(name="Product")


@pytest.fixture
def invitation(admin, product):
    return actions.invite_staff("nina@example.com", by=admin, department=product, message="See you on Monday.")


def link_of(invitation: Invitation) -> str:
    return f"/invitations/{keys.invitation_secret(invitation)}/"


def come_in(invitation: Invitation, client: Client | None = None, **more):
    client = client or Client()
    answer = client.post(link_of(invitation), {"name": "Nina Fabbri", "password": PASSWORD, **more})
    return client, answer


def test_an_invited_colleague_comes_in_and_is_inside(invitation, product):
    client, answer = come_in(invitation)
    assert answer.url == "/"
    assert client.get("/people/").status_code == 200
    nina = User.objects.get(email="nina@example.com")
    assert (nina.name, nina.kind, nina.role, nina.department) == ("Nina Fabbri", "staff", "", product)
    assert EmailAddress.objects.get(user=nina).verified
    invitation.refresh_from_db()
    assert invitation.accepted_by == nina


def test_the_mail_has_the_link_in_words_and_in_html(invitation, run_jobs, settings):
    run_jobs()
    message = mail.outbox[0]
    html, _type = message.alternatives[0]
    assert message.to == ["nina@example.com"]
    assert message.subject == "Aldo Greco invites you to Portico"
    for text in (message.body, html):
        assert settings.SITE_URL + link_of(invitation) in text
        assert "See you on Monday." in text


def test_the_mail_speaks_the_language_that_was_chosen(admin, run_jobs):
    actions.invite_staff("nina@example.com", by=admin, language="it")
    run_jobs()
    with translation.override("it"):
        expected = translation.gettext("Come in here:")
    assert expected in mail.outbox[0].body


def test_what_the_inviter_wrote_cannot_become_markup(admin, run_jobs):
    actions.invite_staff("nina@example.com", by=admin, message="<img src=x onerror=alert(1)>")
    run_jobs()
    assert "<img" not in mail.outbox[0].alternatives[0][0]


def test_the_database_knows_no_token(invitation):
    token = keys.invitation_secret(invitation)
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in str(row)
    assert row["token_hash"] == keys.hash_of(token)


def test_fifty_who_use_the_link_at_once_become_one(transactional_db, invitation, django_user_model):
    token = keys.invitation_secret(invitation)

    def accept():
        try:
            return actions.accept_invitation(token, name="Nina Fabbri", password=PASSWORD)
        except PermissionDenied as refusal:
            return str(refusal)

    results = together(*[accept] * 50)
    assert sum(isinstance(result, User) for result in results) == 1
    assert {result for result in results if isinstance(result, str)} == {
        "This invitation has been used. Sign in with the password you chose."
    }
    assert User.objects.filter(email="nina@example.com").count() == 1


def test_the_link_works_once(invitation):
    come_in(invitation)
    _client, answer = come_in(invitation)
    assert answer.status_code == 410
    assert "has been used" in answer.content.decode()


def test_the_link_ends_after_fourteen_days(invitation):
    assert now() + timedelta(days=13) < invitation.expires_at <= now() + timedelta(days=14)
    Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    for answer in (Client().get(link_of(invitation)), come_in(invitation)[1]):
        assert answer.status_code == 410
        assert "has expired" in answer.content.decode()
    assert not User.objects.filter(email="nina@example.com").exists()


def test_a_withdrawn_invitation_lets_nobody_in(invitation, admin, run_jobs):
    assert actions.revoke_invitation(invitation, by=admin) is True
    assert actions.revoke_invitation(invitation, by=admin) is False
    assert come_in(invitation)[1].status_code == 410
    run_jobs()
    assert not mail.outbox


def test_sent_again_the_new_link_works_and_the_old_one_does_not(invitation, admin, run_jobs):
    old = link_of(invitation)
    run_jobs()
    actions.resend_invitation(invitation, by=admin)
    run_jobs()
    assert Client().get(old).status_code == 404
    assert link_of(invitation) != old
    assert link_of(invitation) in mail.outbox[-1].body
    assert come_in(invitation)[1].status_code == 302


def test_a_mail_that_is_tried_again_says_the_same(invitation):
    for _ in range(2):
        jobs.mail_invitation.call(invitation_id=invitation.pk, round=1)
    assert mail.outbox[0].body == mail.outbox[1].body


def test_an_expired_invitation_can_be_sent_again(invitation, admin):
    Invitation.objects.update(expires_at=now() - timedelta(days=3))
    invitation.refresh_from_db()
    actions.resend_invitation(invitation, by=admin)
    assert come_in(invitation)[1].status_code == 302


def test_an_accepted_invitation_is_not_sent_again(invitation, admin):
    come_in(invitation)
    invitation.refresh_from_db()
    with pytest.raises(PermissionDenied, match="has been accepted"):
        actions.resend_invitation(invitation, by=admin)


@pytest.mark.parametrize("token", ["0" * 64, "f" * 64])
def test_a_link_nobody_was_sent_is_not_there(invitation, token):
    assert Client().get(f"/invitations/{token}/").status_code == 404


@pytest.mark.parametrize("token", ["", " ", "x", "%00", "ptk_" + "x" * 40])
def test_rubbish_is_nobodys_invitation(invitation, token):
    assert keys.find_invitation(token) is None


@pytest.mark.parametrize("somebody", ["author", "moderator", "customer", "guest", "deactivated"])
def test_only_admins_invite(somebody, request, as_, product):
    person = request.getfixturevalue(somebody)
    with pytest.raises(PermissionDenied):
        actions.invite_staff("nina@example.com", by=person)
    answer = as_(person).post(LIST, {"email": "nina@example.com", "kind": "staff", "language": "en"})
    assert answer.status_code in (302, 403)
    assert not Invitation.objects.exists()
    assert as_(person).get(LIST).status_code in (302, 403)


def test_an_admin_invites_from_the_page_and_sees_who_waits(admin, as_, product):
    client = as_(admin)
    client.post(
        LIST,
        {"email": "Nina@Example.com", "kind": "staff", "role": "moderator", "department": product.pk, "language": "it"},
    )
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.language) == ("nina@example.com", "moderator", "it")
    page = client.get(LIST).content.decode()
    assert "nina@example.com" in page
    client.post(f"{LIST}{invitation.pk}/revoke/", follow=True)
    assert "nina@example.com" not in client.get(LIST).content.decode()
    assert "nina@example.com" in client.get(LIST, {"show": "all"}).content.decode()


def test_the_page_says_what_is_wrong_beside_the_field(admin, as_, author):
    client = as_(admin)
    for typed, field in (
        ({"email": "no address"}, "email"),
        ({"email": author.email}, "email"),
        ({"email": "n@example.com", "role": "king"}, "role"),
        ({"email": "n@example.com", "kind": "customer", "role": "admin"}, "role"),
        ({"email": "n@example.com", "joins": ["space_1"]}, None),
    ):
        answer = client.post(LIST, {"kind": "staff", "language": "en", **typed})
        if field:
            assert answer.status_code == 422, typed
            assert field in answer.context["form"].errors, typed


def test_an_invited_customer_belongs_to_the_company(admin, acme):
    invitation = actions.invite_customer("nina@acme.example", by=admin, company=acme)
    come_in(invitation)
    nina = User.objects.get(email="nina@acme.example")
    assert (nina.kind, nina.company) == ("customer", acme)


def test_an_invited_customer_cannot_take_a_name_that_speaks_for_us(admin, acme):
    invitation = actions.invite_customer("nina@acme.example", by=admin, company=acme)
    _client, answer = come_in(invitation, name="Portico Support")
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
    assert come_in(invitation)[1].status_code == 302  # the refusal did not use it up


def test_a_weak_password_is_refused_and_the_link_still_works(invitation):
    _client, answer = come_in(invitation, password="nina")
    assert answer.status_code == 422
    assert "password" in answer.context["form"].errors
    assert come_in(invitation)[1].status_code == 302


def test_somebody_who_has_an_account_cannot_be_invited(admin, author):
    with pytest.raises(ValidationError, match="has an account already"):
        actions.invite_staff(author.email.upper(), by=admin)


def test_inviting_twice_leaves_one_link_that_works(admin):
    first = actions.invite_staff("nina@example.com", by=admin)
    second = actions.invite_staff("nina@example.com", by=admin, role="moderator")
    assert Client().get(link_of(first)).status_code == 410
    come_in(second)
    assert User.objects.get(email="nina@example.com").role == "moderator"


def test_an_unproven_sign_up_does_not_keep_the_invited_out(admin):
    stranger = Client()
    stranger.post("/accounts/signup/", {"name": "Squatter", "email": "nina@example.com", "password1": "strangers only"})
    invitation = actions.invite_staff("nina@example.com", by=admin)
    come_in(invitation)
    nina = User.objects.get(email="nina@example.com")
    assert (nina.kind, nina.name) == ("staff", "Nina Fabbri")
    answer = stranger.post("/accounts/login/", {"login": nina.email, "password": "strangers only"})
    assert answer.status_code == 200 or answer.url != "/"
    assert stranger.get("/people/").status_code == 302


def test_the_newcomer_joins_the_spaces_the_invitation_names(admin, lab, plaza, as_):
    as_(admin).post(
        LIST, {"email": "nina@example.com", "kind": "staff", "language": "en", "joins": [lab.key, plaza.key]}
    )
    come_in(Invitation.objects.get())
    nina = User.objects.get(email="nina@example.com")
    assert set(Membership.objects.filter(person=nina).values_list("space__slug", flat=True)) == {"lab", "plaza"}


def test_a_secret_space_is_not_on_offer_and_not_joined(admin, vault, as_):
    assert vault.name not in as_(admin).get(LIST).content.decode()
    invitation = actions.invite_staff("nina@example.com", by=admin, joins=[vault.key, "space_99999", "room_1", "x"])
    come_in(invitation)
    assert not Membership.objects.filter(person__email="nina@example.com").exists()


def test_an_invited_customer_stays_out_of_the_spaces_of_staff(admin, acme, lab, porch):
    invitation = actions.invite_customer("nina@acme.example", by=admin, company=acme, joins=[lab.key, porch.key])
    come_in(invitation)
    assert list(Membership.objects.filter(person__company=acme).values_list("space__slug", flat=True)) == ["porch"]


def test_who_is_signed_in_is_asked_to_sign_out_first(invitation, author, as_):
    client = as_(author)
    page = client.get(link_of(invitation))
    assert "You are signed in as Ada Bianchi" in page.content.decode()
    come_in(invitation, client)
    assert not User.objects.filter(email="nina@example.com").exists()


def test_guessing_links_is_slowed_down(invitation):
    client = Client()
    answers = [client.get(f"/invitations/{number:064x}/").status_code for number in range(31)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_it_is_all_written_down(invitation, admin):
    come_in(invitation)
    verbs = list(Activity.objects.order_by("pk").values_list("verb", "audited"))
    assert ("accounts.invitation.sent", True) in verbs
    assert ("accounts.invitation.accepted", True) in verbs


def test_the_page_for_the_newcomer_is_in_the_newcomers_language(invitation):
    page = Client(HTTP_ACCEPT_LANGUAGE="it").get(link_of(invitation))
    assert page.headers["Content-Language"] == "it"
    assert re.search(r'<html lang="it"', page.content.decode())


def test_the_list_costs_the_same_for_many(admin, as_, queries_stay_flat):
    client = as_(admin)
    numbers = iter(range(100))
    queries_stay_flat(
        lambda: client.get(LIST),
        lambda: actions.invite_staff(f"new{next(numbers)}@example.com", by=admin),
    )
