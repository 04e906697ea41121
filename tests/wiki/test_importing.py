"""Files become pages: the tree, the links, the pictures and the dates come along, and what does not is said."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage

from intranet.activity.models import Activity
from intranet.content.models import Attachment, Entry
from intranet.notifications.models import Notification
from intranet.search.models import Pending
from tests.wiki.archives import brought, came_in, losses_of, picture, tree_of
from wiki import actions
from wiki.actions import importing
from wiki.models import ImportedPage, Page, PageImport, Version

pytestmark = pytest.mark.django_db


def page_called(title: str) -> Page:
    return Page.objects.get(title=title)


BOOK = {
    "docs/README.md": "# The book\n\nSee [setup](guide/setup.md#first-steps), [the API](reference/api.md) and "
    "![logo](img/logo.png).\n",
    "docs/guide/index.md": "---\ntitle: Guide\ntags: [start, How To]\nauthors: [Ugo, Ida]\ndate: 2021-03-04\n"
    "lastmod: 2022-05-06\n---\nHard\nwrapped @ada text #12.\n",
    "docs/guide/setup.md": "# Setup\n\n## First steps\n\nBack [home](../README.md), [gone](../gone.md), "
    "[there](#first-steps), [data](../data.csv).\n\n![gone](nope.png) `[code](../README.md)`\n",
    "docs/guide/02-more.md": "No heading here.\n",
    "docs/guide/10-most.md": "x\n",
    "docs/reference/api.md": "# API\n\n```python\n# [not a link](x.md)\n```\n",
    "docs/img/logo.png": picture(),
    "docs/data.csv": "a,b\n1,2\n",
    "docs/unused.png": picture("blue"),
}


def test_a_zip_of_markdown_becomes_a_tree_with_links_pictures_and_dates(wiki, author, run_jobs):
    passage = came_in(wiki, author, BOOK, run_jobs)
    assert tree_of(wiki, author) == [
        "The book",
        "  Guide",
        "    More",
        "    Most",
        "    Setup",
        "  Reference",
        "    API",
    ]
    home, setup, guide = page_called("The book"), page_called("Setup"), page_called("Guide")
    assert f'href="/wiki/{setup.pk}-setup/#h-first-steps"' in home.body_html
    logo = Attachment.objects.get(name="logo.png")
    assert logo.entry_id == home.pk
    assert logo.url in home.body
    assert f"[[#{home.pk}|home]]" in setup.body
    assert "[there](#h-first-steps)" in setup.body
    assert "gone, " in setup.body
    assert "`[code](../README.md)`" in setup.body
    assert Attachment.objects.get(name="data.csv").entry_id == setup.pk
    assert guide.body == "Hard wrapped \\@ada text \\#12."
    assert {tag.name for tag in guide.tags.all()} == {"start", "How-To"}
    assert (guide.created_at.date().isoformat(), guide.edited_at.date().isoformat()) == ("2021-03-04", "2022-05-06")
    version = Version.objects.get(page=guide)
    assert version.sort == "imported"
    assert version.text == guide.body
    assert "Ugo, Ida" in version.note
    assert page_called("API").body.startswith("```python\n# [not a link](x.md)")
    assert losses_of(passage) == {("link", "../gone.md"), ("picture", "nope.png")}


def test_what_is_looked_through_makes_nothing_and_says_what_would_come(wiki, author, run_jobs):
    passage = brought(wiki, author, BOOK)
    run_jobs()
    passage.refresh_from_db()
    assert (passage.state, passage.total, passage.files) == ("ready", 7, 3)
    assert not Page.objects.exists()
    assert losses_of(passage) == {("link", "../gone.md"), ("picture", "nope.png")}
    rows = list(passage.rows.exclude(place=0).order_by("depth", "place").values_list("title", "depth"))
    assert rows[0] == ("The book", 0)
    assert ("API", 2) in rows


def test_pages_of_an_import_leave_what_writing_them_leaves(wiki, author, run_jobs):
    passage = came_in(wiki, author, {"a.md": "# A\n\nWords"}, run_jobs)
    page = page_called("A")
    assert (page.state, page.audience, page.author) == (Entry.State.PUBLISHED, wiki.audience, author)
    assert (page.version_number, page.published_number, page.path) == (1, 1, f"/{page.pk}/")
    assert Activity.objects.filter(verb="wiki.page.published", subject=page.key).count() == 1
    assert Activity.objects.filter(verb="wiki.import.begun", audited=True).exists()
    assert Notification.objects.filter(recipient=author, activity__verb="wiki.import.done").exists()
    assert Pending.objects.filter(entry_id=page.pk).exists() or not Pending.objects.exists()
    assert not default_storage.exists(passage.path or "nothing")
    assert passage.rows.get().text == ""


def test_under_a_page_that_is_read_outside_what_comes_in_is_for_the_space(handbook, wiki, author, run_jobs):
    travel = handbook["travel"]
    actions.set_reading(travel, by=author, reads="customers")
    passage = came_in(wiki, author, {"a.md": "# A", "b/c.md": "# C"}, run_jobs, parent=travel)
    top = page_called("A")
    assert (top.parent_id, top.path, passage.under_a_page) == (travel.pk, f"{travel.path}{top.pk}/", True)
    assert {page_called(title).audience for title in ("A", "B", "C")} == {wiki.audience}
    assert (page_called("A").reads, page_called("C").reads) == ("space", "")


def test_run_again_after_a_crash_nothing_comes_twice(wiki, author, run_jobs, monkeypatch):
    from wiki.importing import bringing

    passage = brought(wiki, author, BOOK)
    run_jobs()
    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    passage.refresh_from_db()
    importing.let_in(passage, by=author)
    calls = []
    whole = bringing.Bringing._bring

    def breaks(self, row, page, targets):
        calls.append(row.source)
        if len(calls) == 4:
            raise OSError("the power went")
        return whole(self, row, page, targets)

    from wiki.importing.jobs import bring_in

    monkeypatch.setattr(bringing.Bringing, "_bring", breaks)
    with pytest.raises(OSError, match="power"):
        bring_in.call(passage=passage.pk)
    assert Page.objects.published().count() == 2
    assert Page.objects.count() == 7
    assert tree_of(wiki, author)[0] == "The book"
    run_jobs()
    passage.refresh_from_db()
    assert passage.state == "done"
    assert Page.objects.published().count() == Page.objects.count() == 7


def test_stopped_while_it_comes_in_what_is_there_stays_and_drafts_go(wiki, author, run_jobs, monkeypatch):
    from wiki.importing import bringing
    from wiki.importing.jobs import bring_in

    monkeypatch.setattr(bringing, "AT_ONCE", 1)
    passage = brought(wiki, author, BOOK)
    run_jobs()
    passage.refresh_from_db()
    importing.let_in(passage, by=author)
    whole = bringing.Bringing.bring_texts

    def one(self):
        try:
            return whole(self)
        finally:
            importing.stop_import(passage, by=author)

    monkeypatch.setattr(bringing.Bringing, "bring_texts", one)
    bring_in.call(passage=passage.pk)
    run_jobs()
    passage.refresh_from_db()
    assert passage.state == "stopped"
    assert tree_of(wiki, author) == ["The book"]
    assert Page.objects.count() == 1


def test_who_may_not_write_there_brings_nothing_in(wiki, outsider, colleague, customer, run_jobs):
    for person in (outsider, customer):
        with pytest.raises(PermissionDenied):
            brought(wiki, person, {"a.md": "x"})
    passage = brought(wiki, colleague, {"a.md": "x"})
    run_jobs()
    with pytest.raises(PermissionDenied):
        importing.let_in(PageImport.objects.get(pk=passage.pk), by=outsider)


def test_who_lost_the_right_meanwhile_makes_no_page(wiki, author, colleague, run_jobs):
    from intranet.spaces.actions import leave_space

    passage = brought(wiki, colleague, {"a.md": "x"})
    run_jobs()
    importing.let_in(PageImport.objects.get(pk=passage.pk), by=colleague)
    leave_space(wiki, by=colleague)
    run_jobs()
    passage.refresh_from_db()
    assert passage.state == "stopped"
    assert passage.problem
    assert not Page.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("x.exe", b"MZ", "Bring a .zip"),
        ("x.zip", b"", "empty"),
    ],
)
def test_what_is_no_text_is_not_taken(wiki, author, name, data, sentence):
    with pytest.raises(ValidationError, match=sentence):
        brought(wiki, author, data, name=name)


def test_an_archive_without_a_text_is_refused_with_a_sentence(wiki, author, run_jobs):
    passage = brought(wiki, author, {"a.png": picture()})
    run_jobs()
    passage.refresh_from_db()
    assert passage.state == "refused"
    assert "no text" in passage.problem


def test_a_single_text_becomes_one_page(wiki, author, run_jobs):
    came_in(wiki, author, b"# Alone\n\nWords", run_jobs, name="alone.md")
    assert tree_of(wiki, author) == ["Alone"]


def test_a_picture_that_is_none_is_left_out_and_said(wiki, author, run_jobs):
    passage = came_in(wiki, author, {"a.md": "# A\n\n![x](x.png)", "x.png": b"<svg onload=alert(1)>"}, run_jobs)
    assert any(sort == "file" and detail.startswith("x.png") for sort, detail in losses_of(passage))
    assert not Attachment.objects.exists()
    assert "x.png" not in page_called("A").body


def test_a_new_import_takes_the_place_of_one_that_waits(wiki, author, run_jobs):
    first = brought(wiki, author, {"a.md": "x"})
    run_jobs()
    brought(wiki, author, {"b.md": "y"})
    assert not PageImport.objects.filter(pk=first.pk).exists()
    assert not ImportedPage.objects.filter(passage=first.pk).exists()
