"""Figures of this process for Prometheus, at /metrics: counted here, or asked of whoever registers a source.

    @source
    def queue() -> Iterator[Figure]:
        yield Figure("portico_jobs_waiting", "Jobs that could run now", depth)

Each process has figures of its own and is asked for them itself; Prometheus adds them up. Labels come from what we have
written (routes, verbs, states) and never from what a request says, so their number is bounded.
"""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from .http import is_on_this_machine

log = logging.getLogger(__name__)


class Figure(NamedTuple):
    """One number now. ``labels``: names and values, both ours. ``total``: it only ever grows."""

    name: str
    about: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()
    total: bool = False


Source = Callable[[], Iterator[Figure]]
_sources: list[Source] = []
registry = CollectorRegistry()
ProcessCollector(registry=registry)


def source(ask: Source) -> Source:
    """Register what is asked at each look. One that fails is left out, and the log says why."""
    _sources.append(ask)
    return ask


class _Asked:
    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        families: dict[str, CounterMetricFamily | GaugeMetricFamily] = {}
        for ask in _sources:
            try:
                figures = list(ask())
            except Exception:
                log.exception("Figures of %s could not be had", ask.__qualname__)
                continue
            for figure in figures:
                family = CounterMetricFamily if figure.total else GaugeMetricFamily
                names = [name for name, _value in figure.labels]
                found = families.setdefault(figure.name, family(figure.name, figure.about, labels=names))
                found.add_metric([value for _name, value in figure.labels], figure.value)
        yield from families.values()


registry.register(_Asked())

_requests = Counter("portico_requests", "Requests answered", ("route", "method", "status"), registry=registry)
_seconds = Histogram(
    "portico_request_seconds",
    "Seconds in the thread that computed the answer",
    ("route",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=registry,
)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class MetricsMiddleware:
    """Counts by route (the name of an address, not the address), status and method."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        route = (match.view_name or match.route) if match else "none"
        method = request.method if request.method in _METHODS else "other"
        _requests.labels(route, method, str(response.status_code)).inc()
        _seconds.labels(route).observe(time.perf_counter() - begun)
        return response


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For who asks this process directly from this machine, or knows METRICS_TOKEN; for others it is not there."""
    if not (_knows_the_token(request) or is_on_this_machine(request)):
        raise Http404
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _knows_the_token(request: HttpRequest) -> bool:
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(said.encode(), settings.METRICS_TOKEN.encode())
