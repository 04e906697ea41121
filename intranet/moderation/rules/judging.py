"""What each sort of rule makes of one text. The same judgement is asked of what is being sent and of last month's
texts; only the past that it looks back at is another object (``past``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.content.gates import Verdict
from intranet.moderation.models import Rule
from intranet.moderation.trust.levels import Level

from . import words
from .sorts import sort_of

_LINK = re.compile(r'<a [^>]*?href="([^"]*)"')
_NAMED = re.compile(r"(?<![\w@/.])@[\w][\w-]*")
# As a person writes them in Markdown; what is attached beside the text is counted in ``files``.
_PICTURE = re.compile(r"!\[[^\]\n]{0,500}\]\(")
LONGEST_LOOK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """One text as a rule sees it. ``html`` and ``plain`` are what was made of ``body``."""

    author: int
    level: Level
    title: str
    body: str
    html: str
    plain: str
    language: str
    at: datetime
    files: int = 0
    is_edit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule would do about it. ``why`` is for moderators: the word, the number."""

    verdict: Verdict
    why: str = ""

    @property
    def did(self) -> str:
        return "flag" if self.verdict.outcome == "notice" else self.verdict.outcome


class Past(Protocol):
    """What was written before, by the one who writes now and by others."""

    def let_out(self, author: int) -> int:
        """How many of this person's texts have come out."""

    def moments(self, author: int, since: datetime) -> list[datetime]:
        """When this person has written since, the oldest first."""

    def same(self, author: int, sameness: str, since: datetime) -> bool:
        """Whether this person, or another customer, has said the same since."""


def judge(rule: Rule, said: Said, past: Past) -> Hit | None:
    """What ``rule`` makes of it: nothing, or a hit. Asks nothing of whether the rule is in force or looks here."""
    if said.is_edit and not sort_of(rule.sort).of_edits:
        return None
    return _JUDGES[rule.sort](rule, said, past)


def _first_posts(rule: Rule, said: Said, past: Past) -> Hit | None:
    if not said.level.held_at_first or past.let_out(said.author) >= int(rule.value("most")):
        return None
    return _stop(rule, "", _("A moderator reads it first: that is how it is with the first texts of everybody here."))


def _words(rule: Rule, said: Said, past: Past) -> Hit | None:
    language = rule.value("language")
    if language and said.language != language:
        return None
    lines = rule.value("lines")
    in_title, in_body = words.find(lines, said.title), words.find(lines, said.body)
    if rule.does == Rule.Does.REPLACE:
        if not in_title and not in_body:
            # Seen only once it is shown: by a character reference, or with marks in its middle.
            return _stop(rule, first, _waits()) if (first := _first_shown(lines, said)) else None
        otherwise = str(rule.value("instead") or "…")
        title = words.replaced(said.title, in_title, otherwise=otherwise)[:200]
        body = words.replaced(said.body, in_body, otherwise=otherwise)
        why = (in_title or in_body)[0].pattern.said
        return Hit(Verdict("replace", rule=rule.key, severity=rule.severity, title=title, body=body), why)
    found = in_title or in_body
    first = found[0].pattern.said if found else _first_shown(lines, said)
    if not first:
        return None
    shown = found[0].written if found else first
    return _stop(rule, first, _("“%(word)s” is not said here. Please put it in other words.") % {"word": shown[:60]})


def _first_shown(lines: list[str], said: Said) -> str:
    """The first watched word in what readers get to see, and in where its links lead."""
    shown = "\n".join([said.plain, *(unquote(address) for address in _addresses(said.html))])
    found = words.find(lines, shown)
    return found[0].pattern.said if found else ""


def _links(rule: Rule, said: Said, past: Past) -> Hit | None:
    most = said.level.links
    if most is None:
        return None
    allowed = set(rule.value("allowed"))
    away = {address for address in _addresses(said.html) if _leads_away(address, allowed)}
    if len(away) <= most:
        return None
    if not most:
        return _stop(rule, str(len(away)), _("You cannot put links to other sites into a text yet."))
    sentence = ngettext(
        "For now you can put %(most)d link to another site into a text.",
        "For now you can put %(most)d links to other sites into a text.",
        most,
    )
    return _stop(rule, str(len(away)), sentence % {"most": most})


