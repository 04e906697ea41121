"""Portico as an app: a page for when there is no net, and nothing of anybody left on the device."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import PHONE


def test_without_a_net_a_page_says_so_and_leads_back(visit, witness):
    witness.forgive("ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|WebSocket connection")
    ada = visit("ada", "/", PHONE, service_workers="allow")
    ada.evaluate("navigator.serviceWorker.ready.then(() => true)")
    ada.reload()
    ada.context.set_offline(True)
    ada.goto("/people/")
    expect(ada.get_by_role("heading", name="No connection")).to_be_visible()
    ada.context.set_offline(False)
    ada.get_by_role("link", name="Try again").click()
    expect(ada.get_by_role("heading", name="People", level=1)).to_be_visible()


def test_only_the_page_without_a_net_and_what_never_changes_is_kept(visit):
    ada = visit("ada", "/", service_workers="allow")
    ada.evaluate("navigator.serviceWorker.ready.then(() => true)")
    ada.goto("/people/")
    kept = ada.evaluate(
        """async () => {
          const names = await caches.keys();
          const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
          return requests.flat().map((request) => new URL(request.url).pathname);
        }"""
    )
    assert [path for path in kept if not path.startswith("/static/")] == ["/offline/"]
