"""The API: everything a person can do, through the same actions and the same rule, for that person's token.

A part adds its own nouns: a module ``api.py`` in its folder that calls ``register("ideas", router)``.
"""

from __future__ import annotations

import re
from typing import Any

from ninja import NinjaAPI, Router
from ninja.openapi import schema as openapi
from ninja.openapi.schema import OpenAPISchema
from ninja.schema import NinjaGenerateJsonSchema
from pydantic.json_schema import CoreModeRef, DefsRef

from .auth import SessionAuth, TokenAuth
from .parsing import StorableParser
from .problems import answer_in_problems

_WITHIN = re.compile(r"\b([A-Z]\w*)\.([A-Z]\w*)")


class Names(NinjaGenerateJsonSchema):
    """A class within another is described under both names, as ``RoomSort``: there are ten sorts of things."""

    def get_defs_ref(self, core_mode_ref: CoreModeRef) -> DefsRef:
        name, mode = core_mode_ref
        return super().get_defs_ref((_WITHIN.sub(r"\1\2", name), mode))  # type: ignore[arg-type]


# Ninja has no other door for it.
openapi.NinjaGenerateJsonSchema = Names  # type: ignore[misc]


class HouseAPI(NinjaAPI):
    """Describes itself once: putting four hundred addresses together takes most of a second, and who asks is told the
    same every time."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._described: dict[str | None, OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        if path_params:
            return super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        if (known := self._described.get(path_prefix)) is None:
            known = self._described[path_prefix] = super().get_openapi_schema(path_prefix=path_prefix)
        return known


api = HouseAPI(
    title="Portico",
    version="1",
    description=(
        "Everything a person can do in Portico, for that person's token. Lists are `{items, next}`; give `next` as "
        "`?cursor=`. Creates take an `Idempotency-Key` header (or `client_id` in the body): the same key makes one "
        "thing. Refusals are problem+json with a sentence in `detail`."
    ),
    auth=[TokenAuth(), SessionAuth()],
    parser=StorableParser(),
    docs_url=None,
    urls_namespace="api",
)
answer_in_problems(api)


def register(prefix: str, router: Router) -> None:
    """Add a part's nouns under ``/api/v1/<prefix>``; an empty prefix for paths that begin with others' nouns."""
    api.add_router(f"/{prefix}" if prefix else "", router)
    api._described.clear()
