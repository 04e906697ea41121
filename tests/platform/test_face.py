"""The shell and the tags every template has: who sees which door, how people, times and numbers are written."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.utils import timezone, translation

from intranet.core import navigation
from intranet.core.js_catalog import catalog_url
from intranet.core.navigation import NavItem, doors_for

TEMPLATES = Path(__file__).parents[2] / "templates"
NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


def render(text: str, **context: object) -> str:
    return Template(text).render(Context(context))


# --- Icons -----------------------------------------------------------------------------------------------------------


def test_an_icon_is_drawn_from_the_sprite_and_hidden_from_screen_readers():
    html = render('{% icon "lock" size="s" %}')
    assert 'class="icon icon--s"' in html
    assert html.count('aria-hidden="true"') == 1
    assert "icons.svg#lock" in html


def test_an_icon_may_be_named_by_a_variable():
    assert "#globe" in render("{% icon name %}", name="globe")


def test_an_icon_that_is_not_drawn_is_refused_with_what_is_near():
    with pytest.raises(TemplateSyntaxError, match="bookmark"):
        Template('{% icon "bokmark" %}')


def test_a_name_from_outside_cannot_break_out_of_the_icon():
    assert "<script>" not in render("{% icon name %}", name='"><script>')


# --- People ----------------------------------------------------------------------------------------------------------


def test_an_avatar_carries_tint_initials_and_presence(author):
    html = render('{% avatar person size="l" here=True %}', person=author)
    assert f'data-tint="{author.tint}"' in html
    assert f'data-person="{author.pk}"' in html
    assert 'data-here="here"' in html
    assert "avatar--l" in html
    assert ">AB<" in html


def test_a_customer_stands_in_a_dashed_arch(customer):
    assert "avatar--guest" in render("{% avatar person %}", person=customer)


def test_initials_are_text_whatever_somebody_calls_themselves():
    person = SimpleNamespace(pk=1, tint=2, initials="<b>", is_customer=False)
    assert "<b>" not in render("{% avatar person %}", person=person)


# --- Times and numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=38), "38 min"),
        (timedelta(hours=2, minutes=5), "2 h"),
        (timedelta(days=1), "Yesterday"),
        (timedelta(days=4), "Wed"),
        (timedelta(days=40), "13 Oct"),
        (timedelta(days=500), "10 Jul 2025"),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_a_moment_is_said_in_words_with_the_whole_date_as_its_title(before, words):
    html = render("{% when moment %}", moment=NOON - before)
    assert f">{words}</time>" in html
    assert re.search(r'datetime="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"', html)
    assert 'title="' in html


@time_machine.travel(NOON, tick=False)
def test_midnight_is_the_readers():
    late = NOON - timedelta(hours=12, minutes=30)  # 23:30 in Rome the day before, 7:30 of this day in Tokyo
    with timezone.override("Europe/Rome"):
        assert ">Yesterday</time>" in render("{% when moment %}", moment=late)
    with timezone.override("Asia/Tokyo"):
        assert ">12 h</time>" in render("{% when moment %}", moment=late)


def test_no_moment_is_no_words():
    assert render("{% when moment %}", moment=None) == ""


@pytest.mark.parametrize(
    ("number", "said"), [(None, "0"), (7, "7"), (1204, "1,204"), (48211, "48k"), (1_200_000, "1.2M")]
)
def test_numbers_stay_short(number, said):
    assert render("{{ n|compact }}", n=number) == said


def test_a_small_badge_stops_at_ninety_nine():
    assert render("{{ n|capped }} {{ m|capped }}", n=99, m=100) == "99 99+"


# --- Doors -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def doors(monkeypatch):
    items = [
        NavItem("home", "Home", "home", "feeds:home", order=10, bar=True),
        NavItem("staff", "Staff", "people", "accounts:people", order=20, audience="staff"),
        NavItem("care", "Care", "shield", "moderation:queue", order=30, audience="moderator", group="care"),
        NavItem("house", "House", "gear", "admin:index", order=40, audience="admin"),
        NavItem("home-street", "Home", "home", "feeds:home", order=15, group="street"),
        NavItem("gone", "Gone", "x", "part_that_is_switched_off:page", order=50),
    ]
    monkeypatch.setattr(navigation, "_items", {item.name: item for item in items})
    navigation._open_to.cache_clear()
    yield lambda viewer, path="/": [door.item.name for door in doors_for(viewer, path)]
    navigation._open_to.cache_clear()


def test_everybody_sees_the_doors_that_are_theirs(doors, author, customer, moderator, admin):
    assert doors(AnonymousUser()) == ["home-street"]
    assert doors(customer) == ["home", "home-street"]
    assert doors(author) == ["home", "staff"]
    assert [name for name in doors(moderator) if name != "care"] == ["home", "staff"]
    assert "house" in doors(admin)


def test_what_has_a_door_inside_has_none_more_among_what_customers_see(doors, author):
    assert "home-street" not in doors(author)


def test_a_door_whose_address_is_gone_is_gone(doors, admin):
    assert "gone" not in doors(admin)


def test_the_door_one_stands_behind_is_marked(doors, author):
    marked = {door.item.name: door.current for door in doors_for(author, "/people/ada/")}
    assert marked == {"home": "", "staff": "true"}
    assert [door.current for door in doors_for(author, "/people/")] == ["", "page"]
    assert [door.current for door in doors_for(author, "/")] == ["page", ""]


def test_two_doors_of_one_name_are_refused(doors):
    with pytest.raises(ValueError, match="home"):
        navigation.register(NavItem("home", "Other", "home", "feeds:home"))


# --- Forms -----------------------------------------------------------------------------------------------------------


class Specimen(forms.Form):
    name = forms.CharField(max_length=5, help_text="Short")
    about = forms.CharField(required=False)
    sure = forms.BooleanField(required=False)


def test_hint_and_error_of_a_field_are_tied_to_it():
    html = str(Specimen({"name": "much too long"}))
    control = re.search(r'<input[^>]*name="name"[^>]*>', html)
    assert control
    ids = re.search(r'aria-describedby="([^"]*)"', control[0])
    assert ids
    assert all(f'id="{one}"' in html for one in ids[1].split())
    assert len(ids[1].split()) == 2
    assert 'aria-invalid="true"' in control[0]


def test_every_control_has_a_label_and_what_may_stay_empty_says_so():
    html = str(Specimen())
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', html)) == {"id_name", "id_about", "id_sure"}
    assert html.count(">optional<") == 1


def test_what_somebody_typed_is_text_in_the_form():
    assert "<script>" not in str(Specimen({"name": "<script>"}))


# --- Whole pages -----------------------------------------------------------------------------------------------------


@pytest.fixture
def style_page(db):
    return Client().get("/style/").content.decode()


def test_the_style_page_shows_every_part_to_anybody(style_page):
    for part in ("avatar", "loggia", "button--primary", "composer", "toast", "empty", "skeleton", "notice", "tabs"):
        assert part in style_page, part


def test_a_page_has_one_heading_one_main_a_skip_link_and_a_live_region(style_page):
    assert style_page.count("<h1") == 1
    assert style_page.count("<main") == 1
    assert style_page.index('class="skip"') < style_page.index("<main")
    assert re.search(r"<toast-stack[^>]*aria-live=\"polite\"", style_page)


def test_no_id_stands_twice(style_page):
    ids = re.findall(r'\bid="([^"]+)"', style_page)
    assert sorted(ids) == sorted(set(ids))


def test_the_theme_is_written_before_the_first_paint(db):
    client = Client()
    client.cookies["portico_theme"] = "dark"
    assert '<html lang="en"' in client.get("/style/").content.decode()
    assert 'data-theme="dark"' in client.get("/style/").content.decode()
    client.cookies["portico_theme"] = '"><script>'
    assert "data-theme" not in client.get("/style/").content.decode().split("<head>")[0]


def test_htmx_may_run_no_code_from_attributes(style_page):
    config = re.search(r"name=\"htmx-config\"\s+content='([^']+)'", style_page)
    assert config
    assert json.loads(config[1])["allowEval"] is False
    assert json.loads(config[1])["includeIndicatorStyles"] is False


def test_the_policy_of_the_page_allows_no_inline_script_or_style(db):
    policy = Client().get("/style/")["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self'" in policy


def test_a_signed_in_reader_has_the_rail_and_a_guest_has_a_way_in(as_, author):
    inside = as_(author).get("/style/").content.decode()
    outside = Client().get("/style/").content.decode()
    assert 'popovertarget="person-menu"' in inside
    assert f'data-person="{author.pk}"' in inside
    assert 'popovertarget="person-menu"' not in outside
    assert "/accounts/login/?next=/style/" in outside


def test_a_customers_rail_has_one_door_to_each_address_and_does_not_say_who_sees_it(as_, customer):
    rail = as_(customer).get("/").content.decode().split('class="rail', 1)[1].split("</nav>", 1)[0]
    assert rail.count('href="/ideas/"') == 1
    assert "Seen by customers" not in rail
    assert "Help and community" in rail


# --- The words of the scripts ----------------------------------------------------------------------------------------


def test_the_words_of_the_scripts_may_be_kept_for_ever_under_their_own_name(db):
    client = Client()
    kept = client.get(catalog_url("en"))
    assert kept.status_code == 200
    assert "immutable" in kept["Cache-Control"]
    assert kept["Content-Type"].startswith("text/javascript")
    assert "immutable" not in client.get("/words/en.js?v=stale")["Cache-Control"]


def test_a_language_we_do_not_speak_has_no_words(db):
    assert Client().get("/words/xx.js").status_code == 404
    with translation.override("de"):
        assert catalog_url("de").startswith("/words/en.js")


# --- What is the same for everybody ----------------------------------------------------------------------------------


def test_a_steady_part_is_rendered_once_for_each_language():
    template = Template("{% steady %}{% translate 'Yes' %} {{ number }}{% endsteady %}")
    with translation.override("en"):
        first = template.render(Context({"number": 1}))
        assert template.render(Context({"number": 2})) == first
    with translation.override("it"):
        assert template.render(Context({"number": 3})).endswith("3")


def test_nothing_of_a_reader_stands_in_a_steady_part():
    steady = re.compile(r"\{% steady %\}(.*?)\{% endsteady %\}", re.DOTALL)
    parts = [part for path in TEMPLATES.rglob("*.html") for part in steady.findall(path.read_text())]
    assert parts
    for part in parts:
        assert not re.search(r"\b(request|user|viewer|site|rail|csrf_token|doors)\b", re.sub(r"\{#.*?#\}", "", part))
