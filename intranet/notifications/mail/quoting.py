"""What somebody wrote in an answer by mail, without what their program put around it: the mail that is answered, the
line that introduces it, the signature.

Programs differ and none says what it does, so this is a list of what they are seen to do, in the languages that people
here use. Where it is in doubt it keeps: a line too much is better than a lost one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .marks import beginnings

_QUOTED = re.compile(r"^\s?>")
# "On 3 Nov 2026, at 10:12, Ada wrote:"; programs break it where they like, so up to four lines are read as one.
_INTRODUCES = re.compile(
    r"""^\s*(?:
        On\b .{4,300}? \bwrote
        | Il\b .{4,300}? \bha\s+scritto
        | Am\b .{4,300}? \bschrieb\b .{0,200}?
        | Le\b .{4,300}? \ba\s+écrit
        | El\b .{4,300}? \bescribió
        | [^\n]{2,200}? \s<[^<>\s]+@[^<>\s]+> \s (?:wrote|ha\s+scritto|schrieb|a\s+écrit|escribió) .{0,80}?
        | \d{4}[-/.]\d\d?[-/.]\d\d? .{0,200}? <[^<>\s]+@[^<>\s]+>
    )\s*:\s*$""",
    re.VERBOSE | re.DOTALL,
)
_LONGEST_INTRODUCTION = 4
_LONGEST_LINE = 400
# Outlook and Exchange put the head of the mail there, and do not mark what follows.
_DIVIDER = re.compile(
    r"^\s*(?:_{10,}|-{2,}\s*(?:Original Message|Messaggio originale|Messaggio inoltrato|Ursprüngliche Nachricht"
    r"|Message d.origine|Mensaje original|Forwarded message)\s*-{2,}|Begin forwarded message:"
    r"|Inizio messaggio inoltrato:)\s*$",
    re.IGNORECASE,
)
_BOLD = r"\*{0,2}"
_HEAD_FROM = re.compile(rf"^\s*{_BOLD}(?:From|Da|Von|De)\s?:{_BOLD}\s", re.IGNORECASE)
_HEAD_OTHER = re.compile(
    rf"^\s*{_BOLD}(?:Sent|Date|To|Subject|Cc|Inviato|Data|A|Oggetto|Gesendet|Datum|An|Betreff|Envoyé|À|Objet"
    rf"|Enviado|Para|Asunto|Fecha)\s?(?:il)?:{_BOLD}\s",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(?:--|—|__)\s*$")
_PHONE = re.compile(
    r"""^\s*(?:
        Sent\ from\ (?:my|Outlook|Mail|Yahoo|Proton|Samsung|Gmail|AOL|Mailbird).{0,60}
        | Get\ Outlook\ for\ .{0,40}
        | Inviato\ da(?:l|lla|l\ mio)?\ .{1,60}
        | (?:Scarica|Ottieni|Scaricare)\ Outlook\ per\ .{0,40}
        | (?:Von\ meinem|Gesendet\ (?:von|mit|über)|Diese\ Nachricht\ wurde\ von\ meinem)\ .{1,60}
        | (?:Envoyé\ (?:de|depuis)|Télécharger\ Outlook\ pour|Obtenir\ Outlook\ pour)\ .{1,60}
        | Enviado\ desde\ .{1,60}
    )(?:<https?://\S+>)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_MOST_LINES_OF_A_PHONE = 3
# Programs that break lines do so at 72 to 78 characters.
_BROKEN_AT = 72
_SHORTEST_BROKEN = 50
# Lines that mean to begin: lists, quotations, headings, code.
_BEGINS = re.compile(r"^(?:\s|[-*•+#>|]|\d+[.)]\s|```)")


def own_words(text: str) -> str:
    """What the writer of this answer has written, as far as it can be told."""
    lines = _without_tricks(text).split("\n")
    above, below = _apart(lines)
    above = _without_signature(_without_our_own(above))
    below = _without_trailing_quotation(_without_signature(_without_our_own(below)))
    if not _has_words(above):
        # Who answers below what they quote: the answer, without the quotation before it.
        return _joined(_without_leading_quotation(below))
    if _has_own(below):
        return _joined([*above, "", *below])
    return _joined(_without_signature(_without_trailing_quotation(above)))


def _without_tricks(text: str) -> str:
    """Line ends and spaces as one expects them; Outlook's and Apple's spaces are not those of a keyboard."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("\ufeff", "").replace("\u200b", "")


def _apart(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands before the mail that is answered, and what comes after its introduction, where it is marked line by
    line; of what is not marked nothing can be told apart, so nothing is kept."""
    for number, line in enumerate(lines):
        if _DIVIDER.match(line) or _is_head(lines, number):
            # "____" alone may be a line that somebody drew.
            if _DIVIDER.match(line) and line.strip().startswith("_") and not _head_follows(lines, number + 1):
                continue
            return lines[:number], []
        if length := _introduction(lines, number):
            rest = lines[number + length :]
            first = next((line for line in rest if line.strip()), "")
            return lines[:number], rest if _QUOTED.match(first) else []
    return lines, []


def _introduction(lines: list[str], number: int) -> int:
    """How many lines introduce a quotation here; 0 for none."""
    if not lines[number].strip():
        return 0
    for length in range(1, _LONGEST_INTRODUCTION + 1):
        some = lines[number : number + length]
        if not some[-1].strip() or len(some[-1]) > _LONGEST_LINE:
            return 0
        if some[-1].rstrip().endswith(":") and _INTRODUCES.match("\n".join(some)):
            return length
    return 0


def _is_head(lines: list[str], number: int) -> bool:
    """From, then two more of a mail's head within the next lines."""
    if not _HEAD_FROM.match(lines[number]):
        return False
    return sum(bool(_HEAD_OTHER.match(line)) for line in lines[number + 1 : number + 7]) >= 2


def _head_follows(lines: list[str], number: int) -> bool:
    return any(_is_head(lines, later) for later in range(number, min(number + 3, len(lines))))


def _without_our_own(lines: list[str]) -> list[str]:
    """Programs that quote without a mark: what our mail asks to write above ends it."""
    for number, line in enumerate(lines):
        if not _QUOTED.match(line) and any(mark in line for mark in beginnings()):
            return lines[:number]
    return lines


def _without_signature(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if _SIGNATURE.match(line) and _has_words(lines[:number]) and len(lines) - number < 20:
            lines = [*lines[:number], *_quoted_after(lines[number:])]
            break
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    for back in range(1, min(_MOST_LINES_OF_A_PHONE, len(lines)) + 1):
        if _PHONE.match(lines[-back]):
            return lines[:-back]
    return lines


def _quoted_after(lines: list[str]) -> list[str]:
    """Of a signature and what follows it, what does not belong to it."""
    for number, line in enumerate(lines):
        if _QUOTED.match(line):
            return lines[number:]
    return []


def _without_leading_quotation(lines: list[str]) -> list[str]:
    rest = list(lines)
    while rest and (not rest[0].strip() or _QUOTED.match(rest[0])):
        rest.pop(0)
    return rest


def _without_trailing_quotation(lines: list[str]) -> list[str]:
    rest = list(lines)
    while rest and (not rest[-1].strip() or _QUOTED.match(rest[-1])):
        rest.pop()
    return rest


def _has_words(lines: list[str]) -> bool:
    return any(line.strip() for line in lines)


def _has_own(lines: list[str]) -> bool:
    return any(line.strip() and not _QUOTED.match(line) for line in lines)


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_unwrapped(line.rstrip() for line in lines))).strip()


def _unwrapped(lines: Iterable[str]) -> list[str]:
    """Lines that a program has broken for sending, whole again: those after which the next word did not fit."""
    whole: list[list[str]] = []
    width = 0
    for line in lines:
        first, _space, _rest = line.partition(" ")
        if width >= _SHORTEST_BROKEN and first and width + 1 + len(first) > _BROKEN_AT and not _BEGINS.match(line):
            whole[-1].append(line)
        else:
            whole.append([line])
        width = len(line) if not _BEGINS.match(line) or line[:1] in "-*•" else 0
    return [" ".join(parts) for parts in whole]
