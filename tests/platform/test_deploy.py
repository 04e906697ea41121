"""The files of deploy/ name what there is: settings, commands, files, upstreams. Nothing here starts a container."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "containers/compose.yaml").read_text())
OURS = {name: service for name, service in COMPOSE["services"].items() if service.get("image") == "portico"}
READ = re.compile(r"env\.\w+\(\s*\"([A-Z_]+)\"")


def settings_read() -> set[str]:
    return {name for source in (ROOT / "intranet").rglob("*.py") for name in READ.findall(source.read_text())}


def commands_in(words: list[str]) -> list[list[str]]:
    """What is behind each ``manage.py``, also within ``sh -c``."""
    line = words[2] if words[:2] == ["sh", "-c"] else shlex.join(words)
    return [shlex.split(part.split("manage.py", 1)[1]) for part in line.split("&&") if "manage.py" in part]


def understood(words: list[str]) -> None:
    name, *rest = words
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(rest)


def units() -> list[Path]:
    return sorted(DEPLOY.glob("*.service"))


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_there_is(unit):
    started = re.search(r"^ExecStart=(.+)$", unit.read_text(), re.MULTILINE)
    for words in commands_in(shlex.split(started[1].replace("%i", "8001"))):
        understood(words)


@pytest.mark.parametrize("name", [name for name in OURS if "command" in OURS[name]])
def test_a_container_starts_a_command_that_there_is(name):
    found = commands_in(OURS[name]["command"])
    assert found
    for words in found:
        understood(words)


def test_containers_are_told_settings_that_are_read():
    told = set()
    for service in OURS.values():
        told |= set(service["environment"])
    image = (DEPLOY / "containers/Dockerfile").read_text()
    told |= set(re.findall(r"^(?:ENV|   ) ([A-Z_]+)=", image, re.MULTILINE)) - {"PATH"}
    told = {name.removesuffix("_FILE") for name in told if not name.startswith("PYTHON")}

    assert told - settings_read() == set()
    assert {"DATABASE_URL", "REDIS_URL", "PORTICO_MODE", "SECRET_KEY"} <= told


def test_the_example_of_settings_names_settings_that_are_read():
    lines = (DEPLOY / "environment.example").read_text().splitlines()
    told = {match[1].removesuffix("_FILE") for line in lines if (match := re.match(r"#?([A-Z_]+)=", line))}
    assert told
    assert told - settings_read() == set()


def test_every_secret_volume_and_network_of_a_service_is_declared():
    for service in COMPOSE["services"].values():
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
        assert set(service.get("networks", [])) <= set(COMPOSE["networks"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (DEPLOY / "containers" / source).is_file(), volume
        assert set(service.get("depends_on", [])) <= set(COMPOSE["services"])


def test_the_image_is_made_of_what_there_is_and_dumps_the_database_it_runs_beside():
    image = (DEPLOY / "containers/Dockerfile").read_text()
    for source in re.findall(r"^COPY (?!--from)(\S+) ", image, re.MULTILINE):
        assert (ROOT / source).exists(), source
    assert set(re.findall(r"^FROM (\S+)", image, re.MULTILINE)) == {"debian:12-slim"}
    # Debian 12 has the programs of PostgreSQL 15.
    assert COMPOSE["services"]["database"]["image"] == "postgres:15"
    # Nothing of a secret goes into a layer.
    ignored = (DEPLOY / "containers/Dockerfile.dockerignore").read_text().split()
    assert {".git", "var", "deploy/containers/secrets", "deploy/containers/portico.env"} <= set(ignored)


@pytest.mark.parametrize("site", ["nginx/portico.conf", "containers/nginx.conf"])
def test_a_site_of_nginx_has_the_upstreams_that_the_paths_ask_for(site):
    asked = set(re.findall(r"proxy_pass http://(\w+)", (DEPLOY / "nginx/portico-paths.conf").read_text()))
    told = (DEPLOY / site).read_text()
    assert asked == set(re.findall(r"^upstream (\w+)", told, re.MULTILINE))
    assert "portico-paths.conf" in told
