"""The lab with something of everything in it, and the cast with a session each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import override_settings

from intranet.content.models import Entry
from intranet.jobs.testing import drain
from intranet.search.indexing import index_pending
from intranet.spaces.audiences import forget
from intranet.spaces.models import Space
from tests import factories

from .asking import CAST, session_of
from .lab_world import furnish

# Everybody of the cast, the guest included.
HOUSE = ("author", "colleague", "outsider", "customer", "other_customer", "moderator", "admin", "deactivated", "guest")


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.fixture
def sessions(cast) -> dict[str, str]:
    return {name: session_of(person) for name, person in cast.items()}


@pytest.fixture
def things(cast, lab, vault, run_jobs, settings, tmp_path) -> dict[str, Any]:
    """The arguments of every address, with real things behind them."""
    settings.MEDIA_ROOT = tmp_path / "media"
    people = {name: cast[name] for name in ("author", "colleague", "outsider", "moderator", "admin")}
    return furnish(lab, vault, **people, run_jobs=run_jobs)


@pytest.fixture
def readers_of(request):
    """The names of the cast who may read an entry."""
    cast = {name: request.getfixturevalue(name) for name in HOUSE}

    def find(entry) -> set[str]:
        for person in cast.values():
            forget(person)
        return {name for name, person in cast.items() if Entry.objects.visible_to(person).filter(pk=entry.pk).exists()}

    return find


# --- One house for a whole module ------------------------------------------------------------------------------------


@dataclass
class House:
    """The cast with a session each, the lab, and the arguments of every address with real things behind them."""

    cast: dict[str, Any]
    sessions: dict[str, str]
    things: dict[str, Any]
    lab: Space


@pytest.fixture(scope="module")
def built_house(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[House]:
    """Furnished once for all tests of a module, since furnishing costs as much as hundreds of questions. A fixture of a
    module that adds something builds on this one; a test takes ``house``."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), pytest.MonkeyPatch.context() as patch:
        # Each test ends by closing its connection, which would end what stands around all of them.
        patch.setattr(connection, "close", lambda: None)
        yield from _in_one_transaction()


def _in_one_transaction() -> Iterator[House]:
    with transaction.atomic():
        cast = _the_cast()
        author, colleague = cast["author"], cast["colleague"]
        lab = factories.a_space("Lab", owner=author, members=(colleague,), visibility="closed")
        vault = factories.a_space("Vault", owner=author, visibility="secret")
        sessions = {name: session_of(person) for name, person in cast.items()}
        people = {name: cast[name] for name in ("author", "colleague", "outsider", "moderator", "admin")}
        things = furnish(lab, vault, **people, run_jobs=drain)
        # What waits for the index for a minute, while others ask, would be told by /readyz.
        index_pending.call()
        yield House(cast, sessions, things, lab)
        transaction.set_rollback(True)


@pytest.fixture
def house(built_house, db) -> House:
    """The house, in which nothing that a test does stays."""
    return built_house


def _the_cast() -> dict[str, Any]:
    """Those of ``tests/conftest.py``, by the names of ``CAST``."""
    acme, borealis = factories.a_company("Acme"), factories.a_company("Borealis")
    found = {
        "guest": AnonymousUser(),
        "customer": factories.a_customer("Dora Neri", handle="dora", company=acme),
        "other_customer": factories.a_customer("Emil Gallo", handle="emil", company=borealis),
        "outsider": factories.a_person("Cleo Verdi", handle="cleo"),
        "colleague": factories.a_person("Ben Rossi", handle="ben"),
        "moderator": factories.a_person("Mara Conti", handle="mara", role="moderator"),
        "admin": factories.a_person("Aldo Greco", handle="aldo", role="admin"),
        "deactivated": factories.a_person("Fred Serra", handle="fred", is_active=False),
        "author": factories.a_person("Ada Bianchi", handle="ada"),
    }
    return {name: found[name] for name in CAST}
