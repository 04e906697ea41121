"""What Prometheus is told, and who may ask."""

from __future__ import annotations

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from intranet.core import metrics
from intranet.jobs.jobs import forget_finished_jobs  # any job

pytestmark = pytest.mark.django_db


def figures(client, **extra) -> dict[tuple[str, tuple], float]:
    answer = client.get("/metrics", **extra)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def of_route(found, route: str, status: str = "200") -> float:
    wanted = (("method", "GET"), ("route", route), ("status", status))
    return found.get(("portico_requests_total", wanted), 0)


def test_requests_are_counted_by_route_and_status_and_never_by_address(client, as_, author):
    ada = as_(author)
    before = figures(client)
    ada.get("/healthz")
    for number in range(50):
        assert client.get(f"/nothing-of-ours-{number}/").status_code == 404
        assert ada.get(f"/posts/{10**6 + number}/").status_code == 404
    after = figures(client)
    assert of_route(after, "core:healthz") == of_route(before, "core:healthz") + 1
    assert of_route(after, "none", "404") == of_route(before, "none", "404") + 50
    # A hundred addresses were asked for, and two names came of it.
    assert len({name for name in after if name[0] == "portico_requests_total"} - set(before)) <= 4
    assert "nothing-of-ours" not in str(after)
    strange = client.generic("BREW", "/healthz")
    assert strange.status_code == 405
    assert ("portico_requests_total", (("method", "other"), ("route", "core:healthz"), ("status", "405"))) in figures(
        client
    )


def test_the_queue_is_told(client):
    before = figures(client)[("portico_jobs_waiting", ())]
    forget_finished_jobs.enqueue()
    assert figures(client)[("portico_jobs_waiting", ())] == before + 1


def test_a_source_that_fails_takes_no_other_along(client, monkeypatch):
    def broken():
        raise RuntimeError("away")
        yield

    monkeypatch.setattr(metrics, "_sources", [broken, *metrics._sources])
    assert ("portico_jobs_waiting", ()) in figures(client)


def test_from_outside_and_through_a_proxy_it_is_not_there(client, as_, admin, settings):
    settings.METRICS_TOKEN = "m" * 40
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert as_(admin).get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION="Bearer wrong").status_code == 404
    assert figures(client, REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION=f"Bearer {'m' * 40}")
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_every_name_is_ours_or_the_process_s(client):
    assert all(re.match(r"(portico|process)_", name) for name, _labels in figures(client))
