"""A section of a page that stands in other texts as well: who reads it there, and what it says."""

from __future__ import annotations

import re

import pytest

from feeds.actions import publish_post
from intranet.content import actions as content
from intranet.content.models import Reference
from intranet.content.references import fill_in
from intranet.content.transclusions import LONGEST, MOST
from intranet.core.markup import render
from intranet.core.markup.sections import headings_of, section_of, settled
from intranet.realtime.models import Frame
from wiki import actions
from wiki.models import Page, Version

SECRET = "Marzipan"
TEXT = f"""Before all.

## Noise

The fans are loud: {SECRET}.

### At night

Louder.

## Dust

- [ ] Wipe them.[^1]

[^1]: Weekly.
"""


@pytest.fixture
def fans(wiki, author) -> Page:
    return actions.create_page(wiki, by=author, title="Fans", body=TEXT)


def read(source: str, viewer) -> str:
    return fill_in(render(source).html, viewer)


def test_a_section_stands_in_another_text_up_to_the_next_heading_of_its_level(fans, author):
    shown = read(f"![[#{fans.pk}#Noise]]", author)
    assert SECRET in shown
    assert "Louder." in shown
    assert "Before all." not in shown
    assert "Wipe them." not in shown
    assert f'<a href="/wiki/{fans.pk}/#h-noise">Fans › Noise</a>' in shown


def test_it_brings_no_names_no_headings_and_no_footnotes_of_its_own(fans, author):
    shown = read(f"![[#{fans.pk}]]", author)
    for part in (SECRET, "Before all.", "Wipe them.", "<strong>At night</strong>"):
        assert part in shown
    for part in (' id="', "<h2", "<h3", "footnote", "Weekly."):
        assert part not in shown


def test_a_page_names_it_by_its_title(fans, wiki, author, as_):
    page = actions.create_page(wiki, by=author, title="Manual", body="![[Fans#Dust]]")
    assert "Wipe them." in as_(author).get(page.get_absolute_url()).content.decode()
    assert list(Reference.objects.values_list("source", "target")) == [(page.pk, fans.pk)]
    assert SECRET not in Page.objects.get(pk=page.pk).body_html


@pytest.mark.parametrize("who", ["outsider", "customer", "guest"])
def test_who_may_not_read_the_page_reads_nothing_of_it_elsewhere(who, fans, author, request, as_, client):
    person = request.getfixturevalue(who)
    actions.put_text(fans, by=author, text="## Noise\n\nQuiet by now.")
    post = publish_post(by=author, body=f"![[#{fans.pk}#Noise]]\n\n![[#{fans.pk}#Noise@1]]", audience="org")
    for shown in (fill_in(post.body_html, person), post.body_html, post.body_text):
        assert SECRET not in shown
        assert "Quiet" not in shown
        assert "Fans" not in shown
    browser = client if who == "guest" else as_(person)
    assert browser.get(f"/entries/sections/?at={fans.pk}.h-noise.0&at={fans.pk}.h-noise.1").json() == {}
    if who != "guest":
        assert browser.get("/entries/sections/offers/?q=Fan").json() == {"items": []}
        assert browser.get(f"/entries/sections/offers/?q={fans.pk}%23").json() == {"items": []}


def test_browsers_ask_for_what_stands_in_texts_that_are_kept_for_everybody(fans, author, as_):
    asked = [
        f"{fans.pk}.h-noise.0",
        f"{fans.pk}..0",
        "x.h-noise.0",
        f"{fans.pk}",
        f"{'9' * 5000}.a.0",
        "1.a.99999999999",
    ]
    answer = as_(author).get("/entries/sections/", {"at": asked}).json()
    assert set(answer) == {asked[0], asked[1], asked[3]}
    assert SECRET in answer[asked[0]]


def test_it_always_says_what_the_page_says_now(fans, author):
    post = publish_post(by=author, body=f"![[#{fans.pk}#Noise]]", audience="org")
    actions.put_text(fans, by=author, text="## Noise\n\nQuiet by now.")
    shown = fill_in(post.body_html, author)
    assert "Quiet by now." in shown
    assert SECRET not in shown


def test_as_of_a_version_it_stays_and_leads_to_what_has_changed(fans, author):
    first = Version.objects.get(page=fans).number
    shown = read(f"![[#{fans.pk}#Noise@{first}]]", author)
    assert f"version {first}" in shown
    assert "What has changed since" not in shown
    actions.put_text(fans, by=author, text="## Noise\n\nQuiet by now.")
    last = Page.objects.get(pk=fans.pk).published_number
    shown = read(f"![[#{fans.pk}#Noise@{first}]]", author)
    assert SECRET in shown
    assert f"/wiki/{fans.pk}/compare/{first}/{last}/" in shown
    assert "blockquote" not in read(f"![[#{fans.pk}#Noise@77]]", author)


