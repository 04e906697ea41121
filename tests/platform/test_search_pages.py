"""The search page: its filters, tabs, chips and pages are its address, and what it repeats of anybody stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from feeds.actions import publish_post
from intranet.search import indexing
from intranet.search.queries import FEW

from .search_payloads import PAYLOADS
from .search_world import library


@pytest.fixture
def shelves(author, lab, porch):
    posts = library(author, lab, porch)
    indexing.rebuild_index.call()
    return posts


def page(reader, **query) -> str:
    answer = reader.get("/search/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(html: str) -> list[str]:
    found = re.findall(r"<h2><a[^>]*>(.*?)</a></h2>", html, re.DOTALL)
    return [re.sub(r"</?mark>", "", title) for title in found]


def test_filters_stand_beside_the_results_with_how_many_each_would_leave(as_, author, shelves):
    html = page(as_(author), q="bearings")
    assert re.search(r'space=lab"[^>]*>\s*<span>Lab[^<]*</span>\s*<span class="count">1<', html)
    assert titles(page(as_(author), q="bearings", space="lab")) == ["Quieter fans"]
    narrowed = page(as_(author), q="bearings", space="lab", sort="newest")
    # What narrows is a chip, and the address without it keeps all the rest.
    assert re.search(r'class="chip chip--on"\s+href="/search/\?q=bearings&amp;sort=newest"', narrowed)


def test_an_operator_in_the_text_is_a_chip_too(as_, author, shelves):
    html = page(as_(author), q="bearings in:lab")
    assert titles(html) == ["Quieter fans"]
    assert re.search(r'class="chip chip--on"\s+href="/search/\?q=bearings">in:lab', html)


def test_an_outsider_meets_neither_the_entry_nor_the_space_in_the_filters(as_, outsider, guest, shelves):
    for reader in (outsider, guest):
        html = page(as_(reader), q="bearings")
        assert "Quieter fans" not in html
        assert "space=lab" not in html
        assert titles(page(as_(reader), q="bearings", space="lab")) == []


def test_completion_offers_only_what_this_reader_may_know(as_, author, outsider, guest, shelves, vault):
    def offered(reader, name, begun):
        items = as_(reader).get("/search/complete/", {"name": name, "q": begun}).json()["items"]
        return [item["value"] for item in items]

    assert offered(author, "in", vault.name[:4]) == [vault.slug]
    assert offered(outsider, "in", vault.name[:4]) == []
    assert offered(author, "da", "ada") == ["ada"]
    assert offered(guest, "from", "a") == []
    assert offered(guest, "tag", "") == []
    assert offered(author, "tag", "cool") == ["cooling"]
    assert offered(author, "is", "") == ["unanswered"]
    assert offered(author, "nothing", "x") == []


def test_pages_have_numbers_and_addresses_that_keep_the_question(as_, author, run_jobs):
    for number in range(23):
        publish_post(by=author, title=f"Bolt {number}", body="About bolts.")
    run_jobs()
    first = page(as_(author), q="bolts", sort="newest")
    assert len(titles(first)) == 20
    assert 'href="/search/?q=bolts&amp;sort=newest&amp;from=20"' in first
    second = page(as_(author), q="bolts", sort="newest", **{"from": "20"})
    assert titles(second) == ["Bolt 2", "Bolt 1", "Bolt 0"]
    assert titles(page(as_(author), q="bolts", **{"from": "x-1"}))


def test_people_spaces_and_files_have_tabs(as_, author, guest, shelves):
    assert "<mark>Ben</mark> Rossi" in page(as_(author), q="ben", show="people")
    assert "spaces/lab/" in page(as_(author), q="lab", show="spaces")
    assert "Nothing found" in page(as_(author), q="bearings", show="files")
    assert "show=people" not in page(as_(guest), q="ben")


def test_what_finds_nothing_says_what_one_can_do(as_, author, shelves):
    html = page(as_(author), q="bananas kind:nonsense")
    assert "There is no kind of entry called “nonsense”." in html
    assert "Search without the filters" in html
    assert "/tags/" in html
    # What was looked for is the title of what one may write instead.
    assert 'href="/posts/?title=bananas"' in html
    assert 'value="bananas"' in as_(author).get("/posts/?title=bananas").content.decode()
    assert "Did you mean" in page(as_(author), q="bearigns")


class Elements(HTMLParser):
    """What a page has that could run: handlers, scripts without an address, addresses that are code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.runs.append(f"{tag} {name}={value}")
        if tag == "script" and not any(name == "src" for name, _value in attrs):
            self.runs.append("script")
        if tag in {"iframe", "object", "embed", "base", "marquee", "details-x"}:
            self.runs.append(tag)


def test_nothing_that_is_typed_or_written_runs_on_the_page(as_, author, run_jobs):
    quiet = Elements(page(as_(author), q="nothing")).runs
    for number, payload in enumerate(PAYLOADS[::4]):
        said = payload.replace("\0", "")
        html = page(as_(author), q=said, kind=said[:80], tag=said[:80], author=said[:80])
        assert Elements(html).runs == quiet, (number, payload)
    for payload in PAYLOADS[:12]:
        publish_post(by=author, title=f"bearings {payload}"[:150].replace("\0", ""), body="bearings")
    run_jobs()
    assert Elements(page(as_(author), q="bearings")).runs == quiet


def test_a_page_of_results_costs_the_same_for_many(as_, author, colleague, lab, run_jobs, queries_stay_flat):
    numbers = iter(range(100))
    reader = as_(colleague)

    def grow():
        publish_post(by=author, space=lab, title=f"Bolt {next(numbers)}", body="Ada says #bolts.")
        run_jobs()

    # With fewer than this other spellings are looked for, too.
    for _ in range(FEW):
        grow()
    queries_stay_flat(lambda: page(reader, q="bolts"), grow, times=3)
    queries_stay_flat(lambda: reader.get("/palette/", {"q": "bolts"}), grow, times=3)
