"""The lines at the head of a Markdown file that say what it is: YAML between dashes, or TOML between plus signs."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, time
from typing import Any

import yaml
from django.utils.dateparse import parse_date, parse_datetime

from .converted import Converted

LONGEST = 20_000
_YAML = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)


class Loader(yaml.SafeLoader):
    """Plain values alone. A reference to another place is refused (ten lines of them can mean a billion words), and
    what only some program understands is nothing."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("references are not read")
        return super().compose_node(parent, index)


Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)
Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


def read_yaml(text: str) -> Any:
    """What it says, or None where it cannot be read."""
    try:
        return yaml.load(text, Loader)  # noqa: S506 - a safe loader, made stricter
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        return None


def take_front_matter(text: str, out: Converted) -> str:
    """``text`` without its front matter, which goes into ``out``."""
    if found := _YAML.match(text):
        said = read_yaml(found[1]) if len(found[1]) <= LONGEST else None
    elif found := _TOML.match(text):
        try:
            said = tomllib.loads(found[1]) if len(found[1]) <= LONGEST else None
        except (tomllib.TOMLDecodeError, RecursionError):
            said = None
    else:
        return text
    if isinstance(said, dict):
        _take(said, out)
    elif found[1].strip():
        out.losses.note("front_matter")
    return text[found.end() :]


def _take(said: dict[Any, Any], out: Converted) -> None:
    given = {str(key).lower().replace("-", "_"): value for key, value in said.items()}
    out.is_own = isinstance(given.get("portico"), int)
    out.title = _line(given.get("title") or "")
    out.language = _line(given.get("language") or given.get("lang") or "").split("-")[0].split("_")[0][:8].lower()
    tags = given.get("tags") or given.get("keywords") or []
    out.tags = _lines(tags.split(",") if isinstance(tags, str) else tags)
    people = given.get("authors") or given.get("author") or []
    out.authors = _lines([people] if isinstance(people, str | dict) else people)
    out.created = moment(given.get("created") or given.get("date") or given.get("published"))
    out.edited = moment(given.get("edited") or given.get("updated") or given.get("lastmod") or given.get("modified"))
    former = given.get("former_titles") or given.get("aliases") or given.get("redirect_from") or []
    out.former = _lines([former] if isinstance(former, str) else former)
    for name in ("order", "nav_order", "weight", "sidebar_position", "position"):
        if isinstance(value := given.get(name), int | float) and not isinstance(value, bool):
            out.order = float(value)
            break


def _lines(values: Any) -> list[str]:
    if not isinstance(values, list):
        return []
    named = (value.get("name", "") if isinstance(value, dict) else value for value in values[:50])
    return [line for value in named if isinstance(value, str | int) and (line := _line(value))]


def _line(value: Any) -> str:
    return " ".join(str(value).split())[:300] if isinstance(value, str | int | float) else ""


def moment(value: Any) -> datetime | None:
    """A day or a time as files write it; without a zone it is meant as UTC, and what is no time is none."""
    if isinstance(value, str):
        try:
            value = parse_datetime(value.strip()) or parse_date(value.strip())
        except ValueError:
            return None
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, date):
        found = datetime.combine(value, time(), UTC)
    else:
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found if 1970 <= found.year < 2200 else None
