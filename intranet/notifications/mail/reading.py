"""A mail as it came, read: who says they wrote it, what it says, which files are with it, whether a machine sent it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .quoting import own_words

MOST_TEXT = 2**20
# Where programs put the mail that is answered.
_QUOTATIONS = (
    "div.gmail_quote, blockquote[type=cite], blockquote.gmail_quote, div.moz-cite-prefix, div.yahoo_quoted, "
    "div[id*=mail-editor-reference-message-container], div.protonmail_quote, "
    "div.gmail_attr, div[name=quote], div#ms-outlook-mobile-signature, div.gmail_signature, div#AppleMailSignature, "
    "pre.moz-signature, div.moz-signature"
)
_SEALS = ("application/pkcs7-signature", "application/pgp-signature")
_SMALL = 30_000
# What the standard library raises over mails that nobody would write: nested a thousand times, cut in the middle.
_STUMBLES = (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError)
# Outlook writes its own behind one of these, without an end.
_ENDS = frozenset({"divRplyFwdMsg", "appendonsend", "stopSpelling"})
# Codecs of Python that are no character sets, and may take very long.
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "utf_7"})
_UNSEEN = "head, script, style, title, template, iframe, object, svg"
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "pre", "section", "article"}
_APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote"}


@dataclass(frozen=True)
class SentFile:
    name: str
    content: bytes


@dataclass(frozen=True)
class Reply:
    text: str
    files: list[SentFile]


class Unreadable(Exception):
    """What came is no mail, or too much of one."""


def parse(raw: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(raw, policy=policy.default)
    except _STUMBLES as error:
        raise Unreadable(type(error).__name__) from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Unreadable("no mail")
    return message


def senders(message: EmailMessage) -> list[str]:
    """The addresses in From, in lower case. More than one is nobody."""
    return [address.lower() for _name, address in getaddresses(_all(message, "From")) if address]


def recipients(message: EmailMessage) -> list[str]:
    """Whom it was for, as far as its head says, for mail servers that do not."""
    for names in (("Delivered-To", "X-Original-To", "Envelope-To"), ("To", "Cc")):
        found = [address for name in names for _name, address in getaddresses(_all(message, name)) if address]
        if found:
            return found
    return []


def name_of(message: EmailMessage) -> str:
    """Its Message-ID; empty where it has none."""
    return " ".join(_all(message, "Message-ID")).strip()[:500]


def is_from_a_machine(message: EmailMessage) -> bool:
    """Away notes, mailing lists, other programs: what comes by itself is no answer, and gets none."""
    submitted = " ".join(_all(message, "Auto-Submitted")).strip().lower()
    if submitted and submitted.split(";")[0].strip() != "no":
        return True
    if " ".join(_all(message, "Precedence")).strip().lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    if any(_all(message, name) for name in ("X-Autoreply", "X-Autorespond", "List-Id")):
        return True
    if " ".join(_all(message, "Return-Path")).strip() == "<>":
        return True
    return any(re.match(r"(mailer-daemon|postmaster|no-?reply)@", address) for address in senders(message))


def reply_in(message: EmailMessage) -> Reply:
    """What the writer says, without what is quoted, and the files that come with it."""
    try:
        return Reply(own_words(_text_of(message)), list(_files_of(message)))
    except _STUMBLES as error:
        raise Unreadable(type(error).__name__) from error


def is_forged(message: EmailMessage) -> bool:
    """Whether the mail server that took it in has found that it is not from whom it says (RFC 8601). That field can be
    forged too, but only to the disadvantage of whoever does."""
    return any(
        re.search(r"\bdmarc\s*=\s*fail\b", said, re.IGNORECASE) for said in _all(message, "Authentication-Results")
    )


def _text_of(message: EmailMessage) -> str:
    plain = message.get_body(preferencelist=("plain",))
    text = _content(plain)
    if text.strip():
        return text
    return text_of_html(_content(message.get_body(preferencelist=("html", "related"))))


def _content(part: object) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    if len(raw) > MOST_TEXT:
        raise Unreadable("too much text")
    charset = part.get_content_charset("utf-8")
    try:
        text = raw.decode("utf-8" if charset in _NO_CHARSETS else charset, errors="replace")
    except LookupError:
        text = raw.decode("utf-8", errors="replace")
    text = storable(text)
    return _unflowed(text) if part.get_param("format") == "flowed" else text


def _unflowed(text: str) -> str:
    """Lines that a program broke for sending, whole again (RFC 3676): a space at the end says that it goes on."""
    whole: list[list[str]] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = line.startswith(">")
        if goes_on and not quoted:
            whole[-1].append(line)
        else:
            whole.append([line])
        goes_on = line.endswith(" ") and line != "-- " and not quoted
    return "\n".join("".join(parts) for parts in whole)


def text_of_html(html: str) -> str:
    """The words of an HTML mail, without the parts that programs mark as quoted or signed."""
    if not html:
        return ""
    page = LexborHTMLParser(html)
    left_out = {node.mem_id for node in page.css(f"{_UNSEEN}, {_QUOTATIONS}")}
    parts: list[str] = []
    if page.body is not None:
        _walk(page.body, left_out, parts)
    text = "\n".join(line.strip() for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _walk(node: LexborNode, left_out: Container[int], parts: list[str]) -> None:
    """Depth first, with a stack of its own: a mail may be nested as deep as somebody likes."""
    stack: list[LexborNode | str] = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            parts.append(here)
            continue
        if here.mem_id in left_out:
            continue
        if (here.attributes or {}).get("id") in _ENDS:
            return
        if here.tag == "-text":
            parts.append(re.sub(r"\s+", " ", here.text(deep=False) or ""))
            continue
        before, after = _around(here)
        if before:
            parts.append(before)
        stack.append(after)
        stack.extend(reversed(list(here.iter(include_text=True))))


def _around(node: LexborNode) -> tuple[str, str]:
    tag = node.tag or ""
    if tag == "br":
        return "\n", ""
    if tag == "li":
        return "\n- ", ""
    if tag in ("td", "th"):
        return "", " "
    if tag == "a":
        href = (node.attributes or {}).get("href") or ""
        words = (node.text() or "").strip()
        is_plain = not href.startswith(("http://", "https://")) or href.rstrip("/") == words.rstrip("/")
        return "", "" if is_plain or not words else f" ({href})"
    if tag in _APART:
        return "\n\n", "\n\n"
    return ("\n", "\n") if tag in _BLOCKS else ("", "")


def _files_of(message: EmailMessage) -> Iterator[SentFile]:
    body = message.get_body(preferencelist=("plain",)), message.get_body(preferencelist=("html",))
    for number, part in enumerate(message.walk()):
        if part.is_multipart() or any(part is text for text in body) or part.get_content_type() in _SEALS:
            continue
        raw = part.get_payload(decode=True)
        if not isinstance(raw, bytes) or not raw or _is_decoration(part, raw):
            continue
        name = storable(part.get_filename() or "")
        if name or part.get_content_disposition() == "attachment" or part.get_content_maintype() == "image":
            yield SentFile(name or f"{part.get_content_maintype()}-{number}.{part.get_content_subtype()}", raw)


def _is_decoration(part: Message, raw: bytes) -> bool:
    """The small pictures of a signature come with every mail; they stand in its HTML, and nobody has chosen them."""
    stands_inside = bool(part.get("Content-ID")) and part.get_content_disposition() != "attachment"
    return part.get_content_maintype() == "image" and stands_inside and len(raw) < _SMALL


def storable(text: str) -> str:
    """Without what no database keeps: a NUL, half a character."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _all(message: EmailMessage, name: str) -> list[str]:
    """Every field of that name, as text. A field that makes no sense is no field."""
    try:
        return [storable(str(value)) for value in message.get_all(name, [])]
    except _STUMBLES:
        return []
