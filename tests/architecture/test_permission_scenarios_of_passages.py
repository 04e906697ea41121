"""The scenarios of docs/permissions.md about pages that come in and leave, each under its number."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.realtime.units import unit
from intranet.spaces import actions as spaces
from wiki import actions
from wiki.models import Page, PageExport, PageImport
from wiki.readers.circles import Chosen, circle_for

STAFF_OF_LAB = {"author", "colleague"}


@pytest.fixture
def wiki(lab):
    lab.parts = [*lab.parts, "wiki"] if "wiki" not in lab.parts else lab.parts
    lab.save(update_fields=["parts"])
    return lab


@pytest.fixture
def pages(wiki, author) -> tuple[Page, Page]:
    top = actions.create_page(wiki, by=author, title="Handbook", body="How we work.")
    return top, actions.create_page(wiki, by=author, title="Salaries", parent=top, body="Secret.")


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def written(export: PageExport, run_jobs) -> str:
    run_jobs()
    export.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(default_storage.open(export.path).read())) as archive:
        return " ".join([*archive.namelist(), *(archive.read(name).decode() for name in archive.namelist())])


def test_93_taking_pages_along(pages, wiki, author, colleague, outsider, run_jobs):
    top, inner = pages
    export = actions.ask_for_page_export(wiki, by=colleague, form="markdown", page=top)
    with unit():
        circle = circle_for(Chosen(people=[author]), by=author)
    actions.set_reading(inner, by=fresh(author), reads="chosen", circle=circle)
    found = written(export, run_jobs)
    assert "How we work" in found
    assert "Secret" not in found
    assert "alaries" not in found
    with pytest.raises(PermissionDenied):
        actions.ask_for_page_export(wiki, by=outsider, form="markdown", page=top)


def test_93_taking_pages_along_the_file(pages, wiki, author, colleague, as_, run_jobs):
    export = actions.ask_for_page_export(wiki, by=colleague, form="markdown", page=pages[0])
    written(export, run_jobs)
    address = f"/wiki/exports/{export.pk}/"
    assert as_(colleague).get(address).status_code == 200
    assert as_(author).get(address).status_code == 404
    spaces.leave_space(wiki, by=colleague)
    assert as_(fresh(colleague)).get(address).status_code == 404


def brought(wiki, by, parent=None) -> PageImport:
    file = ContentFile(b"# New\n\nWords", "new.md")
    return actions.bring_files(file, by=by, space=wiki, parent=parent, name="new.md")


def test_94_bringing_pages_in(wiki, colleague, outsider, customer, run_jobs):
    for person in (outsider, customer):
        with pytest.raises(PermissionDenied):
            brought(wiki, person)
    passage = brought(wiki, colleague)
    run_jobs()
    actions.let_in(passage, by=colleague)
    spaces.leave_space(wiki, by=colleague)
    run_jobs()
    assert not Page.objects.exists()


def test_95_what_comes_in(pages, wiki, author, colleague, as_, readers_of, run_jobs):
    top, _inner = pages
    actions.set_reading(top, by=fresh(author), reads="customers")
    passage = brought(wiki, author, top)
    run_jobs()
    assert as_(colleague).get(f"/wiki/imports/{passage.pk}/").status_code == 404
    actions.let_in(passage, by=author)
    run_jobs()
    assert readers_of(Entry.objects.get(title="New")) == STAFF_OF_LAB
