"""The product as it is started, on a PostgreSQL server of its own.

The tables are made from the models and the migrations noted as done: running them all takes a database of two minutes,
and what they end in is tested elsewhere (tests/scaled/suite.py).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.house import ROOT, Hand, Product
from tests.platform.postgres_server import PostgresServer, postgres_server

_TABLES = """
import django
django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
"""


@contextmanager
def postgres_house(data: Path, **environment: str) -> Iterator[tuple[Product, Hand, PostgresServer]]:
    """A firm without pages: for programs that come by the API, and for sockets."""
    data.mkdir(parents=True, exist_ok=True)
    with postgres_server() as server:
        product = Product(data, DATABASE_URL=server.url, **environment)
        settings = product.environment | {"DJANGO_SETTINGS_MODULE": "intranet.settings"}
        subprocess.run([sys.executable, "-c", _TABLES], cwd=ROOT, env=settings, check=True)
        product.manage("migrate", "--fake", "--noinput", "--verbosity", "0")
        hand = Hand(product)
        try:
            hand("move_in")
            product.start()
            yield product, hand, server
        finally:
            if product.process is not None and product.process.poll() is None:
                product.stop()
            hand.close()