def _files(rule: Rule, said: Said, past: Past) -> Hit | None:
    if said.level.files:
        return None
    count = said.files + len(_PICTURE.findall(said.body))
    if not count:
        return None
    return _stop(rule, str(count), _("You cannot add images and files yet. Take part for a while: it comes by itself."))


def _mentions(rule: Rule, said: Said, past: Past) -> Hit | None:
    most = said.level.mentions
    if most is None:
        return None
    named = {name.casefold() for name in _NAMED.findall(said.body)}
    if len(named) <= most:
        return None
    sentence = ngettext(
        "For now you can name %(most)d person in a text.", "For now you can name %(most)d people in a text.", most
    )
    return _stop(rule, str(len(named)), sentence % {"most": most})


def _flood(rule: Rule, said: Said, past: Past) -> Hit | None:
    for most, span in ((said.level.an_hour, timedelta(hours=1)), (said.level.a_day, timedelta(days=1))):
        if most is None:
            continue
        moments = past.moments(said.author, said.at - span)
        if len(moments) >= most:
            # One more fits when the oldest of those that fill the limit has passed.
            free = moments[len(moments) - most] + span if most else said.at + span
            return _stop(rule, str(len(moments) + 1), _not_before(free - said.at))
    return None


def _same_text(rule: Rule, said: Said, past: Past) -> Hit | None:
    sameness = words.sameness(said.body)
    if len(sameness) < int(rule.value("least")):
        return None
    if not past.same(said.author, sameness, said.at - timedelta(hours=int(rule.value("hours")))):
        return None
    return _stop(rule, "", _("The same words have been sent already. Please say it once, in one place."))


_JUDGES: dict[str, Callable[[Rule, Said, Past], Hit | None]] = {
    "first_posts": _first_posts,
    "words": _words,
    "links": _links,
    "files": _files,
    "mentions": _mentions,
    "flood": _flood,
    "same_text": _same_text,
}


def _waits() -> str:
    return _("A moderator looks at this before others read it.")


def _stop(rule: Rule, why: str, refusal: str) -> Hit:
    """What the rule does, with the sentence that fits: a refusal says what to change, a hold that it waits."""
    if rule.does == Rule.Does.FLAG:
        return Hit(Verdict("notice", rule=rule.key, severity=rule.severity), why)
    if rule.does == Rule.Does.REFUSE:
        return Hit(Verdict("refuse", refusal, rule.key, rule.severity), why)
    sentence = refusal if rule.sort == "first_posts" else _waits()
    return Hit(Verdict("hold", sentence, rule.key, rule.severity), why)


def _addresses(html: str) -> Iterable[str]:
    return (unescape(address) for address in _LINK.findall(html))


def _leads_away(address: str, allowed: set[str]) -> bool:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return True
    if parts.scheme not in ("http", "https") or not host or host == urlsplit(settings.SITE_URL).hostname:
        return False
    return not any(host == domain or host.endswith(f".{domain}") for domain in allowed)


def _not_before(wait: timedelta) -> str:
    minutes = max(-(-int(wait.total_seconds()) // 60), 1)
    if minutes < 120:
        when = ngettext("Try again in %(count)d minute.", "Try again in %(count)d minutes.", minutes)
        return f"{_('That was a lot in a short time.')} {when % {'count': minutes}}"
    hours = -(-minutes // 60)
    when = ngettext("Try again in %(count)d hour.", "Try again in %(count)d hours.", hours)
    return f"{_('That was a lot in a short time.')} {when % {'count': hours}}"


def values_of(entry: Any, *, level: Level, title: str, body: str, at: datetime, files: int, is_edit: bool) -> Said:
    """An entry as rules see it, with the words that are about to be its own."""
    return Said(
        author=entry.author_id,
        level=level,
        title=title,
        body=body,
        html=str(entry.body_html),
        plain=entry.body_text,
        language=entry.language or entry.author.language,
        at=at,
        files=files,
        is_edit=is_edit,
    )
