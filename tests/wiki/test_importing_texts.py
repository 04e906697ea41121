"""What each sort of text becomes: the words stay, the marks change, and what has no equal is said."""

from __future__ import annotations

import pytest

from tests.wiki.archives import came_in, losses_of, picture, tree_of, zipped
from wiki.importing.html_text import convert_html
from wiki.importing.markdown_text import convert_markdown
from wiki.importing.restructured import convert_rst
from wiki.importing.scanning import Around, change_links
from wiki.importing.wikitext import convert_wikitext
from wiki.importing.word import convert_word
from wiki.models import Page

MARKDOWN = {
    "Hard\nwrapped\nlines": "Hard wrapped lines",
    "two  \nlines": "two  \nlines",
    "- a\n  b\n- c": "- a b\n- c",
    "> [!NOTE]\n> a\n> b": "> [!NOTE]\n> a b",
    "Under\n=====\n\nx": "x",
    "a <b>b</b> <kbd>c</kbd> <br> d<!-- e -->": "a **b** `c` \\\nd",
    '<img src="a.png" alt="A">': "![A](a.png)",
    "`<b>` stays": "`<b>` stays",
    '!!! warning "Hot"\n    Very\n\nx': "> [!WARNING] Hot\n> Very\n\n\nx",
    "```{tip}\nDo\n```": "> [!TIP]\n> Do",
    "See {doc}`a/b` and {py:class}`~C`": "See [a/b](doc:a/b) and `C`",
    "[[Page|words]] ![[a b.png]]": "[words](page:Page) ![](<a b.png>)",
    "@ada #tag #12 mail@x.it a#b": "\\@ada \\#tag \\#12 mail@x.it a#b",
    "https://x.it/@ada [a](#b)": "https://x.it/@ada [a](#b)",
    "```\n@ada\n  two\n```": "```\n@ada\n  two\n```",
    "| a | b |\n|---|---|\n| x<br>y | `z` |": "| a | b |\n|---|---|\n| x y | `z` |",
}


@pytest.mark.parametrize("source", MARKDOWN)
def test_markdown_of_others_becomes_ours(source):
    assert convert_markdown(source).text.strip() == MARKDOWN[source]


HTML = {
    "<p>a <b>b</b>c <i> d </i>e<br>f</p>": "a **b**c *d* e\\\nf",
    "<ul><li>a<ol start=3><li>b</ol><li><p>c<p>d</ul>": "- a\n  3. b\n\n- c\n\n  d",
    '<div class="highlight-python3"><div><pre><span>x</span> = 1\n</pre></div></div>': "```python\nx = 1\n```",
    '<div class="admonition warning"><p class="admonition-title">Warning</p><p>Hot</p></div>': "> [!WARNING]\n> Hot",
    "<table><tr><th>a<th>b<tr><td>x|y<td><p>1<p>2</table>": "| a | b |\n| --- | --- |\n| x\\|y | 1; 2 |",
    "<dl><dt>Term<dd>Said</dl>": "- **Term**\n\n  Said",
    "<blockquote><p>q</blockquote><hr>": "> q\n\n---",
    "<p># no heading</p><p>1. no list</p><p>*x* _y_ [z] `w`</p>": (
        "\\# no heading\n\n1\\. no list\n\n\\*x\\* \\_y\\_ \\[z\\] \\`w\\`"
    ),
    "<p>@ada #tag :smile:</p>": "\\@ada \\#tag \\:smile:",
    '<a href="x y.html">w</a><script>s</script><nav>n</nav>': "[w](<x y.html>)",
    "<h2>A</h2><h4>B</h4>": "# A\n\n### B",
}


@pytest.mark.parametrize("source", HTML)
def test_html_becomes_markdown(source):
    assert convert_html(f"<body>{source}</body>").text.strip() == HTML[source]


def test_of_a_page_made_by_sphinx_the_document_is_taken_and_its_title():
    out = convert_html(
        '<html lang="it-IT"><title>Heaps — Python 3 documentation</title><div class="related">Nav</div>'
        '<div role="main"><section id="heaps"><span id="index-0"></span><h1>Heaps<a class="headerlink">¶</a></h1>'
        '<section id="theory"><h2>Theory</h2><p id="deep">x</p></section>'
        '<div class="toctree-wrapper"><ul><li class="toctree-l1"><a href="a.html">A</a><ul><li class="toctree-l2">'
        '<a href="a.html#b">B</a></ul></ul></div></section></div></html>'
    )
    assert (out.title, out.language, out.chapters) == ("Heaps", "it", ["a.html"])
    assert (out.anchors["theory"], out.anchors["deep"], out.anchors["heaps"]) == ("Theory", "Theory", "")
    assert "Nav" not in out.text


WIKITEXT = {
    "'''B''' ''i'' [[A b#c|w]] [[D]]s": "**B** *i* [w](<page:A b#c>) [D](page:D)s",
    "== H ==\n* a\n** b\n# c": "# H\n\n- a\n   - b\n\n1. c",
    "x {{Box|a}} y": "x `{{Box|a}}` y",
    "{|\n|+ Cap\n! A !! B\n|-\n| 1 || [[X]]\n|}": "*Cap*\n\n| A | B |\n| --- | --- |\n| 1 | [X](page:X) |",
    "[[File:A b.png|thumb|The ''b'']]": "![The b](file:A_b.png)",
    "a<ref>n</ref>": "a[^1]\n\n[^1]: n",
    "<nowiki>[[x]]</nowiki> &eacute; [https://x.it w]": "\\[\\[x\\]\\] é [w](https://x.it)",
    " typed\n as is": "```\ntyped\nas is\n```",
    '<syntaxhighlight lang="python">x = 1</syntaxhighlight>': "```python\nx = 1\n```",
}


