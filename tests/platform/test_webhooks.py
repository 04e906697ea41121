"""Outgoing webhooks: what is sent to whom, with which signature, how often, and what never leaves the house."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from feeds.actions import publish_post
from intranet.api.webhooks import actions, wanted
from intranet.api.webhooks.jobs import catch_up, purge
from intranet.api.webhooks.models import Attempt, Delivery, Webhook
from intranet.content import actions as content
from intranet.conversation.actions import react
from intranet.jobs import workforce
from intranet.jobs.performing import perform, settle
from intranet.jobs.queue import claim
from intranet.notifications.inbox import target_of
from intranet.notifications.models import Notification
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import ORG, PUBLIC
from intranet.spaces.models import Space

from .webhook_receiver import receiving


@pytest.fixture(autouse=True)
def _the_loopback_is_listed(settings):
    settings.WEBHOOK_PRIVATE_ADDRESSES = ["127.0.0.0/8"]


@pytest.fixture
def receiver():
    with receiving() as listener:
        yield listener


def a_webhook(by, receiver, **how) -> tuple[Webhook, str]:
    how = {"scope": "org", "verbs": ["*"]} | how
    return actions.add_webhook(by=by, url=receiver.url, **how)


def proves(secret: str, call) -> bool:
    """Written after the specification, and not after our code."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = call.headers["webhook-id"].encode() + b"." + call.headers["webhook-timestamp"].encode() + b"." + call.body
    right = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
    return any(hmac.compare_digest(right, one.partition(",")[2]) for one in call.headers["webhook-signature"].split())


def types_in(receiver) -> list[str]:
    return [json.loads(call.body)["type"] for call in receiver.calls]


# --- What is sent -------------------------------------------------------------------------------------------------


def test_what_happens_is_sent_signed_with_who_did_what_to_what(author, admin, receiver, run_jobs):
    webhook, secret = a_webhook(admin, receiver)
    post = publish_post(by=author, audience=ORG, title="Quieter fans", body="The secret is in the blades.")
    run_jobs()
    [call] = receiver.calls
    told = json.loads(call.body)
    assert told["type"] == "feeds.post.published"
    assert told["data"]["actor"] == {"id": author.pk, "name": "Ada Bianchi", "kind": "staff"}
    assert told["data"]["entry"]["id"] == post.pk
    assert told["data"]["entry"]["title"] == "Quieter fans"
    assert told["data"]["entry"]["url"].endswith(post.get_absolute_url())
    assert b"blades" not in call.body
    assert call.line == "POST /hook HTTP/1.1"
    assert call.headers["content-type"] == "application/json"
    assert proves(secret, call)
    assert not proves("whsec_" + base64.b64encode(b"x" * 32).decode(), call)
    delivery = webhook.deliveries.get()
    assert (delivery.state, delivery.status, delivery.tries) == ("delivered", 200, 1)


def test_texts_are_sent_where_that_was_chosen(author, admin, receiver, run_jobs):
    a_webhook(admin, receiver, with_bodies=True)
    publish_post(by=author, audience=ORG, body="The secret is in the blades.")
    run_jobs()
    assert json.loads(receiver.calls[0].body)["data"]["entry"]["body"] == "The secret is in the blades."


def test_only_what_was_chosen_is_sent(author, colleague, admin, receiver, run_jobs):
    a_webhook(admin, receiver, verbs=["conversation.reaction.given"])
    post = publish_post(by=author, audience=ORG, body="Hello")
    react(post, by=colleague, sort="bravi")
    run_jobs()
    assert types_in(receiver) == ["conversation.reaction.given"]


def test_who_keeps_a_copy_learns_that_it_is_gone_and_nothing_more(author, admin, receiver, run_jobs):
    a_webhook(admin, receiver, verbs=["feeds.post.deleted"], with_bodies=True)
    post = publish_post(by=author, audience=ORG, title="Quieter fans", body="Blades")
    content.delete_entry(post, by=author)
    run_jobs()
    [call] = receiver.calls
    assert json.loads(call.body)["data"]["entry"] == {"id": post.pk, "kind": "feeds.post", "gone": True}


# --- What never leaves --------------------------------------------------------------------------------------------


