"""Push in the settings. No push service can be reached from here, so the browser's own subscribing is stood in for; all
else is the browser's: its permission, the worker, the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import PHONE, WIDE

SETTINGS = "/settings/notifications/"
STAND_IN = """
{
  let mine = null;
  PushManager.prototype.getSubscription = async () => mine;
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => (mine = {
    endpoint: "https://push.invalid/one",
    options: { applicationServerKey: applicationServerKey.buffer },
    unsubscribe: async () => !(mine = null),
    toJSON: () => ({
      endpoint: "https://push.invalid/one",
      keys: {
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth: "BTBZMqHH6r4Tts7J_aSIgg",
      },
    }),
  });
}
"""


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_push_is_switched_on_tried_and_switched_off(viewport, visit):
    ben = visit("ben", "/", viewport, service_workers="allow", permissions=["notifications"])
    ben.add_init_script(STAND_IN)
    ben.goto(SETTINGS)
    card = ben.locator("this-device")
    expect(card.get_by_text("No device gets push yet.")).to_be_visible()
    card.get_by_role("button", name="Switch on here").click()
    expect(card.get_by_text("Push is on in this browser.")).to_be_visible()
    row = card.locator("[data-here]")
    expect(row).to_contain_text("This browser")

    row.get_by_role("button", name="Hide contents").click()
    expect(row).to_contain_text("Says only that something is new.")
    expect(row.get_by_role("button", name="Show contents")).to_be_focused()
    row.get_by_role("button", name="Send a test").click()
    expect(row).to_contain_text("The last message did not arrive. There is no such host.")

    card.get_by_role("button", name="Switch off here").click()
    expect(card.get_by_text("Push is off in this browser.")).to_be_visible()
    expect(card.locator("[data-here]")).to_have_count(0)
    expect(card.get_by_role("button", name="Switch on here")).to_be_focused()


def test_who_told_the_browser_no_is_told_how_to_change_that(visit):
    ben = visit("ben", "/", PHONE, service_workers="allow")
    ben.add_init_script('Object.defineProperty(Notification, "permission", { get: () => "denied" });')
    ben.goto(SETTINGS)
    card = ben.locator("this-device")
    expect(card.get_by_text("press the sign beside the address")).to_be_visible()
    expect(card.get_by_role("button", name="Switch on here")).to_be_hidden()


def test_without_scripts_the_card_says_what_is_missing(visit):
    ben = visit("ben", SETTINGS, java_script_enabled=False)
    expect(ben.locator("this-device").get_by_text("which needs scripts")).to_be_visible()


def test_the_worker_shows_what_comes_in_a_real_browser(visit, product):
    ben = visit("ben", "/", service_workers="allow", permissions=["notifications"])
    ben.evaluate("navigator.serviceWorker.ready.then(() => true)")
    devtools = ben.context.new_cdp_session(ben)
    with_id: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: with_id.extend(one["registrationId"] for one in told["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    message = '{"title": "Ada named you", "body": "Well?", "tag": "entry_1", "newest": 3, "test": 1}'
    arrived = ben.evaluate_handle(
        """() => ({
          it: new Promise((done) => navigator.serviceWorker.addEventListener("message", ({ data }) => done(data.push))),
        })"""
    )
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": product.address, "registrationId": with_id[0], "data": message},
    )
    assert arrived.evaluate("({ it }) => it") == "arrived"
    ben.wait_for_function(
        """async () => {
          const shown = await (await navigator.serviceWorker.ready).getNotifications();
          return shown.some((one) => one.title === "Ada named you" && one.tag === "entry_1");
        }"""
    )