@pytest.mark.parametrize("source", WIKITEXT)
def test_wikitext_becomes_markdown(source):
    assert convert_wikitext(source).text.strip() == WIKITEXT[source]


def test_rst_becomes_markdown_with_what_sphinx_adds():
    out = convert_rst(
        "=====\nTitle\n=====\n\nSee :doc:`other </a/b>`, :class:`~x.Y`, :ref:`lab`.\n\n.. warning:: Hot\n\n"
        ".. code-block:: python\n\n   x = 1\n\n.. toctree::\n\n   a\n   B <c>\n\n.. automodule:: x\n   :members:\n"
    )
    assert (out.title, out.chapters) == ("Title", ["a", "c"])
    assert out.text.startswith(
        "See [other](doc:/a/b), `Y`, [lab](ref:lab).\n\n> [!WARNING]\n> Hot\n\n```python\nx = 1\n```"
    )
    assert ("include", "automodule") in out.losses


def docx() -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    bold = "<w:rPr><w:b/></w:rPr>"
    text = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{bold * (style == "B")}<w:t>{words}</w:t></w:r></w:p>'
        for style, words in (("Heading1", "Perché"), ("Normal", "Some words"), ("Heading2", "More"), ("B", "bold"))
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2)
    )
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>Ugo</dc:creator>'
        "<dcterms:created>2020-01-02T03:04:05Z</dcterms:created></cp:coreProperties>"
    )
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{rels}officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{text}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
        "docProps/core.xml": core,
    })  # fmt: skip


def test_a_document_of_word_becomes_markdown():
    out = convert_word(docx())
    assert (out.title, out.authors, out.text) == ("Perché", ["Ugo"], "Some words\n\n# More\n\n**bold**\n")
    assert out.created.year == 2020


def test_links_are_changed_to_the_letter_and_code_is_left_alone():
    text = (
        "a [b `c](x)` d](<e f> 'g') `[h](i)` ![j](k)\n\n"
        "| [l](m) |\n|---|\n| [n](o) |\n\n    [p](q)\n\n[r]: s\n\\[t](u)\n"
    )

    def change(address, words, is_picture):
        return Around("<", "|>") if is_picture or address == "o" else address.upper()

    assert change_links(text, change) == (
        "a [b `c](x)` d](<E F> 'g') `[h](i)` <j|>\n\n| [l](M) |\n|---|\n| <n\\|> |\n\n    [p](q)\n\n[r]: S\n\\[t](u)\n"
    )


DUMP = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><siteinfo/>
<page><title>Main Page</title><ns>0</ns><revision><timestamp>2020-01-01T00:00:00Z</timestamp><contributor><username>Ida
</username></contributor><text>old</text></revision><revision><timestamp>2021-01-01T00:00:00Z</timestamp><contributor>
<username>Ugo</username></contributor><model>wikitext</model><text>Go to [[old help]]
and [[Nobody wrote this]].
[[Category:Start here]]</text></revision></page>
<page><title>Help</title><ns>0</ns><revision><timestamp>2021-01-01T00:00:00Z</timestamp><text>{{x}}</text></revision></page>
<page><title>Old help</title><ns>0</ns><redirect title="Help"/>
<revision><text>#REDIRECT [[Help]]</text></revision></page>
<page><title>Talk:Help</title><ns>1</ns><revision><text>no</text></revision></page></mediawiki>"""


@pytest.mark.django_db
def test_a_dump_of_mediawiki_comes_with_tags_dates_authors_and_redirects(wiki, author, run_jobs):
    passage = came_in(wiki, author, DUMP.encode(), run_jobs, name="dump.xml")
    assert sorted(tree_of(wiki, author)) == ["Help", "Main Page"]
    main, help_page = Page.objects.get(title="Main Page"), Page.objects.get(title="Help")
    assert main.body == f"Go to [[#{help_page.pk}|old help]] and [[Nobody wrote this]]."
    assert (main.created_at.year, main.edited_at.year, main.tags.get().name) == (2020, 2021, "Start-here")
    assert "Ida, Ugo" in main.versions.get().note
    assert list(help_page.former_titles.values_list("folded", flat=True)) == ["old help"]
    assert losses_of(passage) == {("revisions", "1"), ("template", "x")}


NESTED = {
    "mkdocs.yml": "site_name: x\nnav:\n  - Home: index.md\n  - Using it:\n    - Second: b.md\n    - a.md\n",
    "docs/index.md": "# Welcome",
    "docs/a.md": "# A",
    "docs/b.md": "# B",
    "docs/c.md": "# C",
}


@pytest.mark.django_db
def test_the_contents_of_a_book_give_order_titles_and_headings(wiki, author, run_jobs):
    came_in(wiki, author, NESTED, run_jobs)
    assert tree_of(wiki, author) == ["Home", "  Using it", "    Second", "    A", "  C"]


@pytest.mark.django_db
def test_a_picture_inside_a_page_is_attached(wiki, author, run_jobs):
    import base64

    data = base64.b64encode(picture()).decode()
    came_in(wiki, author, {"a.html": f'<h1>A</h1><p>x <img alt="dot" src="data:image/png;base64,{data}">'}, run_jobs)
    page = Page.objects.get()
    assert page.body == f"x ![dot]({page.attachments.get().url})"
