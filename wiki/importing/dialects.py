"""What other dialects of Markdown have beyond the common part: callouts of MkDocs, directives and roles of MyST."""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import dedent

from markdown_it.token import Token

from .converted import Converted
from .escaping import callout, code_span, destination, fence

KINDS = {
    **dict.fromkeys(("note", "info", "seealso", "abstract", "todo", "example", "question", "admonition"), "note"),
    **dict.fromkeys(("tip", "hint", "success"), "tip"),
    **dict.fromkeys(("important", "attention"), "important"),
    **dict.fromkeys(("warning", "deprecated", "bug", "failure"), "warning"),
    **dict.fromkeys(("caution", "danger", "error"), "caution"),
}
_MKDOCS = re.compile(r"^([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)[^\n\"]*(?:\"([^\"\n]*)\")?[ \t]*$")
_COLONS = re.compile(r"^ {0,3}(:{3,})\s*(?:\{?([\w:-]+)\}?)?[ \t]*([^\n]*)$")
_ROLE = re.compile(r"\{([\w:.-]+)\}`([^`\n]+)`")
_TARGET = re.compile(r"^\(([\w:.-]+)\)=\s*$")
_INCLUDED = re.compile(r"^\s*-{1,2}8<-{1,2}.*$|^\s*\{%\s*include.*%\}\s*$")


def blocks_of_others(text: str, out: Converted) -> str:
    """Callouts of MkDocs (which Markdown would take for code), colon fences, targets before headings, inclusions."""
    lines, done, fenced, waiting = text.split("\n"), [], "", ""
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        if mark := re.match(r" {0,3}(`{3,}|~{3,})", line):
            if not fenced:
                fenced = mark[1]
            elif mark[1].startswith(fenced) and not line.strip().strip(fenced[0]):
                fenced = ""
        if fenced:
            done.append(line)
        elif (found := _MKDOCS.match(line)) and (kind := KINDS.get(found[2].lower(), "note")):
            inner, place = _indented(lines, place, len(found[1].expandtabs(4)))
            body = blocks_of_others("\n".join(inner), out)
            title = found[3] if found[3] is not None else ("" if found[2].lower() == kind else found[2].capitalize())
            done += ["", *(found[1] + row for row in callout(kind, title, body).split("\n")), ""]
        elif (found := _COLONS.match(line)) and found[2] and found[2].lower() in KINDS:
            inner, place = _until(lines, place, found[1])
            body = blocks_of_others("\n".join(row for row in inner if not re.match(r":\w+:", row)), out)
            done += ["", *callout(KINDS[found[2].lower()], found[3].strip(), body).split("\n"), ""]
        elif found := _TARGET.match(line):
            waiting = found[1]
        elif _INCLUDED.match(line):
            out.losses.note("include", line)
        else:
            if waiting and (heading := re.match(r"#{1,6}\s+(.*)", line)):
                out.anchors[waiting] = heading[1]
            waiting = waiting if not line.strip() else ""
            done.append(line)
    return "\n".join(done)


def _indented(lines: list[str], place: int, base: int) -> tuple[list[str], int]:
    inner = []
    while place < len(lines):
        row = lines[place].expandtabs(4)
        if row.strip() and len(row) - len(row.lstrip()) < base + 4:
            break
        inner.append(row[base + 4 :])
        place += 1
    while inner and not inner[-1].strip():
        inner.pop()
        place -= 1
    return inner, place


def _until(lines: list[str], place: int, colons: str) -> tuple[list[str], int]:
    inner = []
    while place < len(lines):
        row = lines[place]
        place += 1
        if row.strip() == colons:
            break
        inner.append(row)
    return inner, place


def directive(token: Token, out: Converted, nested: Callable[[str, Converted], str]) -> str:
    """A fence that is no code but says something to MyST: ``{note}``, ``{toctree}``, ``{image}``."""
    name, _brace, rest = token.info.strip().removeprefix("{").partition("}")
    name, rest = name.lower().strip(), rest.strip()
    body = re.sub(r"\A(?:---\n.*?\n---\n|(?:\s*:[\w-]+:[^\n]*\n)+)", "", token.content, flags=re.DOTALL)
    if name in KINDS:
        return callout(KINDS[name], rest, nested(body, out))
    if name == "toctree":
        entries = [line.strip() for line in body.split("\n") if line.strip() and not line.strip().startswith(":")]
        files = [re.sub(r".*<(.*)>$", r"\1", entry) for entry in entries]
        out.chapters += files
        return "\n".join(f"- [{entry.partition('<')[0].strip() or name}](doc:{name})" for entry, name in zip(
            entries, files, strict=True)) if "hidden" not in token.content.split(body)[0] else ""  # fmt: skip
    if name in ("image", "figure"):
        words = nested(body, out)
        return f"![{' '.join(words.split())[:300]}]({destination(rest)})" + (f"\n\n*{words}*" if words else "")
    if name in ("code-block", "code", "sourcecode", "code-cell", "literalinclude"):
        if name == "literalinclude":
            out.losses.note("include", rest)
        return fence(dedent(body), rest if name != "literalinclude" else "")
    if name == "math":
        out.losses.note("formula")
        return fence(body, "")
    out.losses.note("include" if name in ("include", "eval-rst") or "auto" in name else "element", name)
    return fence(token.content, "") if token.content.strip() else ""


def roles(words: str) -> str:
    """``{doc}`guide``` is a link, other roles are code as Sphinx sets them."""
    return _ROLE.sub(_role, words)


def _role(found: re.Match[str]) -> str:
    name, said = found[1].lower().rpartition(":")[2], found[2]
    shown, target = said, said
    if explicit := re.fullmatch(r"(.*?)\s*<([^<>]+)>", said, re.DOTALL):
        shown, target = explicit[1], explicit[2]
    if name == "doc":
        return f"[{shown}](doc:{target})"
    if name in ("ref", "numref"):
        return f"[{shown}](ref:{target})"
    return code_span(shown.lstrip("~!"))
