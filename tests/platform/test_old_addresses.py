"""Addresses of the site before this one: brought in as a table, followed where there is nothing else."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from intranet.activity.models import Activity
from intranet.content.old_addresses import forget_old_addresses, import_old_addresses
from intranet.core.models import OldAddress

pytestmark = pytest.mark.django_db


def table(*rows: str) -> bytes:
    return "\n".join(["from,to", *rows]).encode()


@pytest.fixture
def known(admin):
    rows = ("https://help.old.example/articles/42/,/wiki/", "/viewtopic.php?id=7,/spaces/?sort=name#top")
    import_old_addresses(table(*rows), by=admin)


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/articles/42", "/wiki/"),
        ("/articles/42/", "/wiki/"),
        ("/articles/42?from=mail", "/wiki/"),
        ("/viewtopic.php?id=7", "/spaces/?sort=name#top"),
    ],
)
def test_an_old_address_leads_on_for_good(known, client, asked, leads):
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, leads)


@pytest.mark.parametrize("asked", ["/articles/43", "/viewtopic.php?id=8", "/viewtopic.php", "/x" * 400])
def test_other_addresses_stay_what_they_are(known, client, asked):
    assert client.get(asked).status_code == 404


def test_what_is_here_is_never_hidden_by_an_old_address(admin, client):
    import_old_addresses(table("/wiki/,/spaces/"), by=admin)
    assert client.get("/wiki/").status_code == 200


def test_what_is_sent_goes_nowhere(known, client):
    assert client.post("/articles/42/", {"password": "x"}).status_code == 404


@pytest.mark.parametrize(
    "to",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil", "", "/a b", "/a\tb"],
)
def test_no_old_address_leads_out_of_the_house(admin, client, to):
    with pytest.raises(ValidationError, match="Row 2"):
        import_old_addresses(table(f"/old,{to}"), by=admin)
    # Nor where somebody wrote it into the table by other means.
    OldAddress.objects.create(old="/old", new=to)
    assert client.get("/old").status_code == 404


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (("/old,/spaces/", "no address,/wiki/"), "Row 3: “no address” is no address."),
        (("/,/wiki/",), "front page"),
        (("/old,/wiki/", "/old/,/spaces/"), "there twice"),
        (("/old,/older", "/older,/wiki/"), "leads to another old address"),
        (("/old,/old/",), "leads to another old address"),
    ],
)
def test_a_table_with_a_wrong_row_changes_nothing(admin, rows, sentence):
    with pytest.raises(ValidationError, match=sentence):
        import_old_addresses(table(*rows), by=admin)
    assert not OldAddress.objects.exists()


def test_a_table_again_changes_what_is_known_and_says_so(known, admin):
    done = import_old_addresses(table("/articles/42,/spaces/", "/articles/44,/wiki/"), by=admin)
    assert (done.added, done.changed, done.same) == (1, 1, 0)
    assert OldAddress.objects.get(old="/articles/42").new == "/spaces/"
    assert Activity.objects.filter(verb="core.addresses.imported").count() == 2
    assert import_old_addresses(table("/articles/44/,/wiki/"), by=admin).same == 1
    assert Activity.objects.filter(verb="core.addresses.imported").count() == 2


@pytest.mark.parametrize("who", ["moderator", "author", "customer", "guest"])
def test_only_admins_bring_them_in_and_remove_them(known, request, who):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        import_old_addresses(table("/old,/wiki/"), by=person)
    with pytest.raises(PermissionDenied):
        forget_old_addresses(OldAddress.objects.all(), by=person)
    assert OldAddress.objects.count() == 2


def test_an_admin_brings_a_table_in_and_removes_a_row(admin, as_):
    client = as_(admin)
    sent = {"table": SimpleUploadedFile("old.csv", table("/old;/wiki/").replace(b",", b";"))}
    assert client.post("/admin/old-addresses/", sent).status_code == 302
    row = OldAddress.objects.get()
    wrong = client.post("/admin/old-addresses/", {"table": SimpleUploadedFile("old.csv", table("/o,http://x"))})
    assert wrong.status_code == 422
    assert "no address of this house" in wrong.content.decode()
    chosen = {"action": "forget", "_selected_action": [row.pk]}
    assert client.post("/admin/core/oldaddress/", chosen).status_code == 302
    assert not OldAddress.objects.exists()
    assert client.get("/old").status_code == 404
