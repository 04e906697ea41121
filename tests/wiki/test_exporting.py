"""Pages leave as files: what one reads and nothing else, and they come back as they were."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.timezone import now, timedelta

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment
from intranet.notifications.models import Notification
from tests.wiki.archives import came_in, picture, tree_of
from wiki import actions
from wiki.exporting.choosing import file_name, relative
from wiki.exporting.jobs import look_after_exports
from wiki.models import Page, PageExport

pytestmark = pytest.mark.django_db


@pytest.fixture
def furnished(handbook, author, run_jobs):
    """The handbook with a picture, links of every sort, code and a table."""
    shot = store_upload(ContentFile(picture(), "shot.png"), by=author)
    run_jobs()
    shot = Attachment.objects.get(pk=shot.pk)
    trains, travel = handbook["trains"], handbook["travel"]
    Attachment.objects.filter(pk=shot.pk).update(entry=travel.pk)
    text = (
        f"See [[Trains]], [[#{trains.pk}|by rail]], [there](/wiki/{trains.pk}-trains/#h-seats), "
        "[[Nobody wrote it]].\n\n"
        f"![A shot]({shot.url})\n\n## Città e perché\n\n- [x] done 😀\n\n```python\nx = '[[Trains]]'\n```\n\n"
        "| a | b |\n|---|--:|\n| [[Trains]] | 1 |\n\n> [!WARNING] Hot\n> Very\n\n#tag @ben 漢字 שלום"
    )
    actions.put_text(travel, by=author, text=text)
    actions.put_text(trains, by=author, text="## Seats\n\nBack to [[Travel]] or [above](#h-seats).")
    return handbook


def made(export: PageExport, run_jobs) -> bytes:
    run_jobs()
    export.refresh_from_db()
    assert export.state == "ready", export.problem
    return default_storage.open(export.path).read()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def asked(wiki, by, form, page=None, **more) -> PageExport:
    return actions.ask_for_page_export(wiki, by=by, form=form, page=page, **more)


def test_a_section_of_another_page_is_a_link_and_no_page_is_taken_for_a_version(wiki, page, author, run_jobs):
    actions.create_page(wiki, by=author, title="Fans@3", body="Third party.")
    both = actions.create_page(wiki, by=author, title="Both", body="[[Fans@3]]\n\n![[Fans@3]]\n\n![[Fans#Noise]]")
    files = unpacked(made(asked(wiki, author, "markdown"), run_jobs))
    [text] = [data.decode() for name, data in files.items() if name.endswith(file_name(both.title) + ".md")]
    links = re.findall(r"^\[.*\]\((.*)\)$", text, re.MULTILINE)
    assert [link.removesuffix("#noise") in files for link in links] == [True] * 3, (text, sorted(files))
    assert links[2] == f"{links[1]}#noise"
    assert links[0] != links[1]


def test_a_tree_as_markdown_has_folders_pictures_and_links_between_its_files(furnished, wiki, author, run_jobs):
    files = unpacked(made(asked(wiki, author, "markdown", furnished["handbook"]), run_jobs))
    assert set(files) == {"index.md", "holidays.md", "travel/index.md", "travel/trains.md", "travel/files/shot.png"}
    travel = files["travel/index.md"].decode()
    assert travel.startswith('---\ntitle: "Travel"\nauthors: ["Ada Bianchi"]\ncreated: "')
    assert "[Trains](trains.md), [by rail](trains.md), [there](trains.md#seats), [[Nobody wrote it]]." in travel
    assert "![A shot](files/shot.png)" in travel
    assert "x = '[[Trains]]'" in travel
    assert "| [Trains](trains.md) | 1 |" in travel
    assert "Back to [Travel](index.md) or [above](#seats)." in files["travel/trains.md"].decode()
    assert files["travel/files/shot.png"].startswith(b"\x89PNG")


def test_what_leaves_comes_back_as_it_was(furnished, wiki, plaza, author, run_jobs):
    data = made(asked(wiki, author, "markdown"), run_jobs)
    plaza.parts = [*plaza.parts, "wiki"]
    plaza.save(update_fields=["parts"])
    passage = came_in(plaza, author, data, run_jobs)
    assert tree_of(plaza, author) == tree_of(wiki, author)
    assert not any(row.losses for row in passage.rows.all())
    again = {page.title: page for page in Page.objects.filter(space=plaza)}
    for page in furnished.values():
        page.refresh_from_db()
        twin = again[page.title]
        assert (twin.created_at.replace(microsecond=0), twin.language) == (
            page.created_at.replace(microsecond=0),
            page.language,
        )
        assert {tag.name for tag in twin.tags.all()} == {tag.name for tag in page.tags.all()}
        assert twin.attachments.count() == page.attachments.count()
    trains, before = again["Trains"], furnished["travel"]
    expected = (
        before.body.replace("[[Trains]],", f"[[#{trains.pk}]],")
        .replace(f"[[#{furnished['trains'].pk}|by rail]]", f"[[#{trains.pk}|by rail]]")
        .replace(f"/wiki/{furnished['trains'].pk}-trains/", f"/wiki/{trains.pk}-trains/")
        .replace("| [[Trains]] |", f"| [[#{trains.pk}]] |")
        .replace(str(before.attachments.get().url), str(again["Travel"].attachments.get().url))
    )
    assert again["Travel"].body == expected


def test_as_a_site_it_needs_nothing_from_elsewhere(furnished, wiki, author, run_jobs):
    files = unpacked(made(asked(wiki, author, "html", furnished["handbook"]), run_jobs))
    assert {"index.html", "contents.html", "page.css", "travel/index.html", "travel/files/shot.png"} <= set(files)
    travel = files["travel/index.html"].decode()
    assert 'href="trains.html">Trains</a>' in travel
    assert 'href="trains.html#h-seats"' in travel
    assert 'src="files/shot.png"' in travel
    for name, data in files.items():
        if name.endswith(".html"):
            text = data.decode()
            assert "<script" not in text
            assert not any(f'{attribute}="http' in text for attribute in ("src", "link href", "srcset"))
    assert b"@media print" in files["page.css"]


def test_as_pdf_it_has_every_script_an_outline_and_links(furnished, wiki, author, run_jobs):
    import pypdfium2

    document = pypdfium2.PdfDocument(made(asked(wiki, author, "pdf", furnished["handbook"]), run_jobs))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert "Città e perché" in text
    assert "漢字" in text
    assert "grinning" in text
    outline = [(item.level, item.get_title()) for item in document.get_toc()]
    assert [one for one in outline if one[1] in ("Handbook", "Travel", "Trains", "Città e perché")] == [
        (0, "Handbook"),
        (1, "Travel"),
        (2, "Città e perché"),
        (2, "Trains"),
    ]
    assert len(document) == 5


def test_only_what_the_person_reads_when_it_is_made_is_in_it(furnished, wiki, author, colleague, run_jobs):
    from intranet.spaces.models import Circle

    circle = Circle.objects.create(made_by=author)
    circle.people.add(author)
    export = asked(wiki, colleague, "markdown")
    actions.set_reading(furnished["travel"], by=User.objects.get(pk=author.pk), reads="chosen", circle=circle)
    files = unpacked(made(export, run_jobs))
    assert set(files) == {"handbook/index.md", "handbook/holidays.md"}
    assert "Trains" not in b"".join(files.values()).decode()


def test_who_may_not_read_a_page_cannot_take_it_along(furnished, wiki, outsider, client, run_jobs):
    with pytest.raises(PermissionDenied):
        asked(wiki, outsider, "pdf", furnished["travel"])
    client.force_login(outsider)
    for address in (
        reverse("wiki:export", args=[furnished["travel"].pk]),
        reverse("wiki:page-as", args=[furnished["travel"].pk, "markdown"]),
    ):
        assert client.get(address).status_code == 404
    # Who may know of the space gets its wiki as far as they read it: nothing.
    assert unpacked(made(asked(wiki, outsider, "markdown"), run_jobs)) == {}


def test_the_file_is_for_who_asked_told_to_them_noted_and_gone_after_a_week(
    furnished, wiki, author, colleague, client, run_jobs, django_capture_on_commit_callbacks
):
    export = asked(wiki, author, "html", furnished["travel"])
    assert asked(wiki, author, "html", furnished["travel"]).pk == export.pk
    made(export, run_jobs)
    address = reverse("wiki:export-file", args=[export.pk])
    client.force_login(colleague)
    assert client.get(address).status_code == 404
    client.force_login(author)
    response = client.get(address)
    assert response.status_code == 200
    assert "sandbox" in response["Content-Security-Policy"]
    assert Notification.objects.filter(recipient=author, activity__verb="wiki.export.ready").count() == 1
    assert Activity.objects.filter(verb="wiki.export.asked", audited=True).count() == 1
    PageExport.objects.filter(pk=export.pk).update(expires_at=now() - timedelta(seconds=1))
    assert client.get(address).status_code == 404
    path = PageExport.objects.get(pk=export.pk).path
    with django_capture_on_commit_callbacks(execute=True):
        look_after_exports.call()
    assert not default_storage.exists(path)


def test_a_single_page_is_there_at_once(furnished, author, client):
    client.force_login(author)
    text = client.get(reverse("wiki:page-as", args=[furnished["travel"].pk, "markdown"]))
    assert text["Content-Type"].startswith("text/markdown")
    assert 'filename="travel.md"' in text["Content-Disposition"]
    assert f"/wiki/{furnished['trains'].pk}/" in text.content.decode()
    html = client.get(reverse("wiki:page-as", args=[furnished["travel"].pk, "html"])).content.decode()
    assert 'src="data:image/webp;base64,' in html
    assert "<style>" in html
    assert client.get(reverse("wiki:page-as", args=[furnished["travel"].pk, "exe"])).status_code == 404


def test_names_of_files_are_safe_and_different():
    assert [file_name(title) for title in ("../../etc", "Perché?", "漢字", "///", "CON: x")] == [
        "etc",
        "perché",
        "漢字",
        "page",
        "con-x",
    ]
    assert relative("a/b/index.md", "a/c/d.md") == "../b/index.md"
    assert relative("index.md", "a/b.md") == "../index.md"
    assert relative("a/files/x.png", "a/index.md") == "files/x.png"


def test_programs_take_pages_along_and_bring_them_in(furnished, wiki, author, client, run_jobs):
    client.force_login(author)
    asked_for = client.post(f"/api/v1/spaces/{wiki.pk}/page-exports", {"form": "markdown"}, "application/json")
    assert asked_for.status_code == 201, asked_for.content
    run_jobs()
    one = f"/api/v1/page-exports/{asked_for.json()['id']}"
    assert client.get(one).json()["state"] == "ready"
    data = b"".join(client.get(f"{one}/file").streaming_content)
    sent = {"file": ContentFile(data, "docs.zip"), "under": furnished["trains"].pk}
    brought = client.post(f"/api/v1/spaces/{wiki.pk}/page-imports", sent)
    assert brought.status_code == 201, brought.content
    run_jobs()
    two = f"/api/v1/page-imports/{brought.json()['id']}"
    assert client.get(two).json()["total"] == 4
    assert {row["title"] for row in client.get(f"{two}/rows").json()["items"]} == {
        "Handbook",
        "Holidays",
        "Travel",
        "Trains",
    }
    client.post(f"{two}/application")
    run_jobs()
    assert client.get(two).json()["state"] == "done"
    assert Page.objects.published().count() == 8
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404
