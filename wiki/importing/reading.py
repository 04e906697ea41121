"""What is in an archive: which files are texts, and each of them read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from .archives import Archive, File, ending_of, is_archive, text_of
from .converted import Converted, Unreadable
from .html_text import convert_html
from .markdown_text import convert_markdown
from .mediawiki import is_dump, pages_of_dump

MARKDOWN = frozenset({"md", "markdown", "mdown", "mkd", "mdx", "qmd"})
HTML = frozenset({"html", "htm", "xhtml"})
TEXTS = MARKDOWN | HTML | {"docx", "rst"}
LONGEST_TEXT = 8 * 2**20
LONGEST_WORD = 100 * 2**20
# What generators put beside the pages they make: lists of all words, forms, sources, and single pieces of a design.
_MACHINE = re.compile(
    r"(?:^|/)(?:genindex(?:-[^/]*)?|search|py-modindex|modindex|404|print|searchindex|_sources/.*|_static/.*|"
    r"_modules/.*|_templates/.*|_layouts/.*|_includes/.*|theme/.*/.*|"
    r"(?:.*/)?overrides/.*|site-packages/.*)(?:\.html?|\.md|\.rst)?$",
    re.IGNORECASE,
)
_NAVIGATION = frozenset({"SUMMARY.md", "_sidebar.md", "_Sidebar.md", "_Footer.md", "_navbar.md"})


@dataclass
class Read:
    """A text that was read, or the sentence that says why not."""

    source: str
    found: Converted | None = None
    refusal: str = ""


@dataclass
class Contents:
    """An archive, sorted out by the names in it."""

    texts: list[File] = field(default_factory=list)
    dumps: list[File] = field(default_factory=list)
    others: dict[str, File] = field(default_factory=dict)
    # Files that tell in which order pages stand.
    guides: dict[str, File] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)

    def leave_out(self, reason: str) -> None:
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


def sort_out(archive: Archive) -> Contents:
    contents = Contents()
    for file in archive.files:
        name = PurePosixPath(file.name).name
        if name in ("mkdocs.yml", "mkdocs.yaml") or name == "SUMMARY.md":
            contents.guides[file.name] = file
        elif name in _NAVIGATION or _MACHINE.search(file.name):
            contents.leave_out("machine")
        elif file.ending in TEXTS:
            contents.texts.append(file)
        elif file.ending == "xml" and is_dump(file):
            contents.dumps.append(file)
        elif is_archive(file.name):
            contents.leave_out("archive")
        else:
            contents.others[file.name] = file
    return contents


def read_all(contents: Contents) -> Iterator[Read]:
    for file in contents.texts:
        yield read(file)
    for dump in contents.dumps:
        for title, found in pages_of_dump(dump):
            yield Read(f"{dump.name}:{title}"[:400], found)


def read(file: File) -> Read:
    try:
        if file.size > (LONGEST_WORD if file.ending == "docx" else LONGEST_TEXT):
            raise Unreadable(_("This file is too large for a page."))
        data = file.read()
        if file.ending == "docx":
            from .word import convert_word  # noqa: PLC0415 - its library is loaded where a file needs it

            return Read(file.name, convert_word(data))
        text, is_whole = text_of(data)
        if file.ending in MARKDOWN:
            found = convert_markdown(text)
        elif file.ending in HTML:
            found = convert_html(text)
        else:
            from .restructured import convert_rst  # noqa: PLC0415 - as above

            found = convert_rst(text)
        if not is_whole:
            found.losses.note("encoding")
    except Unreadable as error:
        return Read(file.name, None, str(error))
    except RecursionError:
        return Read(file.name, None, _("This page is nested too deeply to be read."))
    return Read(file.name, found)


def title_of(source: str) -> str:
    """A readable name from that of a file: ``02-getting_started.md`` is “Getting started”."""
    stem = PurePosixPath(source).name
    if ending_of(stem) in TEXTS:
        stem = PurePosixPath(stem).stem
    words = re.sub(r"^\d{1,4}[-_. ]+(?=\D)", "", stem)
    words = re.sub(r"\s[0-9a-f]{32}$", "", words)  # how Notion names its files
    words = re.sub(r"[-_]+", " ", words).strip() if " " not in words else words.strip()
    return (words[:1].upper() + words[1:]) or stem or _("Page")