def test_nothing_of_a_closed_space_is_in_a_webhook_of_the_house(
    author, colleague, admin, lab, vault, receiver, run_jobs
):
    webhook, _secret = a_webhook(admin, receiver, with_bodies=True)
    for space in Space.objects.filter(pk__in=[lab.pk, vault.pk]):
        post = publish_post(by=author, space=space, title="Closed", body="Closed")
        react(post, by=author, sort="bravi")
        content.delete_entry(post, by=author)
        spaces.change_space(space, by=author, purpose="Closed purpose")
    spaces.remove_member(Space.objects.get(pk=lab.pk), by=author, person=colleague)
    run_jobs()
    assert receiver.calls == []
    assert not webhook.deliveries.exists()


@pytest.mark.parametrize(("scope", "heard"), [("public", {"public"}), ("org", {"public", "org", "plaza", "porch"})])
def test_a_scope_hears_what_it_may_read(scope, heard, author, admin, plaza, porch, lab, receiver, run_jobs):
    heard = heard | ({"porch"} if scope == "public" else set())
    a_webhook(admin, receiver, scope=scope, verbs=["feeds.post.published"])
    publish_post(by=author, audience=PUBLIC, title="public", body="x")
    publish_post(by=author, audience=ORG, title="org", body="x")
    for space, title in ((plaza, "plaza"), (porch, "porch"), (lab, "lab")):
        publish_post(by=author, space=space, title=title, body="x")
    run_jobs()
    assert {json.loads(call.body)["data"]["entry"]["title"] for call in receiver.calls} == heard


def test_the_owner_of_a_closed_space_has_it_told_and_nothing_else(author, lab, vault, receiver, run_jobs):
    a_webhook(author, receiver, scope="space", space=lab, verbs=["feeds.post.published"])
    for space in (lab, vault):
        publish_post(by=author, space=space, title=space.name, body="x")
    publish_post(by=author, audience=ORG, title="All", body="x")
    run_jobs()
    assert [json.loads(call.body)["data"]["entry"]["title"] for call in receiver.calls] == ["Lab"]


def test_what_was_hidden_meanwhile_is_not_sent_on_the_second_try(author, admin, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver, verbs=["feeds.post.published"])
    receiver.answers("503 Busy")
    with time_machine.travel(now(), tick=False) as clock:
        post = publish_post(by=author, audience=ORG, title="Oops", body="x")
        run_jobs()
        content.delete_entry(post, by=author)
        clock.shift(timedelta(minutes=2))
        run_jobs()
    assert len(receiver.calls) == 1
    assert webhook.deliveries.get().state == "withheld"


def test_a_space_that_closes_is_heard_no_longer_by_an_admins_webhook(author, admin, plaza, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver, scope="space", space=plaza)
    spaces.change_space(plaza, by=author, visibility="closed")
    publish_post(by=author, space=plaza, body="Now closed")
    run_jobs()
    webhook.refresh_from_db()
    assert receiver.calls == []
    assert (webhook.state, webhook.why_off) == ("off", "keeper")


def test_nobody_learns_who_reported_or_who_hid(author, colleague, admin, moderator, receiver, run_jobs):
    from intranet.moderation.actions import flag_entry, hide

    a_webhook(admin, receiver)
    post = publish_post(by=author, audience=ORG, body="x")
    run_jobs()
    flag_entry(post, by=colleague, reason="spam", note="")
    hide(post, by=moderator, reason="Not here")
    run_jobs()
    assert types_in(receiver) == ["feeds.post.published", "feeds.post.hidden"]
    assert json.loads(receiver.calls[1].body)["data"]["actor"] is None


# --- Trying again -------------------------------------------------------------------------------------------------


def test_what_fails_is_tried_again_later_and_later_under_the_same_id(author, admin, receiver, run_jobs):
    webhook, secret = a_webhook(admin, receiver)
    receiver.answers("500 Oops")
    with time_machine.travel(now(), tick=False) as clock:
        publish_post(by=author, audience=ORG, body="x")
        for pause in (0, 5, 60, 600, 3600, 6 * 3600):
            clock.shift(timedelta(seconds=pause * 1.3))
            run_jobs()
        assert len(receiver.calls) == 6
        run_jobs()
        assert len(receiver.calls) == 6
        receiver.answers("204 No Content")
        clock.shift(timedelta(hours=30))
        run_jobs()
    assert len({call.headers["webhook-id"] for call in receiver.calls}) == 1
    assert len({call.headers["webhook-timestamp"] for call in receiver.calls}) == 7
    assert all(proves(secret, call) for call in receiver.calls)
    delivery = webhook.deliveries.get()
    assert (delivery.state, delivery.tries) == ("delivered", 7)
    webhook.refresh_from_db()
    assert (webhook.failing_since, webhook.failures) == (None, 0)


