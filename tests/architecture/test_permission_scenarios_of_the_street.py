"""The scenarios of docs/permissions.md about the documentation, and what outsiders are told there."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from intranet.content.actions import apply_to_versions
from intranet.content.models import Product, ProductVersion
from intranet.content.old_addresses import import_old_addresses
from wiki import actions
from wiki.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(lab, author) -> Page:
    """Of the lab, a closed space; open to all customers."""
    made = actions.create_page(lab, by=author, title="Fans", body="They are loud.")
    actions.set_reading(made, by=author, reads="customers")
    return Page.objects.select_related("space").get(pk=made.pk)


def test_116_the_documentation_has_what_is_read_outside_for_whoever_reads_it(page, author, customer, guest, as_):
    inside = actions.create_page(page.space, by=author, title="Bearings", body="Ours.")
    for who, titles in ((guest, set()), (customer, {"Fans"}), (author, {"Fans"})):
        html = as_(who).get("/docs/").content.decode()
        assert {title for title in ("Fans", "Bearings") if f">{title}</a>" in html} == titles
        assert ">Lab<" not in html
    assert as_(customer).get(page.get_absolute_url())["Location"] == f"/docs/{page.pk}-fans/"
    assert as_(author).get(f"/docs/{inside.pk}-bearings/")["Location"] == inside.get_absolute_url()


def test_117_what_is_gone_is_told_to_who_could_read_it(page, author, customer, guest, as_):
    actions.trash_page(page, by=author)
    assert as_(customer).get(f"/docs/{page.pk}-fans/").status_code == 410
    assert as_(guest).get(f"/docs/{page.pk}-fans/").status_code == 404


def test_118_versions_are_said_by_who_edits_and_old_addresses_by_admins(page, author, colleague, outsider, customer):
    version = ProductVersion.objects.create(product=Product.objects.create(name="Fan", slug="fan"), name="1")
    assert apply_to_versions(page, by=colleague, versions=[version])
    for person in (outsider, customer):
        with pytest.raises(PermissionDenied):
            apply_to_versions(page, by=person, versions=[])
    with pytest.raises(PermissionDenied):
        import_old_addresses(b"from,to\n/a,/docs/\n", by=author)
