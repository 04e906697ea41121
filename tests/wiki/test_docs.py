"""The documentation: who reads what at /docs/, under which address, and what it says of itself to robots."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client

from intranet.accounts.actions import create_token
from intranet.activity.models import Activity
from intranet.collab.actions import edit_text
from intranet.content.actions import apply_to_versions
from intranet.content.models import AppliesTo, Product, ProductVersion
from intranet.content.products import by_product, said
from intranet.conversation.actions import add_comment
from intranet.core.actions import change_site_settings
from intranet.realtime.units import unit
from wiki import actions
from wiki.models import Page
from wiki.readers.circles import Chosen, circle_for

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def shelf(backroom, author, acme, customer) -> dict[str, Page]:
    """Pages of the closed space, each for other people, and one that waits for being published."""
    found = {}

    def write(title: str, reads: str = "", parent: Page | None = None, **more) -> Page:
        page = actions.create_page(backroom, by=author, title=title, body=f"{title} words.", parent=parent)
        if reads:
            actions.set_reading(page, by=author, reads=reads, **more)
        return Page.objects.select_related("space").get(pk=page.pk)

    found["inside"] = write("Quartz")
    found["public"] = write("Amber", "public")
    found["waiting"] = write("Onyx", parent=found["public"])
    found["customers"] = write("Coral", "customers")
    with unit():
        circle = circle_for(Chosen(people=[author], companies=[acme]), by=author)
    found["company"] = write("Jasper", "chosen", circle=circle)
    return found


def at(page: Page) -> str:
    return f"/docs/{page.pk}-{page.slug}/"


# --- Who reads what ---------------------------------------------------------------------------------------------------
READS = {
    "guest": {"public"},
    "other_customer": {"public", "customers"},
    "customer": {"public", "customers", "company"},
    "outsider": {"public", "customers"},
}


@pytest.mark.parametrize("who", READS)
def test_each_finds_what_is_read_outside_and_nothing_else(request, shelf, as_, who):
    client = as_(request.getfixturevalue(who))
    home = client.get("/docs/").content.decode()
    side = client.get(at(shelf["public"])).content.decode()
    found = {key for key, page in shelf.items() if at(page) in home}
    beside = {key for key, page in shelf.items() if at(page) in side}
    opened = {key for key, page in shelf.items() if client.get(at(page)).status_code == 200}
    assert found == beside == opened == READS[who]
    for html in (home, side):
        assert "ackroom" not in html
        assert "Quartz" not in html
        assert "Onyx" not in html


def test_texts_to_begin_with_are_no_documentation(shelf, author, backroom, as_, guest):
    template = actions.create_page(backroom, by=author, title="Topaz", body="Topaz words.")
    actions.set_reading(template, by=author, reads="public")
    actions.mark_template(template, by=author)
    client = as_(guest)
    for path in ("/docs/", at(shelf["public"]), "/docs/changes.atom", "/sitemap.xml"):
        assert f"{template.pk}-topaz" not in client.get(path).content.decode()
    assert client.get(f"/docs/{template.pk}-topaz/").status_code == 302


def test_what_is_being_written_is_not_there_before_it_is_published(shelf, author, as_, guest):
    page = shelf["public"]
    edit_text(page.document, by=author, change=lambda text: text + " Chalcedony.")
    actions.save_version(page, by=author, publish=False)
    assert "Chalcedony" not in as_(guest).get(at(page)).content.decode()
    actions.publish_page(page, by=author)
    assert "Chalcedony" in as_(guest).get(at(page)).content.decode()


def test_people_of_the_house_are_led_to_the_wiki_for_what_only_they_read(shelf, author, as_):
    answer = as_(author).get(at(shelf["inside"]))
    assert (answer.status_code, answer["Location"]) == (302, shelf["inside"].get_absolute_url())
    assert "Open it in the wiki" in as_(author).get(at(shelf["public"])).content.decode()


@pytest.mark.parametrize(("who", "status"), [("guest", 301), ("customer", 301), ("author", 200)])
def test_guests_and_customers_read_it_at_its_one_address(request, shelf, as_, who, status):
    page = shelf["public"]
    answer = as_(request.getfixturevalue(who)).get(f"{page.get_absolute_url()}?comment=3")
    assert answer.status_code == status
    if status == 301:
        assert answer["Location"] == f"{at(page)}?comment=3"


def test_what_not_everybody_reads_is_no_permanent_way(shelf, customer, as_):
    answer = as_(customer).get(shelf["company"].get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, at(shelf["company"]))


def test_links_in_the_text_stay_in_the_documentation(backroom, author, as_, guest):
    first = actions.create_page(backroom, by=author, title="First", body="One.")
    actions.set_reading(first, by=author, reads="public")
    second = actions.create_page(backroom, by=author, title="Second", body=f"See #{first.pk}, `/wiki/1-x/`.")
    actions.set_reading(second, by=author, reads="public")
    html = as_(guest).get(at(second)).content.decode()
    assert f'href="/docs/{first.pk}-first/"' in html or f'href="/docs/{first.pk}/"' in html
    assert "<code>/wiki/1-x/</code>" in html


def test_what_is_said_there_is_shown_and_a_guest_without_words_finds_no_box(shelf, customer, as_, guest):
    page = shelf["public"]
    assert "omments" not in as_(guest).get(at(page)).content.decode()
    add_comment(page, by=customer, body="Serpentine helped.")
    assert "Serpentine helped." in as_(guest).get(at(page)).content.decode()


def as_said(answer, path: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode().replace(path, ""))


# --- Gone, and never there --------------------------------------------------------------------------------------------
def test_what_was_public_and_is_taken_away_is_gone_and_what_was_not_never_was(shelf, author, as_, guest, customer):
    for key in ("public", "company", "inside"):
        actions.trash_page(Page.objects.get(pk=shelf[key].pk), by=author)
    answer = as_(guest).get(at(shelf["public"]))
    assert answer.status_code == 410
    assert "This page has been taken away." in answer.content.decode()
    never = as_(guest).get("/docs/999999-amber/")
    assert never.status_code == 404
    for key in ("company", "inside"):
        there = as_(guest).get(at(shelf[key]))
        assert there.status_code == 404
        assert as_said(there, at(shelf[key])) == as_said(never, "/docs/999999-amber/")
    assert as_(customer).get(at(shelf["company"])).status_code == 410


# --- What robots are told ---------------------------------------------------------------------------------------------
def test_a_page_says_in_plain_data_what_it_is_whatever_it_is_called(backroom, author, as_, guest):
    title = '</script><script>alert(1)</script> & "so" <!-- \u2028'
    top = actions.create_page(backroom, by=author, title=title, body="All about it.")
    actions.set_reading(top, by=author, reads="public")
    page = actions.create_page(backroom, by=author, title="Under", body="More.", parent=Page.objects.get(pk=top.pk))
    actions.set_reading(page, by=author, reads="public")
    for shown in (top, page):
        html = as_(guest).get(f"/docs/{shown.pk}/", follow=True).content.decode()
        assert "<script>alert" not in html
        article, trail = (json.loads(text) for text in DATA.findall(html))
        kept = Page.objects.get(pk=shown.pk)
        assert (article["@type"], article["headline"]) == ("TechArticle", kept.title)
        assert article["url"] == settings.SITE_URL + at(kept)
        names = [one["name"] for one in trail["itemListElement"]]
        assert names == (["Documentation", kept.title] if shown == top else ["Documentation", title_of(top), "Under"])


def title_of(page: Page) -> str:
    return Page.objects.get(pk=page.pk).title


def test_a_public_page_is_known_by_one_address_and_a_page_for_customers_by_none(shelf, as_, guest, customer):
    html = as_(guest).get(at(shelf["public"])).content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}{at(shelf["public"])}">' in html
    assert '<meta name="description" content="Amber words.">' in html
    assert 'property="og:title" content="Amber"' in html
    assert "noindex" not in html
    closed = as_(customer).get(at(shelf["customers"])).content.decode()
    assert 'name="robots" content="noindex"' in closed
    assert "canonical" not in closed
    assert not DATA.findall(closed)


def test_a_house_that_keeps_robots_away_says_so_everywhere(shelf, admin, as_, guest):
    change_site_settings(by=admin, robots_may_index=False)
    client = as_(guest)
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    assert "<url>" not in client.get("/sitemap.xml").content.decode()
    for path in ("/docs/", at(shelf["public"])):
        assert 'name="robots" content="noindex"' in client.get(path).content.decode()


def test_the_feed_has_what_guests_read_whoever_asks(shelf, author, as_):
    answer = as_(author).get("/docs/changes.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    titles = [one.text for one in ElementTree.fromstring(answer.content).iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1:] == ["Amber"]
    assert as_(author).get("/docs/changes.atom", headers={"if-none-match": answer["ETag"]}).status_code == 304


# --- Languages, search, the menu --------------------------------------------------------------------------------------
def test_the_door_shows_a_page_in_the_reader_s_language_alone(backroom, author, client):
    page = actions.create_page(backroom, by=author, title="Fans", body="Loud.", language="en")
    actions.set_reading(page, by=author, reads="public")
    italian = actions.translate_page(Page.objects.get(pk=page.pk), by=author, language="it", title="Ventole")
    actions.set_reading(Page.objects.get(pk=italian.pk), by=author, reads="public")
    for language, shown, other in (("it", "Ventole", "Fans"), ("en", "Fans", "Ventole")):
        html = client.get("/docs/", headers={"accept-language": language}).content.decode()
        trees = html.partition('class="docs-trees"')[2].partition("</ul>")[0]
        assert shown in trees
        assert other not in trees
    # Beside a page it is the one that is read.
    side = client.get(f"/docs/{italian.pk}/", headers={"accept-language": "en"}, follow=True).content.decode()
    tree = side.partition('class="docs-tree"')[2].partition("</nav>")[0]
    assert "Ventole" in tree
    assert "Fans" not in tree


def test_the_search_of_the_street_finds_what_is_read_there(shelf, run_jobs, as_, guest, customer, author):
    run_jobs()
    for who, words in ((guest, {"Amber"}), (customer, {"Amber", "Coral", "Jasper"})):
        for path in ("/help/search/", "/docs/"):
            html = as_(who).get(path, {"q": "words"}).content.decode()
            found = {page.title for page in shelf.values() if f'<a href="{at(page)}"' in html.partition("results")[2]}
            assert found == words, path
    answer = as_(author).get("/help/search/", {"q": "words"})
    assert (answer.status_code, answer["Location"]) == (302, "/search/?q=words")


def test_a_text_to_begin_with_is_not_found_in_the_street(shelf, author, run_jobs, as_, guest):
    amber = next(page for page in shelf.values() if page.title == "Amber")
    actions.mark_template(amber, by=author)
    run_jobs()
    assert at(amber) not in as_(guest).get("/help/search/", {"q": "words"}).content.decode()
    actions.mark_template(amber, by=author, is_template=False)
    run_jobs()
    assert at(amber) in as_(guest).get("/help/search/", {"q": "words"}).content.decode()


def test_nothing_found_offers_to_ask_with_the_same_words(as_, guest):
    html = as_(guest).get("/help/search/", {"q": "zirconium & co"}).content.decode()
    assert "/community/ask/?title=zirconium%20%26%20co" in html


def test_the_menu_leads_to_what_the_public_sees(shelf, author, as_):
    client = as_(author)
    assert at(shelf["public"]) in client.get(f"/wiki/{shelf['public'].pk}/menu/").content.decode()
    assert "/docs/" not in client.get(f"/wiki/{shelf['inside'].pk}/menu/").content.decode()


# --- How much it costs ------------------------------------------------------------------------------------------------
def test_the_door_and_a_page_ask_as_much_for_three_pages_as_for_many(backroom, author, as_, guest, queries_stay_flat):
    top = actions.create_page(backroom, by=author, title="Top", body="All.")
    actions.set_reading(top, by=author, reads="public")

    def more() -> None:
        for number in range(3):
            parent = Page.objects.get(pk=top.pk) if number else None
            page = actions.create_page(backroom, by=author, title=f"Page {number}", body="Words.", parent=parent)
            actions.set_reading(page, by=author, reads="public")

    more()
    client = as_(guest)
    for path in ("/docs/", f"/docs/{top.pk}-top/"):
        queries_stay_flat(lambda path=path: client.get(path), grow=more)


# --- For which versions -----------------------------------------------------------------------------------------------
@pytest.fixture
def terminal(db) -> dict[str, ProductVersion]:
    product = Product.objects.create(name="Terminal", slug="terminal")
    rows = [("4.0", False), ("4.1", False), ("4.2", True)]
    return {
        name: ProductVersion.objects.create(product=product, name=name, position=place, is_current=current)
        for place, (name, current) in enumerate(rows)
    }


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (["4.0"], "Terminal 4.0"),
        (["4.0", "4.1"], "Terminal 4.0, 4.1"),
        (["4.1", "4.2"], "Terminal 4.1 and later"),
        (["4.0", "4.1", "4.2"], "Terminal"),
        (["4.2"], "Terminal 4.2"),
    ],
)
def test_versions_are_said_in_a_few_words(terminal, chosen, words):
    assert said([terminal[name] for name in chosen], by_product()) == [words]


def test_what_stands_under_a_page_is_for_the_same_versions_unless_it_says_otherwise(
    shelf, terminal, author, as_, guest
):
    top = shelf["public"]
    under = {}
    for title in ("Inherits", "Differs"):
        page = actions.create_page(top.space, by=author, title=title, body="Words.", parent=top)
        actions.set_reading(page, by=author, reads="public")
        under[title] = Page.objects.select_related("space").get(pk=page.pk)
    apply_to_versions(top, by=author, versions=[terminal["4.0"]])
    apply_to_versions(under["Differs"], by=author, versions=[terminal["4.1"], terminal["4.2"]])
    client = as_(guest)
    for page, badge in (
        (top, "Terminal 4.0"),
        (under["Inherits"], "Terminal 4.0"),
        (under["Differs"], "4.1 and later"),
    ):
        assert badge in client.get(at(page)).content.decode().partition('class="docs-facts"')[2].partition("</div>")[0]
    for query, titles in (
        ("product=terminal", {"Amber", "Inherits", "Differs"}),
        ("product=terminal&version=4.0", {"Amber", "Inherits"}),
        ("product=terminal&version=4.2", {"Differs"}),
        ("product=terminal&version=9", {"Amber", "Inherits", "Differs"}),
    ):
        html = client.get(f"/docs/?{query}").content.decode().partition('class="docs-list"')[2]
        assert {page.title for page in (top, *under.values()) if f'href="{at(page)}"' in html} == titles, query


def test_whoever_edits_a_page_says_its_versions_and_nobody_else(shelf, terminal, author, outsider, customer, as_):
    page = shelf["public"]
    address = f"/wiki/{page.pk}/versions-it-is-for/"
    assert as_(author).post(address, {"versions": [terminal["4.1"].pk]}).status_code == 302
    assert AppliesTo.objects.get(entry=page.pk).version == terminal["4.1"]
    assert as_(author).post(address, {"versions": ["999999"]}).status_code == 422
    for person in (outsider, customer):
        assert as_(person).post(address, {}).status_code == 403
        with pytest.raises(PermissionDenied):
            apply_to_versions(page, by=person, versions=[])
    told = Activity.objects.filter(verb="content.versions.said").count()
    assert apply_to_versions(page, by=author, versions=[terminal["4.1"]]) is False
    assert Activity.objects.filter(verb="content.versions.said").count() == told
    assert as_(author).post(address, {}).status_code == 302
    assert not AppliesTo.objects.filter(entry=page.pk).exists()


def test_programs_say_versions_and_read_them(shelf, terminal, author, customer):
    page = shelf["public"]
    mine = {"authorization": f"Bearer {create_token(author, by=author, name='x')[1]}"}
    path = f"/api/v1/entries/{page.pk}/applies-to"
    body = {"versions": [terminal["4.2"].pk]}
    answer = Client().put(path, body, content_type="application/json", headers=mine)
    assert [one["name"] for one in answer.json()["versions"]] == ["4.2"]
    theirs = {"authorization": f"Bearer {create_token(customer, by=customer, name='x')[1]}"}
    assert Client().get(path, headers=theirs).json() == answer.json()
    assert Client().put(path, body, content_type="application/json", headers=theirs).status_code == 403
    products = Client().get("/api/v1/products", headers=theirs).json()["items"]
    assert [version["name"] for version in products[0]["versions"]] == ["4.2", "4.1", "4.0"]
