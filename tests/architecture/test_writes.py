"""What a person can do in the pages, a program can do for that person; a new page without its noun fails here."""

from intranet.api.urls import api

from .table_of_writes import BROWSERS_ONLY, IN_THE_API
from .url_table import expected


def _written_by_pages() -> set[str]:
    spoken = (line.partition(" ") for line in expected())
    return {name for method, _space, name in spoken if method != "GET" and not name.startswith("api:")}


def _operations() -> set[str]:
    paths = api.get_openapi_schema()["paths"]
    return {f"{method.upper()} {path.removeprefix('/api/v1')}" for path, found in paths.items() for method in found}


def test_each_address_of_the_pages_that_writes_is_in_the_api_or_says_why_not():
    described = IN_THE_API.keys() | BROWSERS_ONLY.keys()
    assert _written_by_pages() - described == set(), "new: add what it does to the API and to table_of_writes"
    assert described - _written_by_pages() == set(), "these are no addresses any more"
    assert IN_THE_API.keys() & BROWSERS_ONLY.keys() == set()


def test_each_operation_that_a_page_is_matched_to_is_there():
    named = {operation for operations in IN_THE_API.values() for operation in operations.split(", ")}
    assert named - _operations() == set()


def test_every_exception_has_a_reason():
    assert [name for name, reason in BROWSERS_ONLY.items() if len(reason.split()) < 6] == []


def test_every_operation_has_a_summary_and_says_what_it_answers():
    silent = [
        f"{method} {path}"
        for path, found in api.get_openapi_schema()["paths"].items()
        for method, operation in found.items()
        if not operation.get("summary") or not operation.get("responses")
    ]
    assert silent == []
