"""reStructuredText as Markdown, by way of docutils and HTML. What only Sphinx knows is read as far as it needs no
program: roles, callouts, code, chapters."""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from docutils import nodes
from docutils.core import publish_parts
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en
from docutils.utils import SystemMessage

from .converted import Converted, Unreadable
from .html_text import convert_html

LONGEST = 2 * 2**20
_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "syntax_highlight": "none",
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "doctitle_xform": True,
    "initial_header_level": 2,
    "smart_quotes": False,
    "line_length_limit": 50_000,
}
_CODE_ROLES = (
    *("func", "class", "meth", "mod", "attr", "data", "exc", "obj", "const", "type", "program", "option", "envvar"),
    *("file", "command", "samp", "kbd", "guilabel", "menuselection", "token", "keyword", "djadmin", "setting"),
    *("ttag", "tfilter", "lookup", "djadminopt", "rfc", "pep", "cve", "ticket", "commit", "source", "py:func"),
    *("py:class", "py:meth", "py:mod", "py:attr", "py:data", "py:exc", "py:obj", "c:func", "c:type", "term", "abbr"),
)
_NOTES = ("versionadded", "versionchanged", "deprecated", "seealso")
_CODE = ("code-block", "sourcecode", "highlight", "testcode", "doctest", "console", "prompt", "ipython")
_UNKNOWN = re.compile(r"^(\s*)\.\. ([\w:+-]+)::(?: |$)", re.MULTILINE)


def convert_rst(source: str) -> Converted:
    if len(source) > LONGEST:
        raise Unreadable(_("This file is too large for a page."))
    _know_sphinx()
    _seen.chapters, _seen.lost = [], []
    source = _made_known(source)
    try:
        parts = publish_parts(source, writer="html5", settings_overrides=_SETTINGS)
    except RecursionError as error:
        raise Unreadable(_("This page is nested too deeply to be read.")) from error
    except (SystemMessage, ValueError, AttributeError, TypeError, IndexError, KeyError, AssertionError) as error:
        raise Unreadable(_("This reStructuredText cannot be read.")) from error
    out = convert_html(f"<html><head><title></title></head><body><main>{parts['html_body']}</main></body></html>")
    out.title = out.title or " ".join(re.sub(r"<[^>]*>", "", parts["title"]).split())
    out.chapters = _seen.chapters
    for sort, detail in _seen.lost:
        out.losses.note(sort, detail)
    return out


class _Seen(threading.local):
    """What directives met in the text that this thread reads."""

    def __init__(self) -> None:
        self.chapters: list[str] = []
        self.lost: list[tuple[str, str]] = []


_seen = _Seen()


@cache
def _know_sphinx() -> None:
    for name in _CODE_ROLES:
        roles.register_local_role(name, _code_role)
    for name in ("doc", "ref", "numref", "any"):
        roles.register_local_role(name, _link_role)
    roles.register_local_role("download", _code_role)
    for name in _CODE:
        directives.register_directive(name, _Code)
    for name in _NOTES:
        directives.register_directive(name, _Note)
    directives.register_directive("toctree", _Chapters)
    for name in ("index", "currentmodule", "py:currentmodule", "module", "highlightlang", "tabularcolumns", "only"):
        directives.register_directive(name, _Nothing)
    directives.register_directive("unknown-to-us", _Unknown)


def _made_known(source: str) -> str:
    """Directives that nobody here knows would swallow what stands in them; they are marked and their words kept."""

    def known(found: re.Match[str]) -> str:
        name = found[2].lower()
        is_known = name in directives._directives or name in en.directives
        return found.group() if is_known else f"{found[1]}.. unknown-to-us:: {found[2]} "

    return _UNKNOWN.sub(known, source)


def _split(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)\s*<([^<>]+)>", text, re.DOTALL)
    return (found[1], found[2]) if found else (text.lstrip("~!"), text)


def _code_role(_name: str, raw: str, text: str, *_more: Any) -> tuple[list[nodes.Node], list[nodes.Node]]:
    shown, _target = _split(text.replace("\x00", ""))
    return [nodes.literal(raw, shown.rpartition(".")[2] if text.startswith("~") else shown)], []


def _link_role(name: str, raw: str, text: str, *_more: Any) -> tuple[list[nodes.Node], list[nodes.Node]]:
    shown, target = _split(text.replace("\x00", ""))
    kind = "doc" if name == "doc" else "ref"
    return [nodes.reference(raw, shown, refuri=f"{kind}:{target}")], []


class _Code(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = dict.fromkeys(
        ("linenos", "emphasize-lines", "caption", "name", "dedent", "lineno-start", "force", "class"),
        directives.unchanged,
    )

    def run(self) -> list[nodes.Node]:
        if not self.content:
            return []
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text, classes=["code", f"language-{(self.arguments or [''])[0]}"])]


class _Note(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        titles = {
            "versionadded": _("New in version"),
            "versionchanged": _("Changed in version"),
            "deprecated": _("Deprecated since version"),
            "seealso": _("See also"),
        }
        said = " ".join([titles[self.name], *self.arguments]) if self.name in titles else self.name
        box = nodes.admonition("\n".join(self.content), classes=["note"])
        box += nodes.title(said, said)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class _Chapters(Directive):
    has_content = True
    option_spec = dict.fromkeys(
        ("maxdepth", "caption", "hidden", "glob", "titlesonly", "numbered", "name", "reversed", "includehidden"),
        directives.unchanged,
    )

    def run(self) -> list[nodes.Node]:
        entries = [_split(line.strip()) for line in self.content if line.strip() and not line.startswith(":")]
        _seen.chapters += [f"{target}" for _shown, target in entries]
        if "hidden" in self.options:
            return []
        listed = nodes.bullet_list()
        for shown, target in entries:
            words = nodes.paragraph()
            words += nodes.reference("", shown, refuri=f"doc:{target}")
            listed += nodes.list_item("", words)
        return [listed]


class _Nothing(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        box = nodes.container()
        if self.name == "only":
            self.state.nested_parse(self.content, self.content_offset, box)
        return [box] if box.children else []


class _Unknown(Directive):
    """``.. something:: words`` with what stands in it: the words are kept."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        name, _space, rest = (self.arguments or [""])[0].split("\n")[0].partition(" ")
        _seen.lost.append(("include" if name.startswith(("auto", "literalinclude")) else "element", name))
        box = nodes.container()
        if rest.strip():
            words = nodes.paragraph()
            words += nodes.strong("", rest.strip())
            box += words
        body = self.content
        while body and re.match(r":[\w-]+:", body[0]):
            body = body[1:]
        self.state.nested_parse(body, self.content_offset, box)
        return [box]
