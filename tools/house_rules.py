"""The rules of this house that no ready-made linter knows (STYLE.md says why each is there).

python -m tools.house_rules     prints path:line: complaint, exits 1 when there is one
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Rule:
    """``pattern`` must not occur in files whose path matches ``where`` and does not match ``but_not``."""

    complaint: str
    pattern: str
    where: str
    but_not: str = r"$^"

    def concerns(self, path: str) -> bool:
        return bool(re.search(self.where, path)) and not re.search(self.but_not, path)


PRODUCT = r"^(?!tests/|tools/|docs/).*\.py$"
TEMPLATES = r"^.*\.html$"
SCRIPTS = r"^(static|frontend)/.*\.m?js$"
TESTS = r"^tests/(?!bench/|faults/|pictures).*\.py$"
TEXT = r"\.(py|html|css|m?js|md|toml|yaml|yml|txt|in|sh|json)$|^Makefile$"
THESE_RULES = r"^tools/house_rules\.py$|^tests/architecture/test_house_rules\.py$"

RULES = (
    Rule("say it in an issue, or do it now", r"\b(TODO|FIXME|XXX|HACK)\b", TEXT, r"^STYLE\.md$"),
    Rule("a path of somebody's machine", r"(?<![\w/.])/(root|home/\w+|Users/\w+)/", TEXT),
    Rule("trailing white space", r"[ \t]+$", r"\.(py|html|css|m?js|toml)$|^Makefile$"),
    # Text that people wrote becomes HTML in one place only; core/kept puts together again what templates rendered.
    Rule(
        "only core's markup and template tags may call text safe",
        r"\bmark_safe\b|\bSafeString\(",
        PRODUCT,
        r"core/(markup|templatetags/|kept\.py)",
    ),
    Rule("a template never calls text safe", r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off", TEMPLATES),
    # The Content-Security-Policy refuses these; here one hears it before the browser says it.
    Rule("no inline script", r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", TEMPLATES),
    # Mail, and a page that somebody takes along in one file, are under no policy of ours.
    Rule("no inline style", r"<style\b|\sstyle\s*=", TEMPLATES, r"/email/|/mail/|/wiki/export/"),
    Rule("a remark between {# and #} is one line; a longer one is shown to readers", r"\{#(?!.*#\})", TEMPLATES),
    Rule("no inline event handler", r"<[^>{}]*\son[a-z]+\s*=\s*[\"']|javascript:", TEMPLATES),
    Rule("parse fragments with core/fragment.js", r"\.(innerHTML|outerHTML)\b|\binsertAdjacentHTML\(", SCRIPTS),
    Rule("no code from text", r"\beval\(|\bnew Function\(|\bdocument\.write\(", SCRIPTS),
    # Consequences hang from record(), where one can read them.
    Rule("no model signals", r"models\.signals|\b(post|pre)_(save|delete)\b|\bm2m_changed\b|@receiver\(", PRODUCT),
    # xgettext finds words by the name of the call: under another name they never reach a translator.
    Rule("gettext is called gettext, gettext_lazy or _", r"import (n|p|np)?gettext\w* as (?!_$)", PRODUCT),
    # One rule decides what is there for whom.
    Rule("read through get_visible", r"\bget_(object|list)_or_404\(\s*[A-Z]\w*\s*,(?![^)]*request\.user)", PRODUCT),
    Rule("read through visible_to", r"\.objects\.(get|all)\(", r"(^|/)(views|api)(/\w+)?\.py$|consumers?\.py$"),
    # thread_sensitive work waits in one queue for the whole process: one slow query would stop every socket.
    Rule("say thread_sensitive=False", r"sync_to_async\((?![^()]*(\([^()]*\)[^()]*)*thread_sensitive=False)", PRODUCT),
    Rule("no consumer that blocks", r"\b(SyncConsumer|WebsocketConsumer)\b(?<!Async)", PRODUCT),
    Rule(
        "a test waits for something, not for a while",
        r"\b(time|asyncio)\.sleep\((?!0(\.0\d*)?\))|wait_for_timeout\(",
        TESTS,
    ),
    Rule("a test runs or goes", r"\bpytest\.(skip|xfail)\(|\bmark\.(skip|skipif|xfail)\b|\bimportorskip\(", TESTS),
)
DRAWERS = re.compile(r"(^|/)(utils?|helpers?|services?|common|misc)(\.(py|m?js|css)|/)")
# The most lines a file may have, first match decides.
LENGTHS = (
    (r"(^|/)migrations/|^locale/|^requirements/|^docs/|\.md$|\.lock$|package-lock\.json$|\.svg$", None),
    (r"(^|/)views(/\w+)?\.py$", 300),
    (r"^tests/.*\.py$", 500),
    (r"\.(py|html|css|m?js)$|^Makefile$", 400),
)
SKIPPED = re.compile(rf"(^|/)(migrations|vendor)/|^static/dist/|{THESE_RULES}")
REMARK = re.compile(r"\{#.*?#\}")


def complaints(path: str, text: str) -> Iterator[str]:
    """What is wrong with one file, given its path in the repository and its text."""
    if DRAWERS.search(path):
        yield f"{path}:1: name a file for the idea in it"
    lines = text.count("\n")
    most = next((most for where, most in LENGTHS if re.search(where, path)), None)
    if most and lines > most:
        yield f"{path}:{most}: {lines} lines; split it by idea before adding to it (at most {most})"
    if SKIPPED.search(path):
        return
    if path.endswith(".html"):
        text = REMARK.sub("", text)
    for rule in RULES:
        if rule.concerns(path):
            for match in re.finditer(rule.pattern, text, re.MULTILINE):
                yield f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {rule.complaint}"


def files() -> Iterator[str]:
    """What is in git or about to be, as far as it is there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for path in sorted(set(listed.stdout.split("\0")) - {""}):
        if (ROOT / path).is_file() and re.search(TEXT, path):
            yield path


def main() -> int:
    found = [one for path in files() for one in complaints(path, (ROOT / path).read_text())]
    print(*found, sep="\n", file=sys.stderr, end="\n" if found else "")
    print(f"House rules: {len(found)} broken." if found else "House rules are kept.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
