"""Push: encrypted for one browser, sent while it is signed in, and dropped when it is not there any more."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

import jwt
import pytest
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts.actions import deactivate, end_session, set_password
from intranet.content import actions as content_actions
from intranet.conversation.actions import add_comment
from intranet.notifications import sending
from intranet.notifications.actions import keep_still, set_preference
from intranet.notifications.models import Delivery, Notification, PushDevice, PushKey
from intranet.notifications.push import posting, vapid
from intranet.notifications.push.encrypting import encrypted
from intranet.notifications.sending import due_parcels

from .listener import listening
from .push_service import Browser, push_service, raw, text

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


def call(client, method: str, path: str = "", **document):
    answer = client.generic(method, f"/api/v1/me/push-devices{path}", json.dumps(document), "application/json")
    return answer.status_code, (answer.json() if answer.content else None)


@pytest.fixture
def post_office(monkeypatch):
    with push_service(monkeypatch) as receiver:
        yield receiver


@pytest.fixture
def lab_post(author, colleague, lab, run_jobs):
    post = publish_post(by=author, space=lab, title="Quieter fans", body="The bearings.")
    run_jobs()
    Notification.objects.all().delete()
    return post


def subscribe(client, browser: Browser) -> int:
    client.defaults["HTTP_USER_AGENT"] = FIREFOX
    status, device = call(client, "POST", **browser.subscription())
    assert status == 201
    return device["id"]


@pytest.fixture
def browser(post_office, as_, colleague):
    """Ben has switched push on in one browser."""
    browser = Browser(post_office.url)
    browser.client = as_(colleague)
    browser.device = subscribe(browser.client, browser)
    return browser


def send_what_is_due(later: timedelta = timedelta()) -> list[str]:
    return [sending.send(parcel) for parcel in due_parcels(now() + later, 100)]


# --- The letters themselves ------------------------------------------------------------------------------------------


def test_a_message_is_encrypted_as_in_the_example_of_the_rfc():
    """RFC 8291, section 5 and appendix A."""
    private = int.from_bytes(raw("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    body = encrypted(
        b"When I grow up, I want to be a watermelon",
        raw("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        raw("BTBZMqHH6r4Tts7J_aSIgg"),
        salt=raw("DGv6ra1nlYgDCS1FRnbzlw"),
        sender=ec.derive_private_key(private, ec.SECP256R1()),
        step=1,
    )
    assert text(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr"
        "u3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_the_reader_of_these_tests_reads_the_example_too():
    private = int.from_bytes(raw("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big")
    browser = Browser("", ec.derive_private_key(private, ec.SECP256R1()), raw("BTBZMqHH6r4Tts7J_aSIgg"))
    body = raw(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr"
        "u3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert browser.decrypted(body) == b"When I grow up, I want to be a watermelon"


def test_one_key_is_made_and_kept_and_the_environment_may_bring_its_own(db, settings):
    settings.PUSH_PRIVATE_KEY = ""
    first = vapid.public_key()
    assert vapid.public_key() == first
    assert PushKey.objects.count() == 1
    settings.PUSH_PRIVATE_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
    assert vapid.public_key() == (
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
    )


# --- What is sent ----------------------------------------------------------------------------------------------------


def test_who_is_named_gets_it_on_the_device_signed_and_in_their_language(
    author, colleague, lab_post, post_office, browser, run_jobs
):
    colleague.language = "it"
    colleague.save()
    comment = add_comment(lab_post, by=author, body="What do you think, @ben?")
    run_jobs()
    [sent] = post_office.calls
    message = browser.read(sent)
    assert message["body"] == "What do you think, @Ben Rossi?"
    assert "Quieter fans" in message["title"]
    assert (message["tag"], message["path"]) == (lab_post.key, comment.get_absolute_url())
    assert (message["visit"], message["unread"]) == (f"/inbox/{Notification.objects.get().pk}/", 1)
    assert message["language"] == "it"
    assert (sent.headers["content-encoding"], sent.headers["ttl"]) == ("aes128gcm", "86400")
    assert sent.headers["urgency"] == "high"
    assert len(sent.headers["topic"]) <= 32
    assert_vapid(sent, post_office)
    assert PushDevice.objects.get().sent_at is not None


def assert_vapid(sent, post_office) -> None:
    scheme, _space, said = sent.headers["authorization"].partition(" ")
    word, key = (part.strip().partition("=")[2] for part in said.split(","))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
    audience = f"http://127.0.0.1:{post_office.listener.port}"
    claims = jwt.decode(word, public, algorithms=["ES256"], audience=audience)
    assert scheme == "vapid"
    assert claims["sub"].startswith("mailto:")
    assert 0 < claims["exp"] - now().timestamp() <= 24 * 3600


def test_a_device_that_shows_no_contents_learns_that_something_is_new(author, lab_post, post_office, browser, run_jobs):
    assert call(browser.client, "PUT", f"/{browser.device}", shows_contents=False) == (204, None)
    add_comment(lab_post, by=author, body="What do you think, @ben?")
    run_jobs()
    message = browser.read(post_office.calls[0])
    assert (message["title"], message["body"]) == ("Portico", "Something new for you.")
    assert "Quieter" not in json.dumps(message)


def test_the_longest_words_fit(author, lab_post, post_office, browser, run_jobs):
    add_comment(lab_post, by=author, body="@ben " + "\U0001f600" * 4000)
    run_jobs()
    assert len(browser.read(post_office.calls[0])["body"]) <= 161


def test_quiet_hours_hold_push(author, colleague, lab_post, post_office, browser, run_jobs):
    keep_still(by=colleague, until=now() + timedelta(hours=1))
    add_comment(lab_post, by=author, body="@ben?")
    run_jobs()
    assert post_office.calls == []
    keep_still(by=colleague, until=None)
    assert send_what_is_due(timedelta(hours=1)) == ["sent"]
    assert len(post_office.calls) == 1


def test_what_is_not_readable_any_more_or_not_wanted_is_never_sent(
    author, colleague, lab_post, post_office, browser, run_jobs
):
    keep_still(by=colleague, until=now() + timedelta(hours=1))
    comment = add_comment(lab_post, by=author, body="@ben?")
    other = add_comment(publish_post(by=author, body="Fire drill"), by=author, body="@ben!")
    run_jobs()
    keep_still(by=colleague, until=None)
    content_actions.hide_entry(comment, by=author, reason="Too loud.")
    set_preference(by=colleague, group="mentions", channel="push", wanted=False)
    assert set(send_what_is_due(timedelta(hours=1))) == {"dropped"}
    assert post_office.calls == []
    assert Delivery.objects.filter(notification__entry=other.pk).exists()


# --- What push services answer ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_subscription_that_is_gone_is_forgotten(status, author, lab_post, post_office, browser, run_jobs):
    post_office.answers(status)
    add_comment(lab_post, by=author, body="@ben?")
    run_jobs()
    assert not PushDevice.objects.exists()
    assert Delivery.objects.get().state == Delivery.State.FAILED
    assert call(browser.client, "GET")[1]["devices"] == []


def test_a_busy_service_is_asked_again_when_it_says(author, lab_post, post_office, browser, run_jobs):
    post_office.answers("429 Too Many Requests", **{"Retry-After": "1200"})
    add_comment(lab_post, by=author, body="@ben?")
    run_jobs()
    waiting = Delivery.objects.get()
    assert waiting.state == Delivery.State.WAITING
    assert timedelta(minutes=19) < waiting.due_at - now() <= timedelta(minutes=20)
    assert "429" in PushDevice.objects.get().problem
    post_office.answers("201 Created")
    assert send_what_is_due(timedelta(minutes=21)) == ["sent"]
    assert PushDevice.objects.get().problem == ""


def test_of_two_devices_only_the_one_that_failed_is_tried_again(
    as_, author, colleague, lab_post, post_office, browser, run_jobs
):
    second = Browser(post_office.url.replace("/hook", "/second"))
    subscribe(as_(colleague), second)
    post_office.listener.page("/second", b"", status="503 Service Unavailable")
    add_comment(lab_post, by=author, body="@ben?")
    run_jobs()
    assert len(post_office.calls) == 1
    post_office.listener.pages["/second"] = post_office.take
    assert send_what_is_due(timedelta(hours=1)) == ["sent"]
    assert [one.line.split()[1] for one in post_office.calls] == ["/hook", "/second"]


def test_what_is_not_taken_is_given_up_with_a_reason(author, lab_post, post_office, browser, run_jobs):
    post_office.answers("403 Forbidden")
    add_comment(lab_post, by=author, body="@ben?")
    run_jobs()
    assert Delivery.objects.get().state == Delivery.State.FAILED
    assert "403" in PushDevice.objects.get().problem


# --- The test --------------------------------------------------------------------------------------------------------


def test_a_test_arrives_on_that_device_or_says_why_not(colleague, post_office, browser, run_jobs):
    keep_still(by=colleague, until=now() + timedelta(hours=1))
    assert browser.client.post(f"/settings/notifications/devices/{browser.device}/test/").status_code == 302
    run_jobs()
    assert browser.read(post_office.calls[0])["test"] is True
    post_office.answers("500 Oops")
    assert call(browser.client, "POST", f"/{browser.device}/test") == (202, None)
    run_jobs()
    [device] = call(browser.client, "GET")[1]["devices"]
    assert "500" in device["problem"]
    assert "500" in browser.client.get("/settings/notifications/").content.decode()


def test_tests_are_counted(browser):
    answers = [call(browser.client, "POST", f"/{browser.device}/test")[0] for _turn in range(7)]
    assert answers == [202] * 6 + [429]


# --- Whose device it is ----------------------------------------------------------------------------------------------


def test_another_persons_device_is_not_there(as_, author, browser):
    client = as_(author)
    for method, path in (("DELETE", ""), ("PUT", ""), ("POST", "/test")):
        assert call(client, method, f"/{browser.device}{path}", shows_contents=True)[0] == 404
    for what in ("remove", "contents", "test"):
        assert client.post(f"/settings/notifications/devices/{browser.device}/{what}/").status_code == 404
    assert call(client, "GET")[1]["devices"] == []
    assert PushDevice.objects.count() == 1


def test_the_same_browser_is_one_device_and_belongs_to_who_is_signed_in_last(as_, author, colleague, browser):
    assert subscribe(browser.client, browser) == browser.device
    subscribe(as_(author), browser)
    assert PushDevice.objects.get().person == author


def test_a_subscription_that_was_replaced_goes_with_the_new_one(post_office, browser):
    renewed = Browser(post_office.url + "?renewed")
    status, device = call(browser.client, "POST", **renewed.subscription(replaces=browser.endpoint))
    assert (status, device["id"], device["is_this"]) == (201, browser.device, True)
    assert PushDevice.objects.get().endpoint == renewed.endpoint


def test_the_eleventh_device_is_refused(as_, colleague, post_office):
    for turn in range(10):
        subscribe(as_(colleague), Browser(f"{post_office.url}?{turn}"))
    status, refusal = call(as_(colleague), "POST", **Browser(f"{post_office.url}?10").subscription())
    assert (status, PushDevice.objects.count()) == (403, 10)
    assert "Remove one first" in refusal["detail"]


def signs_out(browser, colleague):
    browser.client.post("/accounts/logout/")


def is_signed_out_elsewhere(browser, colleague):
    end_session(colleague, UserSession.objects.get().pk, by=colleague)


def has_a_new_password(browser, colleague):
    set_password(colleague, "another long password", by=colleague)


def is_deactivated(browser, colleague):
    admin = type(colleague).objects.get(handle="aldo")
    deactivate(colleague, by=admin)


@pytest.mark.parametrize(
    "how", [signs_out, is_signed_out_elsewhere, has_a_new_password, is_deactivated], ids=lambda how: how.__name__
)
def test_who_leaves_a_device_is_not_reached_there(
    how, admin, author, colleague, lab_post, post_office, browser, run_jobs
):
    how(browser, colleague)
    add_comment(lab_post, by=author, body="@ben?")
    run_jobs()
    assert post_office.calls == []
    assert not PushDevice.objects.exists()


# --- Addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/one",
        "https://127.0.0.1/one",
        "https://[::1]/one",
        "https://10.1.2.3/one",
        "https://169.254.169.254/latest",
        "https://localhost/one",
        "https://printer.local/one",
        "https://push.example.com:8080/one",
        "https://me:secret@push.example.com/one",
        "file:///etc/passwd",
        "",
    ],
)
def test_an_address_inside_is_refused_when_subscribing(endpoint, as_, colleague):
    status, refusal = call(as_(colleague), "POST", **Browser(endpoint).subscription())
    assert status == 422
    assert refusal["detail"]
    assert not PushDevice.objects.exists()


def test_an_address_that_turns_out_to_be_inside_is_not_sent_to(as_, author, colleague, lab_post, run_jobs):
    """Its name was public when the browser subscribed; nothing is widened here."""
    with listening() as listener:
        client = as_(colleague)
        subscribe(client, Browser("https://push.example.com/one"))
        PushDevice.objects.update(endpoint=f"https://127.0.0.1:{listener.port}/one")
        add_comment(lab_post, by=author, body="@ben?")
        run_jobs()
        PushDevice.objects.update(endpoint=f"http://127.0.0.1:{listener.port}/one")
        send_what_is_due(timedelta(hours=1))
        assert listener.asked == []
    assert PushDevice.objects.get().problem


@pytest.mark.parametrize(
    "keys",
    [
        {"p256dh": "AAAA", "auth": text(b"sixteen bytes ok")},
        {"p256dh": text(b"\x04" + bytes(64)), "auth": text(b"sixteen bytes ok")},
        {"p256dh": "\N{SNOWMAN}", "auth": "?"},
    ],
)
def test_keys_that_make_no_sense_are_refused(keys, as_, colleague):
    subscription = Browser("https://push.example.com/one").subscription(keys=keys)
    assert call(as_(colleague), "POST", **subscription)[0] == 422


def test_a_subscription_with_an_old_key_is_refused(as_, colleague):
    old = Browser("https://push.example.com/one").subscription(key=text(sha256(b"old").digest()))
    assert call(as_(colleague), "POST", **old)[0] == 422


def test_the_product_itself_reaches_the_public_internet_alone():
    assert {"https"} == posting.SCHEMES
    assert posting.LIMITS.ports == {443}
    assert not posting.LIMITS.allows("127.0.0.1")
