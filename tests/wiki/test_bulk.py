"""Pages inserted by the thousand are what pages begun one by one are."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.utils.timezone import now

from intranet.activity.models import Activity
from intranet.collab import documents
from intranet.content.models import Reference
from intranet.jobs.testing import drain
from wiki import actions
from wiki.bulk import insert_pages
from wiki.models import Contribution, Page, Tree, Version

# What differs by nature: numbers, moments, and what a browser made up.
_OWN = {"id", "entry_ptr_id", "path", "position", "created_at", "published_at", "active_at", "client_id", "parent_id"}


def rows_of(page: Page) -> dict[str, Any]:
    page = Page.objects.get(pk=page.pk)
    version = Version.objects.get(page=page)
    return {
        "page": {field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields} | {"id": None},
        "version": (version.number, version.sort, version.title, version.text, version.added, version.readers),
        "authors": list(Contribution.objects.filter(version=version).values_list("person", "part")),
        "verbs": list(Activity.objects.filter(subject=page.key).values_list("verb", "actor", "audience")),
        "references": list(Reference.objects.filter(source=page.pk).values_list("target__title", "wanted", "space")),
        "depth": page.depth,
        "working text": documents.read_text(page.document),
    }


def test_what_is_inserted_at_once_is_what_the_actions_would_leave(wiki, author):
    body = "Loud. See [[Bearings]] and [[Nothing yet]]. #noise"
    top = actions.create_page(wiki, by=author, title="Fans", body=body)
    under = actions.create_page(wiki, by=author, title="Bearings", parent=top, body="Round.")
    actions.create_page(wiki, by=author, title="Elsewhere")
    drain()
    for_once = [Page.objects.get(pk=one.pk) for one in (top, under)]
    by_actions = [rows_of(one) for one in for_once]
    Tree.objects.all().delete()
    for one in reversed(for_once):
        one.delete()
    Activity.objects.all().delete()

    first = Page(space=wiki, author=author, title="Fans", body=body, published_at=now())
    second = Page(space=wiki, author=author, title="Bearings", body="Round.", published_at=now(), parent=first)
    assert insert_pages([first, second]) == 2
    in_bulk = [rows_of(one) for one in (first, second)]
    for one in (*by_actions, *in_bulk):
        one["page"] = {name: value for name, value in one["page"].items() if name not in _OWN}
        one["page"]["body_html"] = re.sub(r"\d+", "0", one["page"]["body_html"])
    assert in_bulk == by_actions
    assert Page.objects.get(pk=second.pk).path == f"/{first.pk}/{second.pk}/"
    assert Tree.objects.filter(space=wiki).exists()


def test_load_data_has_pages_of_several_depths(db):
    call_command(
        "synthesize", people=6, customers=0, spaces=2, entries=0, events=0, pages=30, no_index=True, stdout=StringIO()
    )
    assert Page.objects.count() == 30
    assert max(page.depth for page in Page.objects.all()) >= 2
    assert all(str(page.pk) in page.path for page in Page.objects.all())