def test_a_version_that_was_withdrawn_or_never_theirs_stands_nowhere(fans, author, outsider):
    actions.put_text(fans, by=author, text="## Noise\n\nQuiet by now.")
    first, last = Version.objects.filter(page=fans).order_by("number").values_list("number", flat=True)
    actions.set_reading(fans, by=author, reads="public")
    assert "Quiet" in read(f"![[#{fans.pk}#Noise]]", outsider)
    assert SECRET not in read(f"![[#{fans.pk}#Noise@{first}]]", outsider)
    assert SECRET in read(f"![[#{fans.pk}#Noise@{first}]]", author)
    actions.withdraw_versions(Page.objects.get(pk=fans.pk), by=author, first=first, last=first, reason="A password.")
    assert SECRET not in read(f"![[#{fans.pk}#Noise@{first}]]", author)
    assert "Quiet" in read(f"![[#{fans.pk}#Noise@{last}]]", author)


def test_two_pages_that_hold_each_other_end_after_one_step(fans, wiki, author, as_):
    other = actions.create_page(wiki, by=author, title="Manual", body="## Part\n\nOnce.\n\n![[Fans#Loop]]")
    actions.put_text(fans, by=author, text="## Loop\n\nTwice.\n\n![[Manual#Part]]\n\n![[Fans#Loop]]")
    page = as_(author).get(other.get_absolute_url()).text
    text = page[page.index('class="callout transclusion"') : page.index("</blockquote>")]
    assert (text.count("Once."), text.count("Twice.")) == (0, 1)
    assert f'href="/wiki/{other.pk}/#h-part"' in text
    assert page.count('class="callout transclusion"') == 1


def test_a_section_that_was_renamed_says_so_and_leads_to_the_page(fans, author):
    shown = read(f"![[#{fans.pk}#Wind]]", author)
    assert "This section is no longer there." in shown
    assert f'href="/wiki/{fans.pk}/' in shown


def test_a_guest_reads_it_in_the_documentation_and_its_version_leads_where_they_may_go(backroom, author, client):
    amber = actions.create_page(backroom, by=author, title="Amber", body="## Colour\n\nYellow.")
    number = Page.objects.get(pk=amber.pk).published_number
    actions.set_reading(amber, by=author, reads="public")
    actions.put_text(amber, by=author, text="## Colour\n\nRed.")
    actions.publish_page(amber, by=author)
    second = Page.objects.get(pk=amber.pk).published_number
    actions.put_text(amber, by=author, text="## Colour\n\nGreen.")
    actions.publish_page(amber, by=author)
    words = "".join(f"![[Amber#Colour{at}]]\n\n" for at in ("", f"@{number}", f"@{second}"))
    coral = actions.create_page(backroom, by=author, title="Coral", body=words)
    actions.set_reading(coral, by=author, reads="public")
    page = client.get(f"/docs/{coral.pk}/", follow=True).text
    assert [word in page for word in ("Green.", "Yellow.", "Red.")] == [True, False, True]
    assert f'href="/docs/{amber.pk}/#h-colour"' in page
    for path in (f"/wiki/{amber.pk}/versions/{second}/", f"/wiki/{amber.pk}/compare/{second}/"):
        assert f'href="{path}' in page
    assert client.get(f"/wiki/{amber.pk}/versions/{second}/").status_code == 200


def test_what_is_taken_away_goes_from_where_it_stood(fans, author):
    actions.trash_page(fans, by=author)
    assert SECRET not in read(f"![[#{fans.pk}#Noise]]", author)


def test_too_many_and_too_long_sections_are_links(fans, author):
    many = "\n\n".join(f"![[#{fans.pk}#Noise@{n}]]" for n in (0, *range(2, MOST + 5)))
    assert read("\n\n".join([f"![[#{fans.pk}#Dust]]"] * (MOST + 5)), author).count("Wipe them.") == MOST + 5
    assert read(f"{many}\n\n![[#{fans.pk}#Dust]]", author).count("Wipe them.") == 0
    actions.put_text(fans, by=author, text=f"## Noise\n\n{'Loud. ' * (LONGEST // 5)}")
    assert "blockquote" not in read(f"![[#{fans.pk}#Noise]]", author)


def test_what_has_no_headings_is_a_reference(author):
    post = publish_post(by=author, title="Plan", body="Between us.", audience="org")
    shown = read(f"![[#{post.pk}#Noise]]", author)
    assert "blockquote" not in shown
    assert f'href="{post.get_absolute_url()}"' in shown.replace("#h-noise", "")