def test_after_the_last_try_it_has_failed_and_can_be_sent_again(author, admin, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver)
    receiver.answers("500 Oops")
    with time_machine.travel(now(), tick=False) as clock:
        publish_post(by=author, audience=ORG, body="x")
        for pause in (0, 5, 60, 600, 3600, 6 * 3600, 24 * 3600):
            clock.shift(timedelta(seconds=pause * 1.3))
            run_jobs()
        assert webhook.deliveries.get().state == "failed"
        receiver.answers("200 OK")
        assert actions.replay_failed(webhook, by=admin, since=now() - timedelta(days=3)) == 1
        assert actions.replay_failed(webhook, by=admin, since=now() - timedelta(days=3)) == 0
        run_jobs()
    assert webhook.deliveries.get().state == "delivered"
    assert len({call.headers["webhook-id"] for call in receiver.calls}) == 1


def test_a_dead_address_costs_one_try_and_not_one_each(author, admin, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver)
    receiver.answers("502 Bad Gateway")
    with time_machine.travel(now(), tick=False) as clock:
        for _each in range(5):
            publish_post(by=author, audience=ORG, body="x")
        run_jobs()
        assert len(receiver.calls) == 1
        receiver.answers("200 OK")
        clock.shift(timedelta(seconds=10))
        run_jobs()
    assert webhook.deliveries.filter(state="delivered").count() == 5


def test_gone_for_good_switches_it_off_and_tells_its_keeper(author, admin, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver)
    receiver.answers("410 Gone")
    publish_post(by=author, audience=ORG, body="x")
    run_jobs()
    publish_post(by=author, audience=ORG, body="y")
    run_jobs()
    webhook.refresh_from_db()
    assert (webhook.state, webhook.why_off, len(receiver.calls)) == ("off", "gone", 1)
    told = Notification.objects.get(recipient=admin, activity__verb="webhooks.webhook.switched_off")
    assert target_of(told) == webhook.get_absolute_url()
    receiver.answers("200 OK")
    actions.resume_webhook(webhook, by=admin)
    actions.replay(webhook.deliveries.get(), by=admin)
    run_jobs()
    assert webhook.deliveries.get().state == "delivered"


def test_days_of_failure_switch_it_off(author, admin, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver)
    receiver.answers("500 Oops")
    with time_machine.travel(now(), tick=False) as clock:
        for _day in range(7):
            publish_post(by=author, audience=ORG, body="x")
            run_jobs()
            clock.shift(timedelta(days=1))
    webhook.refresh_from_db()
    assert (webhook.state, webhook.why_off) == ("off", "failing")
    assert not webhook.deliveries.filter(state="waiting").exists()


def test_a_redirect_is_no_delivery_and_is_not_followed(author, admin, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver)
    receiver.answers("307 Temporary Redirect", location="/elsewhere")
    publish_post(by=author, audience=ORG, body="x")
    run_jobs()
    assert [call.line for call in receiver.calls] == ["POST /hook HTTP/1.1"]
    assert "Redirects are not followed" in Attempt.objects.get().problem
    assert webhook.deliveries.get().state == "waiting"


def test_an_activity_that_is_told_twice_is_sent_once(author, admin, receiver, run_jobs):
    from intranet.activity.models import Activity
    from intranet.api.webhooks.reactor import tell_webhooks

    a_webhook(admin, receiver)
    publish_post(by=author, audience=ORG, body="x")
    published = Activity.objects.get(verb="feeds.post.published")
    tell_webhooks.enqueue(activity_id=published.pk)
    run_jobs()
    assert len(receiver.calls) == 1
    assert tell_webhooks.call(activity_id=published.pk) == 0


