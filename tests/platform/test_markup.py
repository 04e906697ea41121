"""What people write and what everybody reads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from intranet.core.markup import Call, Person, render

ADA, NICOLO = Person(7, "ada", "Ada Bianchi"), Person(9, "nicolo", "Nicolò <Rossi>")
PICTURE = "/files/0b0d7a52-8f8f-4b6a-9e43-3d3a6f7b2a11/medium"


def people(handles: set[str]) -> dict[str, Person]:
    return {person.handle: person for person in (ADA, NICOLO) if person.handle in handles}


def html(source: str, **options) -> str:
    """Without what every paragraph and every link has."""
    shown = str(render(source, people=people, **options).html)
    return shown.replace(' rel="nofollow ugc noopener"', "").replace(' dir="auto"', "").strip()


def text(source: str) -> str:
    return render(source, people=people).text


# --- CommonMark and what is added to it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Hello", "<p>Hello</p>"),
        ("*a* **b** `c` ~~d~~", "<p><em>a</em> <strong>b</strong> <code>c</code> <s>d</s></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("[a](/spaces/)", '<p><a href="/spaces/">a</a></p>'),
        ('[a](https://x.it "t")', '<p><a href="https://x.it" title="t">a</a></p>'),
        ("[a][1]\n\n[1]: https://x.it", '<p><a href="https://x.it">a</a></p>'),
        ("    code\n", "<pre><code>code\n</code></pre>"),
        ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("AT&T &copy; 5 < 6", "<p>AT&amp;T © 5 &lt; 6</p>"),
        ("\\*no\\*", "<p>*no*</p>"),
        ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>"),
        ("Perché così è più bello – «già»", "<p>Perché così è più bello – «già»</p>"),
        ("", ""),
    ],
)
def test_the_marks_of_markdown(source, shown):
    assert html(source) == shown


def test_headings_stand_below_that_of_the_page():
    assert html("# One\n## Two\n###### Six") == "<h2>One</h2>\n<h3>Two</h3>\n<h6>Six</h6>"


def test_a_text_that_begins_lower_leaves_no_level_out():
    assert html("## Two\n### Three") == "<h2>Two</h2>\n<h3>Three</h3>"


def test_headings_get_an_address_only_where_the_page_is_theirs():
    assert "id=" not in html("# One")
    shown = html("# Città\n# Città\n# <script>\n# !!!", anchors=True)
    assert 'id="h-citta"' in shown
    assert 'id="h-citta-2"' in shown
    assert 'id="h-script"' in shown
    assert 'id="h-section"' in shown


def test_tables_say_what_their_columns_are_and_how_they_align():
    shown = html("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|")
    assert '<th class="align-left" scope="col">a</th>' in shown
    assert '<td class="align-center">2</td>' in shown
    assert '<td class="align-right">3</td>' in shown
    assert "style" not in shown


def test_tasks_are_boxes_with_a_label_that_show_and_do_not_act():
    shown = html("- [ ] one\n- [x] **two**\n- [X] three\n- [y] four\n- [ ]\n- [x](/a)")
    assert shown.count('type="checkbox"') == 3
    assert shown.count(' checked=""') == 2
    assert shown.count(" disabled") == 3
    assert '<label><input class="task-list-item-checkbox" type="checkbox" disabled="" checked=""> <strong>two' in shown
    assert "[y] four" in shown
    assert text("- [ ] one\n- [x] two") == "• ☐ one\n• ☑ two"


@pytest.mark.parametrize("kind", ["NOTE", "tip", "Important", "warning", "CAUTION"])
def test_a_quote_that_says_what_it_is_becomes_a_callout(kind):
    shown = html(f"> [!{kind}] Mind *this*\n> and that\n>\n> - a")
    assert f'<blockquote class="callout callout--{kind.lower()}">' in shown
    assert '<p class="callout-title">Mind <em>this</em></p>\n<p>and that</p>\n<ul>' in shown
    assert text(f"> [!{kind}] Mind *this*\n> and that") == "Mind this\n\nand that"


def test_a_callout_without_a_title_leaves_its_place_to_the_style_sheet():
    assert html("> [!NOTE]\n> Hello") == (
        '<blockquote class="callout callout--note">\n<p class="callout-title"></p>\n<p>Hello</p>\n</blockquote>'
    )


@pytest.mark.parametrize("source", ["> [!NOPE]\n> a", "> see [!NOTE]", "[!NOTE] a", "> \\[!NOTE]\n> a"])
def test_what_is_no_callout_stays_what_it_was(source):
    assert "callout" not in html(source)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (f"![The aisle|480]({PICTURE})", 'alt="The aisle" loading="lazy" decoding="async" width="480"'),
        (f"![|300]({PICTURE})", 'alt="" loading="lazy" decoding="async" width="300"'),
        (f"![A | B]({PICTURE})", 'alt="A | B" loading="lazy" decoding="async">'),
        (f"![A|9000]({PICTURE})", 'alt="A" loading="lazy" decoding="async">'),
        (f"|a|\n|-|\n|![A\\|90]({PICTURE})|", 'alt="A" loading="lazy" decoding="async" width="90"'),
    ],
)
def test_a_picture_is_as_wide_as_its_description_says(source, shown):
    assert shown in html(source)
    assert "480" not in text(source)


def test_footnotes_find_each_other_and_no_others():
    one, other = html("A[^1]\n\n[^1]: note one"), html("B[^1]\n\n[^1]: note two")
    assert "note one" in one
    ids = {part.split('"')[0] for part in one.split('id="')[1:]}
    assert len(ids) == 2
    assert all(f'href="#{name}"' in one for name in ids)
    assert ids.isdisjoint(part.split('"')[0] for part in other.split('id="')[1:])


def test_code_is_coloured_by_class_where_we_know_the_language():
    shown = html("```python\ndef f(): pass\n```")
    assert '<code class="language-python"><span class="hl-k">def</span>' in shown
    assert html("```klingon\nqapla'\n```") == "<pre><code>qapla'\n</code></pre>"
    assert "language-" not in html('```" onclick="x\na\n```')


def test_code_that_is_very_long_stays_plain():
    assert "hl-" not in html("```python\n" + "x = 1\n" * 3000 + "```")


def test_colours_have_a_time_and_then_the_rest_is_plain(monkeypatch):
    from intranet.core.markup import code

    monkeypatch.setattr(code, "SECONDS_PER_TEXT", 0)
    assert html("```python\nx = 1\n```") == '<pre><code class="language-python">x = 1\n</code></pre>'


# --- @people --------------------------------------------------------------------------------------------------------

MENTION = '<a class="mention" data-person="7" href="/people/ada/">@Ada Bianchi</a>'


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("@ada", f"<p>{MENTION}</p>"),
        ("Ciao @ada, come va?", f"<p>Ciao {MENTION}, come va?</p>"),
        ("(@ada) @ada! @ada.", f"<p>({MENTION}) {MENTION}! {MENTION}.</p>"),
        ("@ADA", f"<p>{MENTION}</p>"),
        ("**@ada**", f"<p><strong>{MENTION}</strong></p>"),
        ("# @ada", f"<h2>{MENTION}</h2>"),
        ("> @ada", f"<blockquote>\n<p>{MENTION}</p>\n</blockquote>"),
        ("@ada-", f"<p>{MENTION}-</p>"),
        ("*@ada*", f"<p><em>{MENTION}</em></p>"),
    ],
)
def test_a_person_is_named_and_linked(source, shown):
    assert html(source) == shown
    assert render(source, people=people).mentions == (7,)


@pytest.mark.parametrize(
    "source",
    [
        "`@ada`",
        "```\n@ada\n```",
        "    @ada",
        "mail@ada",
        "x@ada.it",
        "@@ada",
        "@adalbert",
        "@ada_x",
        "@ada@other.example",
        "https://x.it/@ada",
        "<https://x.it/@ada>",
        "[@ada](/x)",
        f"![@ada]({PICTURE})",
        "\\@ada",
        "@",
        "@ ada",
        "@é",
    ],
)
def test_what_is_no_mention_greets_nobody(source):
    rendered = render(source, people=people)
    assert rendered.mentions == ()
    assert "data-person" not in rendered.html


def test_accents_in_a_handle_do_not_matter():
    for typed in ("@nicolò", "@Nicolo", "@NICOLÒ", "@nicolo\u0300"):
        assert render(typed, people=people).mentions == (9,)


def test_a_name_is_text_and_not_markup():
    assert "@Nicolò &lt;Rossi&gt;</a>" in html("@nicolo")
    assert text("@nicolo") == "@Nicolò <Rossi>"


def test_who_is_not_answered_for_stays_text():
    assert html("@ghost and @ada") == f"<p>@ghost and {MENTION}</p>"
    assert html("@ghost <i>") == "<p>@ghost &lt;i&gt;</p>"


def test_people_are_asked_for_once_and_each_counts_once():
    asked = []

    def once(handles):
        asked.append(handles)
        return people(handles)

    assert render("@ada @nicolo @ada @ghost", people=once).mentions == (7, 9)
    assert asked == [{"ada", "nicolo", "ghost"}]
    render("nobody here", people=once)
    assert len(asked) == 1


def test_nobody_is_asked_for_thousands():
    asked = []
    render(" ".join(f"@person{number}" for number in range(5000)), people=lambda handles: asked.append(handles) or {})
    assert len(asked[0]) == 100


# --- #tags ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("#budget", ("budget",)),
        ("#Budget #budget #BUDGET", ("Budget",)),
        ("(#q3-2026), #città!", ("q3-2026", "città")),
        ("#a_b", ("a_b",)),
        ("#日本", ("日本",)),
        ("## About #budget", ("budget",)),
        ("**#budget**", ("budget",)),
        ("#1 #2026", ()),
        ("C#sharp a#b", ()),
        ("##budget", ()),
        ("&#39; &#x27;", ()),
        ("`#budget`", ()),
        ("[#budget](/x)", ()),
        ("https://x.it/#budget", ()),
        ("/page#budget /#budget", ()),
        ("# Heading", ()),
        ("#", ()),
        ("#-", ()),
        ("#___", ()),
        ("\\#budget", ()),
    ],
)
def test_tags_are_found_where_they_are_meant(source, tags):
    assert render(source).tags == tags


def test_a_tag_leads_to_its_page():
    assert html("#Città") == '<p><a class="tag" href="/tags/citt%C3%A0/">#Città</a></p>'


# --- :emoji: and addresses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (":smile:", "😄"),
        (":thumbsup::heart:", "👍❤️"),
        (":pollice_in_su:", "👍"),
        (":+1:", "👍"),
        ("**:tada:**", "<strong>🎉</strong>"),
        ("12:30:45", "12:30:45"),
        (":nothing_like_this:", ":nothing_like_this:"),
        ("a:smile:", "a:smile:"),
        ("`:smile:`", "<code>:smile:</code>"),
        (":)", ":)"),
    ],
)
def test_short_names_of_signs(source, shown):
    assert html(source) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("https://x.it/a_b_c?x=1&y=2#z", "https://x.it/a_b_c?x=1&amp;y=2#z"),
        ("see https://x.it.", "https://x.it"),
        ("(https://x.it/a(b))", "https://x.it/a(b)"),
        ("www.x.it/a", "https://www.x.it/a"),
        ("ada@example.com", "mailto:ada@example.com"),
        ("<https://x.it>", "https://x.it"),
        ("**https://x.it**", "https://x.it"),
    ],
)
def test_bare_addresses_become_links(source, href):
    assert f'<a href="{href}">' in html(source)


@pytest.mark.parametrize(
    "source", ["fatto.ma", "index.html", "e.g.", "192.168.1.1", "ftp://x.it", "//x.it", "`https://x.it`"]
)
def test_what_only_looks_like_an_address_stays_text(source):
    assert "<a" not in html(source)


def test_addresses_outside_are_listed_once_for_link_cards():
    found = render("https://x.it https://x.it [a](http://y.it) [b](/spaces/) mailto:a@b.it ada@b.it").links
    assert found == ("https://x.it", "http://y.it")


def test_every_link_says_that_a_person_wrote_it():
    assert str(render("https://x.it").html).count('rel="nofollow ugc noopener"') == 1


# --- Pictures -------------------------------------------------------------------------------------------------------


def test_our_own_pictures_are_shown():
    assert html(f"![A plan]({PICTURE})") == f'<p><img src="{PICTURE}" alt="A plan" loading="lazy" decoding="async"></p>'


@pytest.mark.parametrize(
    "source",
    [
        "https://evil.example/track.png",
        "//evil.example/x.png",
        "http://localhost/files/x",
        "/accounts/logout/",
        "/files/",
        "/files/0b0d7a52-8f8f-4b6a-9e43-3d3a6f7b2a11/../../accounts/logout/",
        "/files/0b0d7a52-8f8f-4b6a-9e43-3d3a6f7b2a11/a?b=c",
        "/files/0B0D7A52/medium",
        "data:image/png;base64,AAAA",
        "cid:x",
    ],
)
def test_any_other_picture_is_not_loaded(source):
    assert "<img" not in html(f"![alt]({source})")


def test_a_foreign_picture_is_a_link_to_it_also_inside_a_link():
    assert html("![a cat](https://x.it/cat.png)") == '<p><a href="https://x.it/cat.png">a cat</a></p>'
    assert html("[![a cat](https://x.it/cat.png)](https://x.it)") == '<p><a href="https://x.it">a cat</a></p>'


# --- In words -------------------------------------------------------------------------------------------------------


def test_the_words_without_the_marks():
    source = (
        "# Title\n\nHello *there* @ada, see [this](https://x.it) #now :smile:\n\n"
        f"> quoted\n\n```py\ncode()\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n![plan]({PICTURE})"
    )
    assert text(source) == (
        "Title\n\nHello there @Ada Bianchi, see this #now 😄\n\nquoted\n\ncode()\n\na\tb\n1\t2\n\nplan"
    )


def test_lists_keep_their_numbers_and_bullets_in_words():
    assert text("1. one\n2. two\n\n- a\n- b") == "1. one\n2. two\n\n• a\n• b"
    assert text("- a\n- b\n\nIt is out.") == "• a\n• b\n\nIt is out."


def test_markup_that_was_typed_is_words_too():
    assert text("a <b>c</b> &amp;") == "a <b>c</b> &"


def test_many_threads_render_at_the_same_time():
    sources = [f"www.site{n}.it @ada #t{n} a{n}@b.it https://x{n}.it" for n in range(60)]
    alone = [render(source, people=people) for source in sources]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda source: render(source, people=people), sources * 4)) == alone * 4


def test_a_call_to_everybody_stands_out_and_is_told_apart_from_people():
    def meant(handles):
        return {handle: Call("room") for handle in handles if handle == "room"} | people(handles)

    said = render("@room, @ada: see `@room` and room@room.it", people=meant)
    assert said.calls == ("room",)
    assert said.mentions == (7,)
    assert str(said.html).count('<span class="mention mention--call">@room</span>') == 1
    assert said.text.startswith("@room, @Ada Bianchi")
    assert render("@room", people=people).calls == ()
    assert render("```\n@room\n```", people=meant).calls == ()
