"""What it costs a request to have its connection to PostgreSQL: kept by its thread (with Django's health check), or
taken from psycopg's pool and given back. Four threads, as the pages have; one question a request."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

from tests.platform.postgres_server import postgres_server

from . import results
from .house import ROOT
from .size import sized

REQUESTS = sized(4_000, 400)
ROUNDS = 3
_PROGRAM = """
import json, os, sys, time
from concurrent.futures import ThreadPoolExecutor
import django
from django.conf import settings
from django.core.signals import request_finished, request_started
pooled, requests = sys.argv[1] == "pool", int(sys.argv[2])
django.setup()
from django.db import connection, connections
database = connections.settings["default"]
if pooled:
    database["CONN_MAX_AGE"] = 0
    database["OPTIONS"] = database["OPTIONS"] | {"pool": {"min_size": 4, "max_size": 4}}
def one(number):
    request_started.send(None, environ={})
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    request_finished.send(None)
def taken():
    used = os.times()
    return used.user + used.system
with ThreadPoolExecutor(4) as threads:
    list(threads.map(one, range(200)))
    before = taken()
    list(threads.map(one, range(requests)))
    print(json.dumps(1e6 * (taken() - before) / requests), flush=True)
os._exit(0)
"""


def run() -> dict[str, float]:
    print("\nA connection to PostgreSQL for a request: µs of CPU of ours")
    seen: dict[str, list[float]] = {"kept": [], "pool": []}
    with tempfile.TemporaryDirectory() as folder, postgres_server() as database:
        names = {
            "DATABASE_URL": database.url,
            "PORTICO_DATA": folder,
            "PORTICO_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "intranet.settings",
        }
        for _round in range(ROUNDS):
            for how, figures_of_it in seen.items():
                command = [sys.executable, "-c", _PROGRAM, how, str(REQUESTS)]
                done = subprocess.run(
                    command, cwd=ROOT, env=os.environ | names, check=True, capture_output=True, text=True
                )
                figures_of_it.append(float(json.loads(done.stdout)))
    figures = {f"connections.{how}": min(rounds) for how, rounds in seen.items()}
    for name, figure in figures.items():
        print(f"{name}: {figure:.0f} µs", flush=True)
    results.keep(figures)
    return figures
