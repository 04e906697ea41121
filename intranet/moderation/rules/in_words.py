"""A rule said in a sentence, as it is set now: for the page on which all of them stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.moderation.models import Rule
from intranet.moderation.trust.levels import Level, levels

UNLIMITED = "∞"
DID: dict[str, Any] = {
    "hold": gettext_lazy("held"),
    "refuse": gettext_lazy("refused"),
    "flag": gettext_lazy("reported"),
    "replace": gettext_lazy("replaced"),
}


def in_words(rule: Rule) -> str:
    """What the rule does, with its figures in it."""
    return _SENTENCES[rule.sort](rule)


def _first_posts(rule: Rule) -> str:
    most = int(rule.value("most"))
    return ngettext(
        "The first text of a newcomer waits for a moderator.",
        "The first %(most)d texts of a newcomer wait for a moderator.",
        most,
    ) % {"most": most}


def _words(rule: Rule) -> str:
    count = len(rule.value("lines"))
    listed = ngettext("%(count)d word or phrase.", "%(count)d words and phrases.", count) % {"count": count}
    does = {
        Rule.Does.HOLD: _("What has one of them waits for a moderator."),
        Rule.Does.REFUSE: _("What has one of them is refused."),
        Rule.Does.FLAG: _("What has one of them comes out and is reported."),
        Rule.Does.REPLACE: _("They are replaced by other words."),
    }[Rule.Does(rule.does)]
    language = dict(settings.LANGUAGES).get(rule.value("language"))
    only = _("Only in texts in %(language)s.") % {"language": language} if language else ""
    return " ".join(filter(None, (listed, does, only)))


def _links(rule: Rule) -> str:
    return _("From newcomer to guide, a text may have this many links to other sites: %(figures)s.") % {
        "figures": _ladder(level.links for level in levels())
    }


def _files(rule: Rule) -> str:
    return _("Images and files are added by: %(levels)s.") % {"levels": _who(lambda level: level.files)}


def _mentions(rule: Rule) -> str:
    return _("From newcomer to guide, a text may name this many people: %(figures)s.") % {
        "figures": _ladder(level.mentions for level in levels())
    }


def _flood(rule: Rule) -> str:
    said = _("From newcomer to guide, texts in an hour: %(hour)s; in a day: %(day)s.") % {
        "hour": _ladder(level.an_hour for level in levels()),
        "day": _ladder(level.a_day for level in levels()),
    }
    if not (most := int(rule.value("address_an_hour"))):
        return said
    all_together = _("From one network address %(most)d in an hour, whoever it is.") % {"most": most}
    return f"{said} {all_together}"


def _same_text(rule: Rule) -> str:
    hours = int(rule.value("hours"))
    return ngettext(
        "The same words are not taken twice within %(hours)d hour, from whichever customer.",
        "The same words are not taken twice within %(hours)d hours, from whichever customer.",
        hours,
    ) % {"hours": hours}


def _messages(rule: Rule) -> str:
    return _("Beyond the people their firm works with, conversations are begun by: %(levels)s.") % {
        "levels": _who(lambda level: level.messages)
    }


def _mail(rule: Rule) -> str:
    said = []
    if rule.value("known"):
        said.append(_("Addresses of known throw-away services make no account."))
    if refused := len(rule.value("refused")):
        said.append(
            ngettext("%(count)d domain of your own is refused.", "%(count)d domains of your own are refused.", refused)
            % {"count": refused}
        )
    return " ".join(said) or _("Nothing is refused yet.")


def _form(rule: Rule) -> str:
    said = [_("A field that people do not see catches programs.")] if rule.value("trap") else []
    if seconds := int(rule.value("seconds")):
        said.append(
            ngettext(
                "What is sent within %(count)d second is sent back.",
                "What is sent within %(count)d seconds is sent back.",
                seconds,
            )
            % {"count": seconds}
        )
    return " ".join(said) or _("Nothing is refused yet.")


_SENTENCES: dict[str, Callable[[Rule], str]] = {
    "first_posts": _first_posts,
    "words": _words,
    "links": _links,
    "files": _files,
    "mentions": _mentions,
    "flood": _flood,
    "same_text": _same_text,
    "messages": _messages,
    "mail": _mail,
    "form": _form,
}


def _ladder(figures: Iterable[int | None]) -> str:
    return "\u00a0·\u00a0".join(UNLIMITED if figure is None else str(figure) for figure in figures)


def _who(may: Callable[[Level], bool]) -> str:
    return ", ".join(str(level.name) for level in levels() if may(level)) or _("nobody")
