"""Which engine searches. The embedded one, or PostgreSQL's own where the database is PostgreSQL; ``SEARCH_URL`` says
otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Connections = dict[str, dict[str, Any]]
# What only the house may read, and what somebody outside may read too, lie in indexes of their own.
_PLACES = (("default", "inside"), ("public", "outside"))


def connections(url: str, *, on_sqlite: bool, data: Path) -> Connections:
    sort = urlsplit(url).scheme or url or ("whoosh" if on_sqlite else "postgres")
    match sort:
        case "whoosh":
            return {
                name: {
                    "ENGINE": "intranet.search.whoosh_engine.PorticoWhooshEngine",
                    "PATH": str(data / "search" / place),
                    "INCLUDE_SPELLING": False,
                }
                for name, place in _PLACES
            }
        case "postgres" if not on_sqlite:
            return {
                name: {"ENGINE": "intranet.search.postgres_engine.PorticoPostgresEngine", "TABLE": f"search_{place}"}
                for name, place in _PLACES
            }
        case "opensearch+http" | "opensearch+https":
            return _opensearch(url)
    raise ImproperlyConfigured(
        "SEARCH_URL is empty, whoosh, postgres (with a PostgreSQL database), or opensearch+https://name:password@host:9200/"
    )


def _opensearch(url: str) -> Connections:
    parts = urlsplit(url.removeprefix("opensearch+"))
    if not parts.hostname:
        raise ImproperlyConfigured(
            "SEARCH_URL names no host; it looks like opensearch+https://name:password@host:9200/"
        )
    signed_in = {"http_auth": (unquote(parts.username), unquote(parts.password or ""))} if parts.username else {}
    prefix = parts.path.strip("/") or "portico"
    port = f":{parts.port}" if parts.port else ""
    return {
        name: {
            "ENGINE": "intranet.search.opensearch_engine.PorticoOpenSearchEngine",
            "URL": f"{parts.scheme}://{parts.hostname}{port}/",
            "INDEX_NAME": f"{prefix}-{place}",
            "KWARGS": signed_in,
            "TIMEOUT": 10,
        }
        for name, place in _PLACES
    }
