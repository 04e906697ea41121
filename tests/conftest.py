"""The cast. Everybody knows them, so a test can say who instead of what."""

from __future__ import annotations

import os

os.environ.setdefault("PORTICO_MODE", "test")

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import factories


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """An async test that touches the database without transaction=True commits its rows into later tests."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and item.get_closest_marker("asyncio") and not marker.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: async tests need django_db(transaction=True)")


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    """Counters of throttles, cached settings and the language of the last reader do not travel from test to test."""
    from intranet.api.webhooks import wanted
    from intranet.core import away, disk_space
    from intranet.core.models import SiteSettings
    from intranet.moderation.rules import in_force
    from intranet.moderation.trust import levels

    cache.clear()
    away.redis.succeeded()
    disk_space.forget()
    SiteSettings.forget()
    in_force.forget()
    levels.forget()
    wanted.forget()
    translation.activate("en")


# --- People ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def author(db):
    """Ada writes most things. Owner of the lab."""
    return factories.a_person("Ada Bianchi", handle="ada")


@pytest.fixture
def colleague(db):
    """Ben works with Ada in the lab."""
    return factories.a_person("Ben Rossi", handle="ben")


@pytest.fixture
def outsider(db):
    """Cleo works here too, but is not in the lab."""
    return factories.a_person("Cleo Verdi", handle="cleo")


@pytest.fixture
def acme(db):
    return factories.a_company("Acme")


@pytest.fixture
def borealis(db):
    return factories.a_company("Borealis")


@pytest.fixture
def customer(acme):
    """Dora buys from us; she works for Acme."""
    return factories.a_customer("Dora Neri", handle="dora", company=acme)


@pytest.fixture
def other_customer(borealis):
    """Emil buys from us too, for Borealis. He and Dora must not meet by accident."""
    return factories.a_customer("Emil Gallo", handle="emil", company=borealis)


@pytest.fixture
def moderator(db):
    """Mara keeps order over what is public. Not in the lab."""
    return factories.a_person("Mara Conti", handle="mara", role="moderator")


@pytest.fixture
def admin(db):
    """Aldo runs the installation. Not in the lab."""
    return factories.a_person("Aldo Greco", handle="aldo", role="admin")


@pytest.fixture
def deactivated(db):
    """Fred has left."""
    return factories.a_person("Fred Serra", handle="fred", is_active=False)


@pytest.fixture
def guest():
    return AnonymousUser()


# --- Places ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def lab(author, colleague):
    """A closed space: Ada owns it, Ben is in it."""
    return factories.a_space("Lab", owner=author, members=(colleague,), visibility="closed")


@pytest.fixture
def plaza(author):
    """An open space: all staff may read and join."""
    return factories.a_space("Plaza", owner=author, visibility="open")


@pytest.fixture
def porch(author):
    """A community space: the public reads, customers take part."""
    return factories.a_space("Porch", owner=author, visibility="community")


@pytest.fixture
def vault(author):
    """A secret space: only Ada knows of it."""
    return factories.a_space("Vault", owner=author, visibility="secret")


# --- Ways of doing ---------------------------------------------------------------------------------------------------


@pytest.fixture
def as_(db) -> Callable[..., Client]:
    """``as_(colleague).get(url)`` reads like the sentence it is; ``as_(guest)`` is nobody."""

    def signed_in(person) -> Client:
        client = Client()
        if person.is_authenticated:
            client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """Run the body, then everything it left to happen after the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def run_jobs(db) -> Callable[..., int]:
    """Work off the queue in this thread, jobs that jobs enqueue included; returns how many ran."""
    from intranet.jobs.testing import drain

    return drain


@pytest.fixture
def settings_stay_read(monkeypatch):
    """The site's settings are read anew every five seconds, which on a slow machine falls into one count and not into
    the next."""
    monkeypatch.setattr("intranet.core.models._REMEMBERED_SECONDS", float("inf"))


@pytest.fixture
def queries_stay_flat(db, settings_stay_read):
    """Assert that ``visit`` costs the same number of queries for a few rows and for many."""

    def check(visit: Callable[[], object], grow: Callable[[], object], *, times: int = 5) -> None:
        grow()
        visit()
        with CaptureQueriesContext(connection) as few:
            visit()
        for _ in range(times):
            grow()
        with CaptureQueriesContext(connection) as many:
            visit()
        assert len(many) == len(few), "\n".join(query["sql"] for query in many.captured_queries)

    return check
