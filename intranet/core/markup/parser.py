"""CommonMark with what people expect around it: tables, tasks, callouts, footnotes, bare addresses, @people, #tags,
:emoji:."""

from __future__ import annotations

import re
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from . import addresses, callouts, inline, patience, references, tasks
from .code import Painter

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# How deep lists, quotes and emphasis may nest; what is deeper stays text.
DEEPEST = 30
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?([^/?#:\s]+)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)


class Parser(MarkdownIt):
    """Not for sharing between threads."""

    def __init__(self) -> None:
        super().__init__(
            "commonmark", {"html": False, "linkify": True, "breaks": True, "typographer": False, "maxNesting": DEEPEST}
        )
        self.enable(["table", "strikethrough", "linkify"])
        self.use(footnote_plugin)
        addresses.install(self)
        inline.install(self)
        references.install(self)
        tasks.install(self)
        callouts.install(self)
        patience.install(self)
        rules: dict[str, Any] = cast(RendererHTML, self.renderer).rules
        for name, rule in _RULES.items():
            rules[name] = rule

    def validateLink(self, url: str) -> bool:
        """Only schemes on the list. The address has been encoded by then: nothing can hide a scheme from us that a
        browser would see."""
        found = _SCHEME.match(url.strip())
        return not found or found.group().lower() in SCHEMES

    def normalizeLinkText(self, url: str) -> str:
        """A bare address is shown as it is, but its host as the network knows it: "аpple.com" has Cyrillic letters."""
        found = _HOST.match(url)
        if not found or found[1].isascii():
            return url
        return url[: found.start(1)] + punycode(found[1]) + url[found.end(1) :]


def punycode(host: str) -> str:
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in host.split(".")
    )


def _fence(tokens: list[Token], place: int, options: Any, env: Any) -> str:
    painter = env.setdefault("painter", Painter())
    language, _sep, _rest = tokens[place].info.strip().partition(" ")
    return f"<pre>{painter.code(tokens[place].content, language)}</pre>\n"


def _footnotes(tokens: list[Token], place: int, options: Any, env: Any) -> str:
    # Without the plugin's rule above them: how they are set apart is for the style sheet.
    return '<section class="footnotes">\n<ol class="footnotes-list">\n'


_RULES = {
    "fence": _fence,
    "code_block": _fence,
    "footnote_block_open": _footnotes,
    "mention": inline.render_mention,
    "tag": inline.render_tag,
    "reference": references.render_reference,
    "link_host": inline.render_link_host,
    "task": tasks.render_task,
    "task_end": tasks.render_task_end,
}
