"""A stand-in for OpenSearch: it keeps the documents of ``_bulk``, knows aliases, writes down what it is asked, and
answers a search with the documents whose audience the filter allows."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass
class StandIn:
    url: str = ""
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    mappings: dict[str, Any] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    headers: list[dict[str, str]] = field(default_factory=list)

    def of(self, name: str) -> dict[str, Any]:
        return self.documents.setdefault(self.aliases.get(name, name), {})

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        self.asked.append((method, path, body))
        first, _sep, rest = path.strip("/").partition("/")
        if first == "_bulk" or rest == "_bulk":
            return 200, self.take(body)
        if first == "_aliases":
            return 200, self.swap(body["actions"])
        if first == "_alias" or rest.startswith("_alias"):
            name = rest if first == "_alias" else first
            found = self.aliases.get(name)
            return (200, {found: {"aliases": {name: {}}}}) if found else (404, {"error": "no alias"})
        if method == "PUT":
            self.mappings[first] = body["mappings"]
            return 200, {"acknowledged": True}
        if rest == "_mapping":
            index = self.aliases.get(first, first)
            found = self.mappings.get(index)
            return (200, {index: {"mappings": found}}) if found else (404, {"error": "no index"})
        if rest == "_count":
            return 200, {"count": len(self.of(first))}
        if rest == "_search":
            return 200, self.search(first, body)
        return 404, {"error": path}

    def take(self, lines: list[Any]) -> Any:
        items, waiting = [], iter(lines)
        for line in waiting:
            (action, what), *_rest = line.items()
            here = self.of(what["_index"])
            if action == "delete":
                status = 200 if here.pop(what["_id"], None) else 404
            else:
                here[what["_id"]], status = next(waiting), 201
            items.append({action: {"_id": what["_id"], "status": status}})
        return {"errors": any(item.get("delete", {}).get("status") == 404 for item in items), "items": items}

    def swap(self, actions: list[Any]) -> Any:
        for action in actions:
            if gone := action.get("remove_index"):
                self.mappings.pop(gone["index"], None)
                self.documents.pop(gone["index"], None)
            elif new := action.get("add"):
                self.aliases[new["alias"]] = new["index"]
        return {"acknowledged": True}

    def search(self, name: str, body: Any) -> Any:
        if "aggs" in body and "query" not in body:
            words = sorted({word for found in self.of(name).values() for word in found["words"]})
            beginning = body["aggs"]["words"]["terms"]["include"].removesuffix(".*")
            buckets = [{"key": word, "doc_count": 1} for word in words if word.startswith(beginning)]
            return {"hits": {"total": {"value": 0}, "hits": []}, "aggregations": {"words": {"buckets": buckets}}}
        terms = json.dumps(body["query"])
        allowed = body["query"]["bool"]["filter"][0]["terms"]["audience"]
        hits = [
            {"_id": pk, "_score": 1.0, "fields": {"published": [str(found["published"])]}}
            for pk, found in self.of(name).items()
            if found["audience"] in allowed and any(f'"{word}"' in terms for word in _stems(found))
        ]
        return {"hits": {"total": {"value": len(hits)}, "hits": hits[: body["size"]]}}


def _stems(found: dict[str, Any]) -> set[str]:
    return {*found["english"].split(), *found["italian"].split(), *found["words"]} - {"-"}


@contextmanager
def opensearch_stand_in() -> Iterator[StandIn]:
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            path = urlsplit(self.path).path
            body = (
                [json.loads(line) for line in raw.splitlines()] if path.endswith("_bulk") else json.loads(raw or "{}")
            )
            stand_in.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, answer = stand_in.answer(self.command, path, body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stand_in.url = f"http://reader:secret@127.0.0.1:{server.server_port}/firm"
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