def test_open_pages_that_show_a_section_look_again_when_it_changes(fans, author):
    post = publish_post(by=author, body=f"![[#{fans.pk}#Noise]]", audience="org")
    actions.put_text(fans, by=author, text="## Noise\n\nQuiet by now.")
    heard = [row.payload for row in Frame.objects.filter(stream=post.root_key, event="content.entry.changed")]
    assert [payload["pointed"] for payload in heard] == [fans.pk]
    assert "Quiet" not in str(heard)


def test_sections_are_offered_to_who_writes_text_by_text(fans, wiki, author, as_):
    actions.create_page(wiki, by=author, title="Loud fans", body="No headings.")
    [bare, whole] = as_(author).get("/entries/sections/offers/?q=fANS").json()["items"]
    assert (bare["name"], bare["put"].endswith("]]")) == ("Loud fans", True)
    assert (whole["name"], whole["put"]) == ("Fans", f"![[#{fans.pk}#")
    items = as_(author).get("/entries/sections/offers/", {"q": f"#{fans.pk}#"}).json()["items"]
    assert [item["put"] for item in items] == [
        f"![[#{fans.pk}#Noise]]",
        f"![[#{fans.pk}#At night]]",
        f"![[#{fans.pk}#Dust]]",
        f"![[#{fans.pk}]]",
    ]
    [dust] = as_(author).get("/entries/sections/offers/", {"q": f"{fans.pk}#du"}).json()["items"]
    assert dust["name"] == "Dust"


def test_what_is_offered_leads_to_the_heading_it_was_offered_for(wiki, author, as_):
    text = "## Twice\n\nFirst one.\n\n## Twice\n\nSecond one.\n\n## A | b [c] #1 @2\n\nThird one."
    page = actions.create_page(wiki, by=author, title="Odd", body=text)
    items = as_(author).get("/entries/sections/offers/", {"q": f"{page.pk}#"}).json()["items"][:3]
    for item, words in zip(items, ("First one.", "Second one.", "Third one."), strict=True):
        assert words in read(item["put"], author), item


def test_programs_read_sections_as_people_do(fans, author, outsider, as_):
    listed = as_(author).get(f"/api/v1/entries/{fans.pk}/sections").json()
    assert listed[0] == {"key": "h-noise", "words": "Noise", "written": f"![[#{fans.pk}#Noise]]"}
    assert SECRET in as_(author).get(f"/api/v1/entries/{fans.pk}/section?key=h-noise").json()["html"]
    assert SECRET in as_(author).get(f"/api/v1/entries/{fans.pk}/section?key=h-noise&version=1").json()["html"]
    assert as_(author).get(f"/api/v1/entries/{fans.pk}/section?key=h-noise&version=9").status_code == 404
    for path in ("sections", "section?key=h-noise"):
        assert as_(outsider).get(f"/api/v1/entries/{fans.pk}/{path}").status_code == 404


def test_a_page_with_one_section_and_with_many_asks_the_same(wiki, author, queries_stay_flat):
    parts = []

    def grow():
        page = actions.create_page(wiki, by=author, title=f"Page {len(parts)}", body=TEXT)
        parts.append(f"![[#{page.pk}#Noise]]")

    queries_stay_flat(lambda: read("\n\n".join(parts), author), grow)


def test_a_heading_in_a_quotation_begins_no_section():
    html = render("## One\n\n> ## Quoted\n> words\n\nafter\n\n# Higher", anchors=True).html
    assert [words for _key, words in headings_of(html)] == ["One", "Higher"]
    cut = settled(section_of(html, "h-one"))
    assert cut.count("<blockquote") == cut.count("</blockquote>") == 1
    assert "after" in cut


@pytest.mark.parametrize("words", ['"><script>alert(1)</script>', "a' onclick='x", "`code` & <b>", "\u202eevil"])
def test_words_of_a_heading_run_nowhere(words, wiki, author, as_):
    page = actions.create_page(wiki, by=author, title="Odd", body=f"## {words}\n\nHm.")
    shown = read(f"![[#{page.pk}#{headings_of(Page.objects.get(pk=page.pk).body_html)[0][0][2:]}]]", author)
    assert "Hm." in shown
    assert "<script" not in shown
    assert not re.search(r"<[^>]* onclick=", shown)
    assert "\u202e" not in shown


def test_deleting_what_points_leaves_the_page_alone(fans, author):
    post = publish_post(by=author, body=f"![[#{fans.pk}#Noise]]", audience="org")
    content.delete_entry(post, by=author)
    assert SECRET in read(f"![[#{fans.pk}#Noise]]", author)


def test_where_no_wiki_is_brackets_stay_as_they_were_typed():
    assert ">![[Fans#Noise]]<" in render("![[Fans#Noise]]").html
    assert ">![[#12]]<" in render("[![[#12]]](https://example.com)").html
