"""What was typed, taken apart: operators in two languages, filters of the page, sentences for what makes no sense."""

from __future__ import annotations

from datetime import date

import pytest

from feeds.actions import publish_post
from intranet.search.asked import LONGEST, read


@pytest.fixture
def asked(author, lab):
    return lambda text, **params: read(text, author, params)


@pytest.mark.parametrize(
    ("text", "words", "phrases", "without"),
    [
        ("new fans", ("new", "fans"), (), ()),
        ('"new fans" Ærø', ("aero",), (("new", "fans"),), ()),
        ("“new fans” now", ("now",), (("new", "fans"),), ()),
        ("fans -noise", ("fans",), (), (("noise",),)),
        ('fans -"loud noise"', ("fans",), (), (("loud", "noise"),)),
        ("project-team", (), (("project", "team"),), ()),
        ("https://example.org", (), (("https", "example", "org"),), ()),
        ("note: this", ("note", "this"), (), ()),
        ("colour:red", (), (("colour", "red"),), ()),
        ("has:soul", (), (("has", "soul"),), ()),
        ("con:te", (), (("con", "te"),), ()),
        ("-from:ada", (), (), (("from", "ada"),)),
        ('"unfinished phrase', (), (("unfinished", "phrase"),), ()),
        ("dell'ufficio", ("ufficio",), (), ()),
    ],
)
def test_words_phrases_and_what_is_left_out(text, words, phrases, without, asked):
    found = asked(text)
    assert (found.words, found.phrases, found.without) == (words, phrases, without)
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("tag:Budget", "tags", {"budget"}),
        ("etichetta:#Città", "tags", {"città"}),
        ("tag:a tag:b", "tags", {"a", "b"}),
        ("kind:post", "kinds", {"feeds.post"}),
        ("tipo:comment", "kinds", {"conversation.comment"}),
        ("has:file has:immagine", "has", {"file", "image"}),
        ("is:unanswered", "unanswered", True),
        ("è:senza-risposta", "unanswered", True),
        ("after:2026-03-31", "after", date(2026, 3, 31)),
        ("dopo:2026-03", "after", date(2026, 3, 1)),
        ("before:2026", "before", date(2026, 1, 1)),
        ("prima:2026/3/9", "before", date(2026, 3, 9)),
        ("before:2026 before:2025", "before", date(2025, 1, 1)),
    ],
)
def test_operators_are_filters_and_no_words(text, field, value, asked):
    found = asked(text)
    assert getattr(found, field) == value
    assert found.words == found.phrases == ()
    assert bool(found)
    assert not found.impossible


def test_from_and_in_mean_whom_and_what_the_reader_can_find(author, colleague, lab, vault, outsider):
    assert read("from:ben", author).authors == {colleague.pk}
    assert read("da:@ben", author).authors == {colleague.pk}
    assert read('from:"Ben Rossi"', author).authors == {colleague.pk}
    assert read("from:me", author).authors == {author.pk}
    assert read("in:lab", author).spaces == {lab.pk}
    assert read("spazio:VAULT", author).spaces == {vault.pk}
    assert read("in:vault", outsider).spaces == set()


def test_a_name_that_means_nobody_is_said_and_finds_nothing(author, outsider, vault):
    found = read("from:nobody-here hello", author)
    assert found.impossible
    assert "nobody-here" in found.remarks[0]
    hidden, missing = read("in:vault x", outsider), read("in:cellar x", outsider)
    assert hidden.remarks[0].replace("vault", "…") == missing.remarks[0].replace("cellar", "…")


def test_a_customer_can_ask_for_whoever_wrote_what_the_customer_reads(customer, author, colleague, porch):
    publish_post(by=author, space=porch, body="Good morning.")
    assert read("from:ada", customer).authors == {author.pk}
    assert read("from:ben", customer).impossible


@pytest.mark.parametrize("text", ["before:soon", "after:2026-13", "after:2026-02-31", "before:99999", "prima:١٢٣٤x"])
def test_a_date_that_is_none_is_said_and_does_not_filter(text, asked):
    found = asked(f"fans {text}")
    assert len(found.remarks) == 1
    assert (found.after, found.before) == (None, None)
    assert found.words == ("fans",)


def test_the_filters_of_the_page_narrow_what_was_typed(asked, lab, author):
    found = asked(
        "tag:a", tag="a", kind="feeds.post", space="lab", author="ada", has="file", year="2025", sort="newest"
    )
    assert (found.tags, found.kinds, found.spaces, found.authors) == ({"a"}, {"feeds.post"}, {lab.pk}, {author.pk})
    assert (found.after, found.before) == (date(2025, 1, 1), date(2026, 1, 1))
    assert found.newest
    assert asked("tag:a", tag="b").impossible


@pytest.mark.parametrize(
    "params",
    [{"kind": "nothing"}, {"year": "9e9"}, {"year": "²"}, {"after": "\0"}, {"has": "soul"}, {"space": "x" * 5000}],
)
def test_filters_that_make_no_sense_break_nothing(params, asked):
    assert asked("fans", **params).words == ("fans",)


@pytest.mark.parametrize(
    "text", ["\0", "a" * 5000, '"' * 300, "-" * 300, "from:", ":::", "in:\u202e", "(((", "tag:#", "'" * 200, "️⃣"]
)
def test_odd_input_is_taken_apart_without_harm(text, asked):
    found = asked(text)
    assert len(found.text) <= LONGEST
    assert len(found.words) + len(found.phrases) + len(found.without) <= 12


def test_only_a_word_that_may_still_grow_stands_for_its_beginnings(asked):
    assert asked("quieter fa").growing
    assert not asked("quieter fa ").growing
    assert not asked('quieter "fa"').growing
    assert not asked("fa tag:x").growing