def test_of_two_workers_one_sends(admin, receiver):
    webhook, _secret = a_webhook(admin, receiver)
    for _each in range(2):
        actions.send_test(webhook, by=admin)
    one, two = workforce.enter(), workforce.enter()
    rows = [(worker, row) for worker in (one, two) for row in claim(worker, 10) if "work_off" in row.task_path]
    for worker, row in rows:
        settle(row, worker, perform(row))
    assert len(rows) == 1
    assert types_in(receiver) == ["webhooks.test", "webhooks.test"]


def test_what_a_worker_left_lying_is_caught_up_with(admin, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver)
    Delivery.objects.create(webhook=webhook, verb="webhooks.test", next_at=now() - timedelta(minutes=20))
    run_jobs()
    assert receiver.calls == []
    catch_up.call()
    run_jobs()
    assert types_in(receiver) == ["webhooks.test"]


def test_a_long_answer_is_cut_for_the_log(author, admin, receiver, run_jobs):
    a_webhook(admin, receiver)
    receiver.answers("200 OK", body=b"<b>x</b>\x00" * 5000)
    publish_post(by=author, audience=ORG, body="x")
    run_jobs()
    attempt = Attempt.objects.get()
    assert len(attempt.answer) <= 16 * 1024
    assert attempt.answer_cut
    assert "webhook-signature" not in attempt.headers


# --- Keys ---------------------------------------------------------------------------------------------------------


def test_for_a_day_both_secrets_prove_it_and_then_the_new_one_alone(author, admin, receiver, run_jobs):
    webhook, first = a_webhook(admin, receiver)
    with time_machine.travel(now(), tick=False) as clock:
        second = actions.rotate_secret(webhook, by=admin)
        publish_post(by=author, audience=ORG, body="x")
        run_jobs()
        clock.shift(timedelta(hours=25))
        publish_post(by=author, audience=ORG, body="y")
        run_jobs()
    during, after = receiver.calls
    assert (proves(first, during), proves(second, during)) == (True, True)
    assert (proves(first, after), proves(second, after)) == (False, True)


def test_of_three_secrets_two_sign_and_the_older_can_be_ended(author, admin, receiver, run_jobs):
    webhook, first = a_webhook(admin, receiver)
    second = actions.rotate_secret(webhook, by=admin)
    third = actions.rotate_secret(webhook, by=admin)
    publish_post(by=author, audience=ORG, body="x")
    run_jobs()
    assert [proves(secret, receiver.calls[0]) for secret in (first, second, third)] == [False, True, True]
    assert actions.end_older_secret(webhook, by=admin)
    assert not actions.end_older_secret(webhook, by=admin)
    publish_post(by=author, audience=ORG, body="y")
    run_jobs()
    assert [proves(secret, receiver.calls[1]) for secret in (second, third)] == [False, True]


# --- What it costs ------------------------------------------------------------------------------------------------


def test_where_there_is_no_webhook_an_action_puts_nothing_down(author, django_assert_num_queries):
    publish_post(by=author, audience=ORG, body="x")
    with django_assert_num_queries(0):
        assert not wanted.is_wanted("feeds.post.published")
    assert not DBTaskResult.objects.filter(task_path__contains="tell_webhooks").exists()


def test_old_rows_are_forgotten_and_what_waits_is_not(author, admin, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver)
    Delivery.objects.bulk_create(
        Delivery(webhook=webhook, verb="webhooks.test", state="delivered", created_at=now() - timedelta(days=40))
        for _each in range(7)
    )
    kept = Delivery.objects.create(webhook=webhook, verb="webhooks.test", state="failed")
    waits = Delivery.objects.create(webhook=webhook, verb="webhooks.test", created_at=now() - timedelta(days=40))
    assert purge(older_than=timedelta(days=30)) == 7
    assert set(Delivery.objects.all()) == {kept, waits}


def test_a_paused_webhook_is_told_nothing_new(author, admin, receiver, run_jobs):
    webhook, _secret = a_webhook(admin, receiver)
    actions.pause_webhook(webhook, by=admin)
    publish_post(by=author, audience=ORG, body="x")
    run_jobs()
    assert (receiver.calls, webhook.deliveries.count()) == ([], 0)


def test_however_many_webhooks_there_are_an_action_leaves_one_job_behind(author, admin, receiver):
    for _each in range(3):
        a_webhook(admin, receiver)
    publish_post(by=author, audience=ORG, body="x")
    assert DBTaskResult.objects.filter(task_path__endswith="tell_webhooks").count() == 1
