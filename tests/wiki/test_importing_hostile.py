"""Archives and documents that attack: refused whole, with a sentence, before they cost anything."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from tests.wiki.archives import brought, came_in, losses_of, picture, zipped
from wiki.importing.archives import MOST_FILES, Archive, safe_name
from wiki.importing.converted import Unreadable
from wiki.importing.front_matter import read_yaml
from wiki.importing.html_text import convert_html
from wiki.importing.markdown_text import convert_markdown
from wiki.importing.restructured import convert_rst
from wiki.importing.scanning import change_links
from wiki.importing.wikitext import convert_wikitext
from wiki.importing.word import convert_word
from wiki.models import Page


def read(data: bytes) -> Archive:
    return Archive(io.BytesIO(data))


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "a/../../b.md",
        "..\\..\\b.md",
        "C:\\b.md",
        "a\x00.md",
        "a\nb.md",
        "x/" * 40,
    ],
)
def test_a_name_that_leads_out_of_the_archive_refuses_it_whole(name):
    with pytest.raises(Unreadable, match="refused"):
        safe_name(name)


def test_names_that_lead_out_are_seen_in_archives_too():
    for name in ("../x.md", "/x.md", "a/../../x.md", "..\\x.md"):
        with pytest.raises(Unreadable, match="leads out"):
            read(zipped({"ok.md": "x", name: "x"}))


def test_a_name_with_a_hidden_end_is_refused():
    data = zipped({"aXb.md": "x"}).replace(b"aXb.md", b"a\x00b.md")
    with pytest.raises(Unreadable, match="signs that no name has"):
        read(data)


def test_a_link_to_elsewhere_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link.md")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(Unreadable, match="link to elsewhere"):
        read(out.getvalue())


def test_a_name_that_comes_twice_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.md", "one")
        archive.writestr("b.md", "two")
    with pytest.raises(Unreadable, match="twice"):
        read(out.getvalue().replace(b"b.md", b"a.md"))


def test_what_unpacks_to_a_thousand_times_its_size_is_refused_unopened():
    with pytest.raises(Unreadable, match="far more"):
        read(zipped({"a.md": b"\0" * (20 * 2**20)}))
    # Of many that are each small, the sum counts.
    with pytest.raises(Unreadable, match="far more"):
        read(zipped({f"{number}.md": b"\0" * (4 * 2**20) for number in range(8)}))


def test_a_million_entries_are_refused_by_what_the_end_of_the_archive_says():
    data = bytearray(zipped({"a.md": "x"}))
    end = data.rfind(b"PK\x05\x06")
    data[end + 8 : end + 12] = struct.pack("<HH", 60_000, 60_000)
    with pytest.raises(Unreadable, match="more than"):
        read(bytes(data))
    # And by how long its list is, when it lies about the number.
    data = bytearray(zipped({"a.md": "x"}))
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = struct.pack("<I", MOST_FILES * 2000)
    with pytest.raises(Unreadable):
        read(bytes(data))


def test_an_entry_that_lies_about_its_size_is_not_read_further():
    data = bytearray(zipped({"a.md": b"words " * 1000}))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 3)
    with read(bytes(data)) as archive, pytest.raises(Unreadable):
        archive.files[0].read()


def test_a_locked_archive_says_so():
    data = bytearray(zipped({"a.md": "x"}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="password"):
        read(bytes(data))


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"PK\x03\x04" + b"\0" * 100, b"no archive at all", b"\xff" * 300])
def test_what_is_no_archive_is_refused(data):
    with pytest.raises(Unreadable):
        read(data)


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><x>&j;</x>"
)


def word(**parts: str | bytes) -> bytes:
    named = {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    return zipped({"[Content_Types].xml": "<Types/>", **named})


@pytest.mark.django_db
def test_xml_with_entities_is_refused_in_a_document_and_in_a_dump(wiki, author, run_jobs):
    with pytest.raises(Unreadable, match="harmful"):
        convert_word(word(word__document_xml=BILLION))
    with pytest.raises(Unreadable, match="harmful"):
        convert_word(word(word__document_xml="<x/>", docProps__core_xml=BILLION))
    dump = BILLION.replace("<x>", '<mediawiki xmlns="x">').replace("</x>", "</mediawiki>")
    passage = brought(wiki, author, dump.encode(), name="dump.xml")
    run_jobs()
    passage.refresh_from_db()
    assert passage.state == "refused"
    assert passage.problem


def test_a_document_that_is_none_is_refused():
    for data in (b"words", zipped({"a.txt": "x"}), word(word__document_xml="<unfinished")):
        with pytest.raises(Unreadable):
            convert_word(data)
    with pytest.raises(Unreadable, match="far more"):
        convert_word(zipped({"word/document.xml": b" " * (30 * 2**20)}))


@pytest.mark.django_db
def test_an_archive_inside_the_archive_is_not_opened(wiki, author, run_jobs):
    inner = zipped({"../../x.md": "x"})
    passage = brought(wiki, author, {"a.md": "# A", "inner.zip": inner, "b.tar.gz": b"x"})
    run_jobs()
    passage.refresh_from_db()
    assert (passage.state, passage.total, passage.left_out) == ("ready", 1, {"archive": 2})
    assert not Page.objects.exists()


def test_nesting_that_would_take_hours_is_refused_at_once():
    for source in ("<div>" * 100_000, "<b>" * 100_000 + "x", "<ul><li>" * 50_000, "<table><tr><td>" * 20_000):
        with pytest.raises(Unreadable, match="nested too deeply"):
            convert_html(source)
    assert convert_html("<p>one<p>two" * 2000).text


def test_texts_made_to_be_slow_are_read_all_the_same():
    for source in ("[" * 20_000, "`" * 9_999 + "a`" * 9_999, "![](" * 5_000, "> " * 5_000 + "x", "*a " * 10_000):
        convert_markdown(source)
        change_links(source, lambda *_given: None)
    for source in ("[[" * 5_000, "{{" * 5_000, "''" * 5_000, "{|" * 500, "<ref>" * 2_000):
        convert_wikitext(source)
    with pytest.raises(Unreadable, match="nested too deeply"):
        convert_rst("* " * 500 + "x")


def test_yaml_cannot_refer_to_itself_nor_make_anything():
    assert read_yaml("a: &a [1, 2]\nb: *a") is None
    assert read_yaml("!!python/object/apply:os.system ['true']") is None
    assert read_yaml("a: !!python/name:os.system") == {"a": None}


def test_nothing_is_fetched_and_no_file_of_the_server_is_read():
    file = "   :file: /etc/passwd\n\n"
    out = convert_rst(f".. include:: /etc/passwd\n\n.. raw:: html\n{file}.. csv-table::\n{file}")
    assert "root:" not in out.text
    out = convert_html('<main><img src="file:///etc/passwd"><script>alert(1)</script></main>')
    assert "alert" not in out.text


@pytest.mark.django_db
def test_an_enormous_picture_is_left_out_and_the_page_comes(wiki, author, run_jobs):
    # Its head says 60,000 by 60,000.
    data = bytearray(picture())
    data[16:24] = struct.pack(">II", 60_000, 60_000)
    passage = came_in(wiki, author, {"a.md": "# A\n\n![x](x.png)", "x.png": bytes(data)}, run_jobs)
    assert {sort for sort, _detail in losses_of(passage)} == {"file"}
    assert Page.objects.get().title == "A"
