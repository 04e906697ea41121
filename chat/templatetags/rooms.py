"""What the templates of rooms say of a message: hours, days, notices."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name, localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chat import notices
from chat.days import day_label
from chat.tools import quoting

register = template.Library()


@register.simple_tag
def stamp(moment: datetime) -> str:
    """As a machine reads it: ``2026-11-22T09:12:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@register.simple_tag
def clock(moment: datetime) -> SafeString:
    """The hour, on the clock of the reader. Of a frame it is that of the house: ``data-clock`` tells the browser to set
    it right."""
    return _clock(int(moment.timestamp()), get_language() or "", get_current_timezone_name())


@lru_cache(maxsize=4096)
def _clock(stamped: int, language: str, zone: str) -> SafeString:
    moment = datetime.fromtimestamp(stamped, tz=UTC)
    here = localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}" data-clock>{}</time>',
        stamp(moment),
        date_format(here, "l j F Y, H:i"),
        date_format(here, "H:i"),
    )


@register.simple_tag
def permalink(message: Any) -> str:
    return f"{_messages()}{message.pk}/"


@register.simple_tag
def thread_link(pk: int) -> str:
    """The thread under a message, whether or not anybody has replied."""
    return f"{_messages()}{pk}/thread/"


@cache
def _messages() -> str:
    return reverse("chat:message", args=[0]).removesuffix("0/")


@register.simple_tag
def last_reply(moment: datetime | None) -> SafeString | str:
    """When somebody replied last: the hour today, the day before."""
    if moment is None:
        return ""
    here = localtime(moment)
    if here.date() == localdate():
        return format_html(escape(_("last one at %(time)s")).replace("%(time)s", "{}"), clock(moment))
    return _("last one on %(day)s") % {"day": date_format(here, "j F")}


@register.simple_tag
def clock_and_day(moment: datetime) -> SafeString:
    """A moment of another day, whole."""
    here = localtime(moment)
    return format_html('<time datetime="{}">{}</time>', stamp(moment), date_format(here, _("j M Y, H:i")))


@register.filter
def day_name(day: date) -> str:
    return day_label(day)


@register.simple_tag
def notice_words(message: Any) -> str:
    return notices.sentence(message)


@register.simple_tag
def notices_words(messages: list[Any]) -> str:
    return notices.summary(messages)


@register.simple_tag
def quote_of(message: Any) -> SafeString:
    """The place of what a message quotes: each reader sees of it what they may read."""
    return quoting.place_of_quote(message)


@register.simple_tag
def origin_of(message: Any) -> SafeString:
    """The place of the room from which a message was passed on."""
    return quoting.place_of_origin(message)
