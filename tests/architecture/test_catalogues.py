"""The check of the translations hears of every string that is missing, doubtful, superfluous or mis-filled."""

import gettext

import polib
import pytest

from tools.catalogues import ROOT, WITHOUT_WORDS, compile_catalogue, differences


def entry(english, italian="", **more):
    return polib.POEntry(msgid=english, msgstr=italian, **more)


@pytest.fixture
def complaints(tmp_path):
    """Complaints about a catalogue with these entries, where the source has those."""

    def about(kept, source):
        return list(differences(saved(tmp_path / "kept.po", kept), saved(tmp_path / "fresh.po", source)))

    return about


def saved(path, entries):
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    catalogue.extend(entries)
    catalogue.save(str(path))
    return path


def test_a_complete_catalogue_has_no_complaint(complaints):
    kept = [
        entry("Hello", "Ciao"),
        entry("{name} wrote", "{name} ha scritto"),
        entry("%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "un giorno", 1: "%(n)s giorni"}),
        entry("May", "Maggio", msgctxt="month"),
    ]
    assert complaints(kept, kept) == []


def test_a_new_string_is_missed(complaints):
    assert (
        "not in the catalogue: 'Goodbye'" in complaints([entry("Hello", "Ciao")], [entry("Hello"), entry("Goodbye")])[0]
    )


def test_the_same_word_in_another_meaning_is_a_string_of_its_own(complaints):
    kept = [entry("May", "Maggio", msgctxt="month")]
    assert len(complaints(kept, [*kept, entry("May", msgctxt="permission")])) == 1


@pytest.mark.parametrize(
    ("kept", "complaint"),
    [
        (entry("Hello"), "not translated"),
        (entry("Hello", "Ciao", flags=["fuzzy"]), "a guess"),
        (entry("{name} wrote", "{nome} ha scritto"), "fills in ['{nome}']"),
        (entry("{name} wrote", "Hanno scritto"), "fills in []"),
        (
            entry("%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "un giorno", 1: ""}),
            "not translated",
        ),
        (
            entry("%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "un giorno", 1: "%(m)s giorni"}),
            "fills in ['%(m)s']",
        ),
    ],
)
def test_a_translation_that_is_not_one_is_heard(complaints, kept, complaint):
    (found,) = complaints([kept], [kept])
    assert complaint in found


def test_a_string_that_left_the_source_is_heard(complaints):
    assert "no longer in the source: 'Old'" in complaints([entry("Old", "Vecchio")], [])[0]


def test_a_missing_catalogue_misses_everything(tmp_path):
    fresh = saved(tmp_path / "fresh.po", [entry("Hello")])
    assert len(list(differences(tmp_path / "none.po", fresh))) == 1


def test_gettext_reads_what_was_compiled_and_finds_no_guesses_in_it(tmp_path):
    source = saved(
        tmp_path / "django.po",
        [
            entry("Hello", "Ciao"),
            entry("Perhaps", "Forse", flags=["fuzzy"]),
            entry("May", "Maggio", msgctxt="month"),
            entry("%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "un giorno", 1: "%(n)s giorni"}),
        ],
    )
    with compile_catalogue(source).open("rb") as compiled:
        italian = gettext.GNUTranslations(compiled)
    assert italian.gettext("Hello") == "Ciao"
    assert italian.gettext("Perhaps") == "Perhaps"
    assert italian.pgettext("month", "May") == "Maggio"
    assert italian.ngettext("%(n)s day", "%(n)s days", 4) == "%(n)s giorni"


def test_no_folder_of_the_product_is_passed_over():
    """``--ignore`` knows names and no places: a package called as a folder without words would stay English."""
    product = ("chat", "feeds", "forum", "ideas", "wiki", "intranet", "templates", "static/js")
    passed_over = [
        str(folder.relative_to(ROOT))
        for part in product
        for folder in (ROOT / part).rglob("*")
        if folder.is_dir() and folder.name in WITHOUT_WORDS
    ]
    assert passed_over == []
