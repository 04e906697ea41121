"""Code in colour: classes for the words of a fence whose language we know (static/css/highlight.css paints them)."""

from __future__ import annotations

import time
from html import escape
from io import StringIO

from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

PREFIX = "hl-"
LANGUAGES = frozenset({
    *("bash", "c", "cpp", "cs", "css", "diff", "django", "docker", "go", "graphql", "haskell", "html", "http", "ini"),
    *("java", "javascript", "js", "json", "kotlin", "lua", "markdown", "md", "nginx", "perl", "php", "powershell"),
    *("py", "python", "r", "rb", "rs", "ruby", "rust", "scala", "sh", "shell", "sql", "swift", "toml", "ts"),
    *("typescript", "xml", "yaml", "yml"),
})  # fmt: skip
LONGEST = 10_000
# Lexers are regular expressions by many hands, and some grow quadratic on odd input: what is not done by then
# stays uncoloured. Real code takes a few milliseconds.
SECONDS_PER_TEXT = 0.2
_formatter = HtmlFormatter(nowrap=True, classprefix=PREFIX)


class Painter:
    """Colours the fences of one text, and stops when they have had their time."""

    def __init__(self) -> None:
        self.seconds_left = SECONDS_PER_TEXT

    def code(self, source: str, language: str) -> str:
        """The inside of ``<pre>``: a ``<code>`` element, coloured if we know how."""
        name = language.strip().lower()
        if name not in LANGUAGES:
            return f"<code>{escape(source)}</code>"
        return f'<code class="language-{name}">{self._coloured(source, name) or escape(source)}</code>'

    def _coloured(self, source: str, name: str) -> str:
        if len(source) > LONGEST or self.seconds_left <= 0:
            return ""
        start = time.thread_time()
        words = []
        for word in get_lexer_by_name(name, stripnl=False).get_tokens(source):
            words.append(word)
            if time.thread_time() - start > self.seconds_left:
                self.seconds_left = 0
                return ""
        self.seconds_left -= time.thread_time() - start
        out = StringIO()
        _formatter.format(words, out)
        return out.getvalue()
