"""The table of the benchmarks: rows are taken over one by one, and what is not met says so."""

from __future__ import annotations

import json

import pytest

from tests.bench import chart, loading, results
from tests.bench.__main__ import BENCHMARKS, main
from tests.bench.numbers import GROUPS, NUMBERS, Number

MOST = Number("Pages", "A page", "ms", most=10)
LEAST = Number("Pages", "Readers", "requests/s", least=300)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "results.json"


def test_a_number_is_met_up_to_the_very_number_whichever_way_it_is_asked():
    assert [results.row(MOST, value)["met"] for value in (9.9, 10, 10.1)] == [True, True, False]
    assert [results.row(LEAST, value)["met"] for value in (299, 300, 301)] == [False, True, True]
    assert results.row(Number("Pages", "Watched", "ms"), 3)["met"] is None


def test_what_disturbed_a_page_is_not_what_it_costs():
    calm, disturbed = [5.0, 5.2, 4.8, 5.0], [9.9, 8.0, 7.7, 30.0, 9.0, 8.4, 11.0, 9.2, 8.8, 10.0, 12.0, 9.1]
    assert loading.counted([*disturbed, *calm]) == pytest.approx(5.0)
    assert loading.counted([7.0]) == 7.0


def test_what_is_measured_again_takes_the_place_of_what_was_and_the_rest_stays(file):
    results.keep({"home": 20.0, "healthz": 0.5}, path=file)
    results.keep({"home": 9.0}, path=file)
    rows = json.loads(file.read_text())["rows"]
    assert (rows["home"]["measured"], rows["home"]["met"], rows["healthz"]["measured"]) == (9.0, True, 0.5)


def test_each_row_names_a_run_that_is_there_and_no_run_stays_without_a_row(file, monkeypatch):
    runs = iter(["first", "second"])
    monkeypatch.setattr(results, "_run", lambda: {"at": next(runs)})
    results.keep({"home": 20.0}, path=file)
    results.keep({"home": 9.0}, path=file)
    found = results.read(file)
    assert list(found["runs"]) == ["second"]
    assert found["rows"]["home"]["run"] == "second"


def test_who_was_measured_in_the_same_run_stands_beside_with_the_ratio(file):
    results.keep({"fanout.200": 20.0}, {"fanout.200": 16.0}, path=file)
    assert results.read(file)["rows"]["fanout.200"]["peer"] == {"who": "bare loop", "measured": 16.0, "ratio": 1.25}


def test_no_figure_is_kept_that_has_no_row(file):
    with pytest.raises(KeyError):
        results.keep({"nothing": 1.0}, path=file)


def test_a_bar_is_short_where_the_figure_is_good_whichever_way_it_is_asked():
    assert chart.share(results.row(MOST, 5)) == 0.5
    assert chart.share(results.row(LEAST, 600)) == 0.5
    assert chart.share(results.row(LEAST, 0)) == float("inf")


def test_the_page_needs_no_other_file_and_says_what_was_not_met(file):
    results.keep({"home": 20.0, "wiki.guest": 3.0, "topic.guests": 1.0, "people": 2.0}, path=file)
    page = chart.page(results.read(file))
    assert "1 of 3" in page
    assert "not met" in page
    assert all(word not in page for word in ("<script", "src=", "href=", "@import", "url("))


def test_words_of_others_are_escaped_in_the_page():
    row = results.row(Number("Pages", "<b>", "&", most=1), 2) | {"run": "now"}
    page = chart.page({"rows": {"x": row}, "runs": {}})
    assert "<b>&" not in page
    assert "&lt;b&gt;" in page


def test_the_table_prints_what_is_missing(file, capsys):
    results.keep({"home": 20.0}, path=file)
    results.show(results.read(file))
    said = capsys.readouterr().out
    assert "NOT MET" in said
    assert "0 of 1 numbers met" in said
    assert "Not measured yet" in said


def test_each_row_is_of_a_group_that_is_shown_and_asks_one_way_at_most():
    assert {number.group for number in NUMBERS.values()} == set(GROUPS)
    assert not [key for key, number in NUMBERS.items() if number.most is not None and number.least is not None]


def test_a_benchmark_that_there_is_not_is_named_and_nothing_runs(capsys):
    assert main(["pagse"]) == 2
    said = capsys.readouterr().out
    assert all(name in said for name in BENCHMARKS)
