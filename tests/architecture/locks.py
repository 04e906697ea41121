"""Reads requirements files: what an .in file asks for, what a .txt file pins and with which hashes."""

import re
from pathlib import Path


def asked(path: Path) -> dict[str, list[str]]:
    """Package to version bounds (``["~=4.3"]``), of this file alone."""
    found = {}
    for line in _lines(path):
        if line.startswith("-"):
            continue
        match = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?(.*)", line)
        assert match, f"{path.name}: {line!r} is no requirement"
        found[_plain(match[1])] = [bound.strip() for bound in match[2].split(",") if bound.strip()]
    return found


def locked(path: Path) -> dict[str, str]:
    """Package to the one version that is pinned."""
    return {name: version for name, version, _ in pins(path)}


def pins(path: Path) -> list[tuple[str, str, list[str]]]:
    """Each pin with its hashes."""
    whole = "\n".join(_lines(path)).replace("\\\n", " ")
    found = []
    for line in whole.splitlines():
        requirement, *hashes = re.split(r"\s+--hash=", line)
        name, _, version = requirement.partition("==")
        found.append((_plain(name), version.split(";")[0].strip(), [one.strip() for one in hashes]))
    return found


def _lines(path: Path) -> list[str]:
    lines = (line.split(" #")[0].rstrip() for line in path.read_text().splitlines())
    return [line for line in lines if line and not line.lstrip().startswith("#")]


def _plain(name: str) -> str:
    return name.strip().split("[")[0].lower().replace("_", "-")
