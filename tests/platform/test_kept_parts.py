"""Parts of the shell that are kept say what they are told, and nothing that another reader was told."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.middleware.csrf import _does_token_match, rotate_token
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.timezone import now
from django.utils.translation import override

from intranet.core import kept_parts
from intranet.core.actions import change_site_settings
from intranet.core.kept_parts import kept_part
from intranet.notifications.models import QuietHours
from intranet.spaces.actions import change_space
from tests.factories import a_person

BAR = "components/_bar_door.html"
FACTS = {"url": "/x/", "current": "", "icon": "home", "label": "Home", "count": "", "n": 0, "dot": "", "news": False}


@pytest.fixture(autouse=True)
def _nothing_kept():
    kept_parts.shelf.clear()


def test_what_is_told_differently_is_another_part():
    safe = kept_part(BAR, **FACTS | {"label": mark_safe("<b>Home</b>")}).whole
    told = kept_part(BAR, **FACTS | {"label": "<b>Home</b>"}).whole
    assert "<b>Home</b>" in safe
    assert "&lt;b&gt;Home" in told
    assert kept_part(BAR, **FACTS) is kept_part(BAR, **FACTS)


def test_a_part_knows_nothing_of_what_stands_around_it():
    template = Template('{% kept "components/_bar_door.html" url="/y/" icon="home" label="Here" %}')
    assert "secret" not in template.render(Context({"count": "secret", "label": "secret", "current": "secret"}))


def test_each_language_has_its_own():
    facts = {"languages": ("en", "it")}
    english = kept_part("components/language_switch.html", **facts)
    with override("it"):
        assert kept_part("components/language_switch.html", **facts) is not english


@pytest.mark.parametrize("fact", [now(), ["a"], {"a": 1}, (1, now()), object()])
def test_what_may_change_inside_is_refused(fact):
    with pytest.raises(TypeError, match=r"neither a word nor a number|unhashable"):
        kept_part(BAR, **FACTS | {"label": fact})


def test_no_part_that_is_kept_asks_for_the_request_or_forges_a_token():
    folder = Path(settings.ROOT) / "templates"
    asked = {name for page in folder.rglob("*.html") for name in re.findall(r'{% kept "([^"]+)"', page.read_text())}
    assert asked
    for name in asked:
        assert not re.search(r"\brequest\b|csrf_token|\bsite\.|\brail\.|{% when", (folder / name).read_text()), name


@pytest.mark.django_db
def test_the_rail_says_what_is_so_now_and_to_each_their_own(as_, author, colleague, lab):
    ada, ben = as_(author), as_(colleague)
    for client, me, other in ((ada, author, colleague), (ben, colleague, author), (ada, author, colleague)):
        menu = client.get("/people/").content.decode().partition('class="rail-me"')[2].partition("</nav>")[0]
        assert me.name in menu
        assert other.name not in menu
    assert '<a href="/spaces/lab/"' in ada.get("/people/").content.decode()
    change_space(lab, by=author, name="Laboratory <1>")
    assert "Laboratory &lt;1&gt;" in ada.get("/people/").content.decode()
    QuietHours.objects.update_or_create(person=author, defaults={"still_until": now() + timedelta(hours=1)})
    assert "Paused until" in ada.get("/people/").content.decode()
    assert "Paused until" not in ben.get("/people/").content.decode()


@pytest.mark.django_db
def test_each_page_has_its_own_token_and_its_own_way_back(as_, author):
    reader = as_(author)
    pages = [reader.get(path).content.decode() for path in ("/people/?q=<x>", "/inbox/")]
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page)) for page in pages]
    assert all(tokens)
    assert not tokens[0] & tokens[1]
    assert 'name="next" value="/people/?q=%3Cx%3E"' in pages[0]
    assert 'name="next" value="/inbox/"' in pages[1]


@pytest.mark.django_db
def test_who_comes_next_is_not_called_by_the_name_of_who_came_before(as_, author):
    for name in ("Zora One", "Zora Two"):
        assert name in as_(a_person(name, handle=name[-3:].lower())).get("/people/").content.decode()


def test_what_is_told_for_once_is_not_kept_and_has_its_places_filled(rf):
    request = rf.get("/x/?a=1&b=2")
    before = len(kept_parts.shelf._kept)
    words = kept_parts.told_for(request, "components/language_switch.html", languages=["en", "it"])
    assert 'value="/x/?a=1&amp;b=2"' in words
    assert "csrfmiddlewaretoken" in words
    assert len(kept_parts.shelf._kept) == before


def test_each_form_that_is_kept_has_a_number_of_its_own(rf):
    facts = {"about": 7, "endings": ".png", "bytes": 1, "files": 1}
    one, other = (kept_parts.kept_for(rf.get("/"), "conversation/notes/_fields.html", **facts) for _time in range(2))
    numbers = [re.findall(r'name="client_id" value="([0-9a-f-]{36})"', html) for html in (one, other)]
    assert [len(found) for found in numbers] == [1, 1]
    assert numbers[0] != numbers[1]
    assert one.count("csrfmiddlewaretoken") == 1


@pytest.mark.django_db
def test_the_foot_of_the_street_says_what_the_house_says_now_and_to_guests_which_languages(as_, guest, customer, admin):
    street = "/community/"
    before = as_(guest).get(street).content.decode()
    assert 'name="language"' in before
    assert 'name="language"' not in as_(customer).get(street).content.decode()
    change_site_settings(by=admin, footer_text="Meridiana <Srl>")
    for reader in (guest, customer):
        assert "Meridiana &lt;Srl&gt;" in as_(reader).get(street).content.decode()


# --- The token against forged forms -----------------------------------------------------------------------------------


def _tokens(request):
    html = kept_parts.kept_for(request, "components/language_switch.html", languages=("en", "it"))
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', html)


def test_the_forms_of_a_page_have_one_token_and_another_page_has_another(rf):
    request, other = rf.get("/"), rf.get("/")
    [first], [again], [elsewhere] = _tokens(request), _tokens(request), _tokens(other)
    assert first == again != elsewhere
    assert _does_token_match(first, request.META["CSRF_COOKIE"])


def test_who_signs_in_meanwhile_gets_a_token_that_is_good_afterwards(rf):
    request = rf.get("/")
    [before] = _tokens(request)
    rotate_token(request)
    [after] = _tokens(request)
    assert after != before
    assert _does_token_match(after, request.META["CSRF_COOKIE"])
