"""What a firm sets for its own house, and the pages that obey."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from PIL import Image

from intranet.core import context, sitemap
from intranet.core.actions import SETTABLE, change_site_settings
from intranet.core.models import ACCENTS, SiteSettings, says_nothing_else
from intranet.site_settings import SiteSettingsForm

pytestmark = pytest.mark.django_db


def a_picture(size=(900, 300), color="green", kind="PNG") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", size, color).save(out, kind)
    return SimpleUploadedFile("logo.png", out.getvalue())


def test_a_new_house_has_settings_without_a_row():
    assert SiteSettings.current().name == "Portico"
    assert SiteSettings.current().max_upload_bytes == 20 * 2**20
    assert SiteSettings.objects.count() == 0


def test_settings_are_asked_for_once_in_a_while_and_not_on_every_page():
    SiteSettings.current()
    with CaptureQueriesContext(connection) as queries:
        for _ in range(100):
            SiteSettings.current()
    assert len(queries) == 0


def test_a_change_is_seen_here_at_once_and_says_what_it_was(admin):
    assert SiteSettings.current().name == "Portico"
    changed = change_site_settings(by=admin, name="Loggia", sign_up_open=False, max_attachments=10)
    assert changed == {"name": ["Portico", "Loggia"], "sign_up_open": [True, False]}
    assert SiteSettings.current().name == "Loggia"
    assert change_site_settings(by=admin, name="Loggia") == {}


@pytest.mark.parametrize("who", ["author", "moderator", "customer", "deactivated", "guest"])
def test_only_admins_change_the_house(who, request):
    with pytest.raises(PermissionDenied, match="Only admins"):
        change_site_settings(by=request.getfixturevalue(who), name="Mine")


def test_a_deactivated_admin_is_no_admin(admin):
    admin.is_active = False
    with pytest.raises(PermissionDenied):
        change_site_settings(by=admin, name="Mine")


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 61},
        {"accent_hue": 360},
        {"accent_hue": 30},
        {"accent_hue": 250},
        {"default_language": "xx"},
        {"enabled_languages": ["it"]},
        {"enabled_languages": ["en", "xx"]},
        {"enabled_languages": "en"},
        {"max_upload_mb": 0},
        {"max_body_length": 300_000},
        {"support_email": "not an address"},
    ],
)
def test_a_value_that_makes_no_sense_changes_nothing(admin, change):
    with pytest.raises(ValidationError):
        change_site_settings(by=admin, **change)
    SiteSettings.forget()
    assert SiteSettings.current().name == "Portico"


@pytest.mark.parametrize(
    ("template", "is_one"),
    [
        ("https://meet.example.org/{room}", True),
        ("https://meet.example.org/join?name={room}#now", True),
        ("", True),
        ("http://meet.example.org/{room}", False),
        ("https://meet.example.org/", False),
        ("https://{room}.example.org/", False),
        ("https:///{room}", False),
        ("https://meet.example.org/{room}/{person}", False),
        ("javascript:alert({room})", False),
    ],
)
def test_calls_are_held_at_an_encrypted_address_with_a_place_for_their_name(admin, template, is_one):
    if is_one:
        change_site_settings(by=admin, chat_call_link=template)
        assert SiteSettings.current().chat_call_link == template
    else:
        with pytest.raises(ValidationError):
            change_site_settings(by=admin, chat_call_link=template)


def test_whatever_the_form_of_the_back_office_asks_can_be_set():
    assert set(SiteSettingsForm._meta.fields) <= SETTABLE


def test_a_setting_that_does_not_exist_is_a_mistake_in_the_code(admin):
    with pytest.raises(TypeError):
        change_site_settings(by=admin, pk=2)


def test_there_is_one_row_and_it_stays(admin):
    change_site_settings(by=admin, name="Loggia")
    SiteSettings(name="Another").save()
    assert [site.name for site in SiteSettings.objects.all()] == ["Another"]
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(pk=2)])
    with pytest.raises(ValidationError):
        SiteSettings.objects.get().delete()


def test_the_servers_own_limit_is_above_the_firms(admin, settings):
    settings.MAX_UPLOAD_BYTES = 5 * 2**20
    change_site_settings(by=admin, max_upload_mb=100)
    assert SiteSettings.current().max_upload_bytes < 5 * 2**20


def test_every_preset_says_nothing_else():
    for hue in ACCENTS:
        says_nothing_else(hue)


# --- Pages that obey ------------------------------------------------------------------------------------------------


def test_the_colours_are_the_firms_and_kept_until_they_change(client, admin):
    change_site_settings(by=admin, accent_hue=300)
    first = client.get("/theme.css")
    assert "--accent-hue: 300;" in first.content.decode()
    assert first["Content-Type"] == "text/css; charset=utf-8"
    assert client.get("/theme.css", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    version = SiteSettings.current().theme_version
    assert "immutable" in client.get(f"/theme.css?v={version}")["Cache-Control"]
    assert "immutable" not in client.get("/theme.css?v=old")["Cache-Control"]
    change_site_settings(by=admin, accent_hue=118)
    assert client.get("/theme.css", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
    assert SiteSettings.current().theme_version != version


def test_a_guest_may_have_the_colours_and_gets_no_cookie(client):
    response = client.get("/theme.css")
    assert response.status_code == 200
    assert not response.cookies


def test_there_is_no_logo_until_there_is_one(client, admin):
    assert client.get("/site/logo").status_code == 404
    change_site_settings(by=admin, logo=a_picture())
    response = client.get("/site/logo")
    assert response["Content-Type"] == "image/webp"
    with Image.open(BytesIO(b"".join(response))) as shown:
        assert shown.size == (512, 171)
    assert client.get("/site/logo", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304


def test_a_new_logo_replaces_the_old_one_and_no_logo_takes_it_away(client, admin):
    change_site_settings(by=admin, logo=a_picture())
    first = client.get("/site/logo")["ETag"]
    change_site_settings(by=admin, logo=a_picture(color="red"))
    assert client.get("/site/logo")["ETag"] != first
    change_site_settings(by=admin, logo="")
    assert client.get("/site/logo").status_code == 404


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"", b"GIF89a<script>"])
def test_a_logo_must_be_a_picture(admin, content):
    with pytest.raises(ValidationError):
        change_site_settings(by=admin, logo=SimpleUploadedFile("logo.png", content))


def test_a_logo_whose_file_is_gone_is_no_500(client, admin):
    change_site_settings(by=admin, logo=a_picture())
    SiteSettings.current().logo.storage.delete(SiteSettings.current().logo.name)
    assert client.get("/site/logo").status_code == 404


def test_robots_hear_what_is_not_for_them(client):
    text = client.get("/robots.txt").content.decode()
    assert "User-agent: *" in text
    for shut in ("/accounts/", "/api/", "/files/"):
        assert f"Disallow: {shut}" in text
    assert "/sitemap.xml" in text


def test_the_map_for_robots_has_what_the_parts_name_and_no_more_than_they_read(client, monkeypatch):
    changed = datetime(2026, 3, 4, 23, 0, tzinfo=UTC)
    fan = sitemap.Address("/wiki/1/a&b/", changed, (("en", "/wiki/1/a&b/"), ("it", "/wiki/2/")))
    monkeypatch.setattr(sitemap, "MOST", 2)
    monkeypatch.setattr(sitemap, "_sources", {"wiki": lambda: [fan, sitemap.Address("/wiki/2/")] * 2})
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"].startswith("application/xml")
    assert "public" in answer["Cache-Control"]
    urls = ElementTree.fromstring(answer.content)
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [url.findtext(f"{name}loc").removeprefix(settings.SITE_URL) for url in urls] == ["/wiki/1/a&b/", "/wiki/2/"]
    assert urls[0].findtext(f"{name}lastmod") == "2026-03-04"
    assert [link.get("hreflang") for link in urls[0] if "link" in link.tag] == ["en", "it"]


def test_a_phone_can_put_the_house_on_its_screen(client, admin):
    change_site_settings(by=admin, name="Loggia <b>")
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert (manifest["name"], manifest["start_url"]) == ("Loggia <b>", "/")


@pytest.mark.parametrize("address", ["/theme.css", "/robots.txt", "/manifest.webmanifest", "/site/logo"])
def test_these_are_for_reading_only(client, address):
    assert client.post(address).status_code == 405


# --- What every page knows ------------------------------------------------------------------------------------------


def test_a_provider_of_the_rail_is_asked_once_and_only_when_wanted(monkeypatch):
    asked = []
    monkeypatch.setattr(context, "_rail", {})

    @context.provide_rail
    def spaces(request):
        asked.append(request)
        return ["Lab"]

    @context.provide_rail
    def expensive(request):
        raise AssertionError("nobody wanted this")

    request = RequestFactory().get("/")
    known = context.site(request)
    assert asked == []
    assert known["rail"]["spaces"] == ["Lab"]
    assert known["rail"]["spaces"] == ["Lab"]
    assert asked == [request]
    assert known["site"] is SiteSettings.current()
    assert known["demo"] is False


def test_a_template_asks_for_what_nobody_provides_and_gets_nothing():
    from django.template import engines

    template = engines["django"].from_string("[{{ rail.nobody_provides_this }}]")
    assert template.render({}, RequestFactory().get("/")) == "[]"
