"""``python -m intranet.search.file_text FILE MIME``: the words of a document, on standard output.

A process of its own, because a file from a stranger is read here: it has little memory, little time and may write no
file. It knows nothing of Django. What it cannot read ends it, and the file is simply not searched.
"""

from __future__ import annotations

import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

MOST_LETTERS = 500_000
# Of a bomb, no more than this is ever unpacked.
MOST_UNPACKED = 40 * 2**20
MOST_PARTS = 400
_MEMORY = 1024 * 2**20
_SECONDS = 20

PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
# Which members of the archive hold words.
ARCHIVES = {
    f"{_OFFICE}wordprocessingml.document": re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml"),
    f"{_OFFICE}presentationml.presentation": re.compile(r"ppt/(slides|notesSlides)/[a-zA-Z]+\d+\.xml"),
    f"{_OFFICE}spreadsheetml.sheet": re.compile(r"xl/sharedStrings\.xml"),
    "application/vnd.oasis.opendocument.text": re.compile(r"content\.xml"),
    "application/vnd.oasis.opendocument.spreadsheet": re.compile(r"content\.xml"),
    "application/vnd.oasis.opendocument.presentation": re.compile(r"content\.xml"),
}
# Elements, by their local names, after which a line ends; and those that hold the words of Office's formats.
_ENDS_A_LINE = {"p", "h", "br", "tab", "si", "tr", "line-break"}


def main(path: str, mime: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pieces = _of_pdf(Path(path)) if mime == PDF else _of_archive(Path(path), ARCHIVES[mime])
    left = MOST_LETTERS
    for piece in pieces:
        sys.stdout.buffer.write(piece[:left].encode("utf-8", "replace"))
        left -= len(piece)
        if left <= 0:
            break
    return 0


def _of_pdf(path: Path) -> Iterator[str]:
    import pypdfium2  # noqa: PLC0415 - after the limits

    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        yield document[number].get_textpage().get_text_bounded() + "\n"


def _of_archive(path: Path, wanted: re.Pattern[str]) -> Iterator[str]:
    left = MOST_UNPACKED
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist()[:10_000] if wanted.fullmatch(part.filename)]
        for part in sorted(parts, key=lambda part: (len(part.filename), part.filename))[:MOST_PARTS]:
            if part.flag_bits & 1:  # under a password
                continue
            with archive.open(part) as member:
                # What the archive says of its sizes is not believed.
                data = member.read(left + 1)
            left -= len(data)
            if left < 0:
                return
            yield from _words_in(data)


def _words_in(data: bytes) -> Iterator[str]:
    found: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.CharacterDataHandler = found.append
    parser.EndElementHandler = lambda name: found.append("\n") if name.rpartition(" ")[2] in _ENDS_A_LINE else None
    for start in range(0, len(data), 2**18):
        parser.Parse(data[start : start + 2**18], False)
        yield "".join(found)
        found.clear()
    parser.Parse(b"", True)
    yield "".join(found) + "\n"


def _refuse(*_declared: object) -> None:
    raise ValueError("No document needs entities of its own.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
