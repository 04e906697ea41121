"""Words that come from elsewhere, so that nothing in them is taken for Markdown, a person, a tag or a sign."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"[\\`*\[\]]"  # code, emphasis, links
    r"|(?<!\w)_|_(?!\w)"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)"
    r"|(?<![\w/&])[@#](?=\w)"
    r"|:(?=[\w+’'-]{1,60}:)"
)
_AT_THE_START = re.compile(r"^( *)(#{1,6}(?=\s|$)|>|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)](?:\s|$)))")
_PEOPLE_AND_TAGS = re.compile(r"(?<![\w/&\\#.@+])([@#])(?=\w)")


def escape(words: str) -> str:
    """``words`` so that they are shown as they are."""
    return _SIGNS.sub(lambda found: "\\" + found.group(), words)


def at_the_start(line: str) -> str:
    """A paragraph that begins like a heading, a list or a quote and is none."""
    found = _AT_THE_START.match(line)
    if not found:
        return line
    rest = line[found.end() :]
    return f"{found[1]}{found[2]}\\{rest}" if found[2].isdigit() else f"{found[1]}\\{found[2]}{rest}"


def estrange(words: str) -> str:
    """Markdown from elsewhere: its @names and #words are nobody and nothing here."""
    return _PEOPLE_AND_TAGS.sub(r"\\\1", words)


def code_span(words: str) -> str:
    words = " ".join(words.split("\n")).strip(" ") or " "
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", words)), default=0) + 1)
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{ticks}{space}{words}{space}{ticks}" if words.strip() else ""


def fence(code: str, language: str = "") -> str:
    code = code.strip("\n")
    ticks = "`" * max(3, max((len(run) for run in re.findall(r"`{3,}", code)), default=0) + 1)
    return f"{ticks}{re.sub(r'[^0-9A-Za-z+#.-]', '', language)}\n{code}\n{ticks}"


def destination(address: str) -> str:
    """An address as a link of Markdown may have it."""
    address = "".join(address.split("\n")).strip()
    if re.search(r"[\s()<>]", address) or not address:
        return "<" + address.replace("<", "%3C").replace(">", "%3E") + ">"
    return address


def link(words: str, address: str) -> str:
    return f"[{words}]({destination(address)})"


def picture(alt: str, address: str) -> str:
    return f"![{escape(' '.join(alt.split()))[:300]}]({destination(address)})"


def callout(kind: str, title: str, body: str) -> str:
    return quote(f"[!{kind.upper()}]{' ' + title if title else ''}\n{body.strip(chr(10))}".strip("\n"))


def quote(body: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in body.split("\n"))


def indent(body: str, by: str) -> str:
    """What stands in a list: the first line after the sign, the others under it."""
    return "\n".join(line if number == 0 or not line else by + line for number, line in enumerate(body.split("\n")))


def table(rows: list[list[str]], aligned: list[str] | None = None) -> str:
    """Cells are Markdown of one line; the first row is the head."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    signs = {"left": ":--", "center": ":-:", "right": "--:"}
    marks = [signs.get(name, "---") for name in (aligned or [])[:width]]
    lines = [_row(rows[0], width), "| " + " | ".join(marks + ["---"] * (width - len(marks))) + " |"]
    return "\n".join(lines + [_row(row, width) for row in rows[1:]])


def _row(cells: list[str], width: int) -> str:
    tidy = [" ".join(cell.split()) for cell in cells] + [""] * (width - len(cells))
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in tidy) + " |"


def wrapped(words: str, sign: str) -> str:
    """Emphasis around words, without the spaces at their ends."""
    inner = words.strip()
    if not inner or inner == "\\":
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{sign}{inner}{sign}{after}"


def tidy(words: str) -> str:
    """One line, or several with breaks that are meant."""
    words = re.sub(r" *\\\n *", "\\\\\n", words)
    words = re.sub(r" {2,}", " ", words).strip()
    return re.sub(r"(\\\n)+$|^(\\\n)+", "", words).strip()


def raised(text: str, by: int) -> str:
    """Headings so many levels higher; what is in a fence is no heading."""
    if by <= 0:
        return text
    fenced, lines = "", []
    for line in text.split("\n"):
        mark = re.match(r" *(`{3,}|~{3,})", line)
        if mark and (not fenced or line.strip().startswith(fenced)):
            fenced = "" if fenced else mark[1]
        lines.append(line[by:] if not fenced and re.match(rf"#{{{by + 1},6}} ", line) else line)
    return "\n".join(lines)
