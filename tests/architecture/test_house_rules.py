"""Each rule of the house catches what it is there for, and lets pass what only looks like it."""

import pytest

from tools import house_rules
from tools.house_rules import complaints

BROKEN = [
    ("wiki/actions.py", "# TODO: later", "say it in an issue"),
    ("docs/x.md", "see /home/anna/notes", "somebody's machine"),
    ("wiki/actions.py", "x = 1  \n", "trailing white space"),
    ("wiki/cards.py", "return mark_safe(text)", "may call text safe"),
    ("templates/wiki/page.html", "{{ page.body|safe }}", "never calls text safe"),
    ("templates/wiki/page.html", "{% autoescape off %}", "never calls text safe"),
    ("templates/wiki/page.html", "<script>go()</script>", "no inline script"),
    ("templates/wiki/page.html", '<p class="a" style="color: red">', "no inline style"),
    ("templates/wiki/page.html", "<style>p {}</style>", "no inline style"),
    ("templates/wiki/page.html", '<button class="a" onclick="go()">', "no inline event handler"),
    ("templates/wiki/page.html", '<a href="javascript:go()">', "no inline event handler"),
    ("wiki/kind.py", "from django.utils.translation import gettext as _t", "gettext is called gettext"),
    ("templates/wiki/page.html", "{# One.\n   Two. #}", "is one line"),
    ("static/js/wiki.js", "part.innerHTML = text;", "core/fragment.js"),
    ("static/js/wiki.js", 'part.insertAdjacentHTML("beforeend", text);', "core/fragment.js"),
    ("static/js/wiki.js", "eval(text)", "no code from text"),
    ("wiki/apps.py", "from django.db.models.signals import post_save", "no model signals"),
    ("wiki/apps.py", "@receiver(saved)", "no model signals"),
    ("wiki/views.py", "page = get_object_or_404(Page, pk=pk)", "read through get_visible"),
    ("wiki/views.py", "page = get_object_or_404(\n    Page, pk=pk)", "read through get_visible"),
    ("wiki/views.py", "page = Page.objects.get(pk=pk)", "read through visible_to"),
    ("wiki/api.py", "return Page.objects.all()", "read through visible_to"),
    ("wiki/consumers.py", "await database_sync_to_async(load)(1)", "thread_sensitive=False"),
    ("wiki/consumers.py", "class Pages(WebsocketConsumer):", "no consumer that blocks"),
    ("tests/wiki/test_pages.py", "time.sleep(1)", "waits for something"),
    ("tests/wiki/test_pages.py", "await asyncio.sleep(0.2)", "waits for something"),
    ("tests/wiki/test_pages.py", '@pytest.mark.skip("no")', "runs or goes"),
    ("wiki/utils.py", "", "name a file for the idea"),
    ("intranet/common/dates.py", "", "name a file for the idea"),
    ("wiki/actions.py", "x\n" * 401, "split it by idea"),
    ("wiki/views.py", "x\n" * 301, "split it by idea"),
    ("tests/wiki/test_pages.py", "x\n" * 501, "split it by idea"),
    ("static/css/wiki.css", "x\n" * 401, "split it by idea"),
]
SOUND = [
    ("intranet/core/markup/html.py", "return SafeString(clean)"),
    ("templates/wiki/page.html", '<script type="module" src="{% static \'js/wiki.js\' %}"></script>'),
    ("templates/wiki/page.html", '<script id="data" type="application/json">{}</script>'),
    ("templates/wiki/page.html", "{{ page.body|safe_name }} <p data-style='wide' on-hold>"),
    ("templates/email/digest.html", '<td style="padding: 8px">'),
    ("static/js/wiki.js", "part.textContent = text; evaluate(text);"),
    ("wiki/views.py", "page = get_object_or_404(drafts_of(request.user), pk=pk)"),
    ("wiki/views.py", "mine = get_object_or_404(\n    Draft, author=request.user, pk=pk)"),
    ("templates/wiki/page.html", "{# modules for <script> #}"),
    ("static/js/wiki.js", 'swap = "outerHTML"'),
    ("tests/wiki/test_pages.py", "while not found(): await asyncio.sleep(0.01)"),
    ("wiki/views.py", "page = Page.objects.visible_to(request.user).get(pk=pk)"),
    ("wiki/actions.py", "page = Page.objects.get(pk=pk)"),
    ("wiki/consumers.py", "await database_sync_to_async(load, thread_sensitive=False)(1)"),
    ("wiki/consumers.py", "await sync_to_async(\n    partial(load, 1),\n    thread_sensitive=False,\n)()"),
    ("wiki/consumers.py", "class Pages(AsyncWebsocketConsumer):"),
    ("tests/wiki/test_pages.py", "await asyncio.sleep(0)"),
    ("intranet/commonplace.py", ""),
    ("wiki/migrations/0001_initial.py", "x\n" * 900),
    ("wiki/actions.py", "x\n" * 400),
]


@pytest.mark.parametrize(("path", "text", "complaint"), BROKEN)
def test_a_broken_rule_is_heard(path, text, complaint):
    assert [one for one in complaints(path, text) if complaint in one] != []


@pytest.mark.parametrize(("path", "text"), SOUND)
def test_what_only_looks_like_it_passes(path, text):
    assert list(complaints(path, text)) == []


def test_a_complaint_names_the_line():
    assert list(complaints("wiki/views.py", "one\ntwo\nget_object_or_404(Page, pk=1)\n")) == [
        "wiki/views.py:3: read through get_visible"
    ]


def test_the_rules_look_at_the_whole_house():
    seen = set(house_rules.files())
    assert {"Makefile", "intranet/core/checks.py", "pyproject.toml", "tests/conftest.py"} <= seen
    assert not [path for path in seen if path.startswith((".venv/", "var/"))]
