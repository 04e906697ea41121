"""Tables that people bring along and take away: CSV as spreadsheets really write it, and CSV no spreadsheet runs.

Reading guesses the encoding and the separator, and says in a sentence what is wrong with a file. Writing neutralises
every cell that a spreadsheet would take for a formula.
"""

from __future__ import annotations

import csv
import io
import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_BYTES = 5 * 2**20
MOST_ROWS = 20_000
LONGEST_CELL = 5_000
SEPARATORS = (",", ";", "\t")
# What a spreadsheet takes for the beginning of a formula, full-width forms included.
_FORMULA = frozenset("=+-@\t\r\n|%＝＋－＠")


@dataclass(frozen=True)
class Row:
    """One line of a table: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: list[Row]


def read_table(
    data: bytes, *, columns: Mapping[str, Sequence[str]], needed: Iterable[str] = (), most_rows: int = MOST_ROWS
) -> Table:
    """The rows of a CSV file. ``columns`` maps each column we know to what people call it; case does not matter.

    ``ValidationError``, with a sentence, for what is no such table: too large, no text, a column that is missing,
    twice there or not known.
    """
    if len(data) > MOST_BYTES:
        raise ValidationError(_("This file is larger than %(count)d MB.") % {"count": MOST_BYTES // 2**20})
    lines = _lines(_text_of(data))
    header = next(lines, None)
    if header is None:
        raise ValidationError(_("This file is empty."))
    names = _columns_in(header[1], columns)
    if missing := [name for name in needed if name not in names]:
        raise ValidationError(_("The column “%(name)s” is missing.") % {"name": columns[missing[0]][0]})
    rows: list[Row] = []
    for number, cells in lines:
        if not any(cells):
            continue
        if len(rows) >= most_rows:
            raise ValidationError(
                ngettext(
                    "At most %(count)d row can be read at once.",
                    "At most %(count)d rows can be read at once.",
                    most_rows,
                )
                % {"count": most_rows}
            )
        rows.append(Row(number, {name: cell for name, cell in zip(names, cells, strict=False) if name}))
    if not rows:
        raise ValidationError(_("There are no rows under the header."))
    return Table(tuple(name for name in names if name), rows)


def _text_of(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 as some spreadsheets say "Unicode", else the old western encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise ValidationError(_("This is no text file. Save the table as CSV and try again."))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line."""
    first = text.lstrip("\r\n").partition("\n")[0]
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own way to name it
        separator, text = first.strip()[4], text.lstrip("\r\n").partition("\n")[2]
    else:
        outside = "".join(part for at, part in enumerate(first.split('"')) if at % 2 == 0)
        separator = max(SEPARATORS, key=outside.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    begins = 1
    try:
        for cells in reader:
            yield begins, [_cell(cell) for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ValidationError(_("Line %(line)d cannot be read.") % {"line": reader.line_num}) from error


def _cell(text: str) -> str:
    """A cell as it is meant: without what cannot be seen, and without the mark that ``safe_cell`` has set."""
    if len(text) > LONGEST_CELL:
        raise ValidationError(_("A cell has more than %(count)d characters.") % {"count": LONGEST_CELL})
    kept = unicodedata.normalize("NFC", text).replace("\xa0", " ").strip()
    if kept[:1] == "'" and kept[1:2] in _FORMULA:
        kept = kept[1:]
    return kept


def _columns_in(header: list[str], columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Our name of each column of the file; empty for a column without a header."""
    known = {_plain(word): name for name, words in columns.items() for word in (name, *words)}
    found: list[str] = []
    for typed in header:
        name = known.get(_plain(typed), "")
        if typed and not name:
            raise ValidationError(
                _("The column “%(column)s” is not known. These are: %(columns)s.")
                % {"column": typed[:60], "columns": ", ".join(words[0] for words in columns.values())}
            )
        if name and name in found:
            raise ValidationError(_("The column “%(column)s” is there twice.") % {"column": typed[:60]})
        found.append(name)
    return found


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


# --- Writing ---------------------------------------------------------------------------------------------------------


def safe_cell(value: object) -> str:
    """A cell that is text in every spreadsheet: what would be a formula gets an apostrophe in front."""
    text = "" if value is None else str(value)
    begins = text.lstrip(" \xa0\u200b\ufeff")[:1]
    return f"'{text}" if begins and begins in _FORMULA else text


def stream_table(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """``write_table`` line by line, for a table that nobody has counted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    out.write("\ufeff")
    for row in itertools.chain([header], rows):
        writer.writerow([safe_cell(cell) for cell in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def write_table(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """CSV with a mark in front, so that spreadsheets read it as UTF-8."""
    return "".join(stream_table(header, rows))
