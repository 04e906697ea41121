"""The API: everything a person can do, through the same actions and the same rule, for that person's token.

A part adds its own nouns: a module ``api.py`` in its folder that calls ``register("ideas", router)``.
"""

from __future__ import annotations

from ninja import NinjaAPI, Router

from .auth import SessionAuth, TokenAuth
from .parsing import StorableParser
from .problems import answer_in_problems

api = NinjaAPI(
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
