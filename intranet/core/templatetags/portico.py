"""The tags every template has without loading them: icons, people, times, numbers and the doors of the house."""

from __future__ import annotations

import difflib
import re
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from intranet.core.kept_parts import kept_for, place_for, told_for
from intranet.core.navigation import is_outside, is_shut
from intranet.core.sheets import sheet_for
from intranet.core.shell import Doors, get
from intranet.core.text import excerpt

register = template.Library()

SPRITE = "icons.svg"


# --- {% icon "name" size="s" %} -----------------------------------------------------------------------------------
@cache
def icon_names() -> frozenset[str]:
    """What the sprite can draw."""
    path = finders.find(SPRITE)
    if not path:
        return frozenset()
    with open(path, encoding="utf-8") as sprite:
        return frozenset(re.findall(r'<symbol id="([\w-]+)"', sprite.read()))


@lru_cache(maxsize=512)
def icon_html(name: str, size: str = "") -> SafeString:
    css = f"icon icon--{size}" if size else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', css, static(SPRITE), name
    )


class IconNode(Node):
    """An icon whose name is only known when the page is rendered."""

    def __init__(self, name: FilterExpression, size: FilterExpression | None) -> None:
        self.name = name
        self.size = size

    def render(self, context: template.Context) -> str:
        size = self.size.resolve(context) if self.size else ""
        return icon_html(str(self.name.resolve(context)), str(size or ""))


@register.tag("icon")
def icon(parser: Parser, token: Token) -> Node:
    """``{% icon "lock" %}`` or ``{% icon door.item.icon size="s" %}``. Always decoration: what it means is said by a
    word beside it or by the ``aria-label`` of its button.

    Written out when the template is compiled where the name is a literal: a page of thirty cards has hundreds.
    """
    bits = token.split_contents()[1:]
    if not bits or len(bits) > 2 or (len(bits) == 2 and not bits[1].startswith("size=")):
        raise template.TemplateSyntaxError('{% icon "name" size="s" %}: a name, and perhaps a size')
    name = parser.compile_filter(bits[0])
    size = parser.compile_filter(bits[1].removeprefix("size=")) if len(bits) == 2 else None
    if bits[0][0] not in "'\"" or (size and bits[1][5] not in "'\""):
        return IconNode(name, size)
    literal = str(name.resolve(template.Context()))
    known = icon_names()
    if known and literal not in known:
        near = ", ".join(difflib.get_close_matches(literal, known, n=4, cutoff=0.3))
        raise template.TemplateSyntaxError(f"There is no icon {literal!r} in static/{SPRITE}. Near: {near or 'none'}.")
    return TextNode(icon_html(literal, str(size.resolve(template.Context())) if size else ""))


# --- {% avatar person size="s" here=True %} -----------------------------------------------------------------------
@register.simple_tag
def avatar(person: Any, size: str = "", here: Any = None) -> SafeString:
    """A person in an arch. ``here`` is True, False or "away"; presence.js keeps it true while the page is open.

    Always decoration: the name stands beside it, or the link around it has one.
    """
    small = size in ("xs", "s")
    picture = str(getattr(person, "avatar_small_url" if small else "avatar_url", "") or "")
    guest = bool(getattr(person, "is_customer", False) or getattr(person, "is_agency", False))
    mark = "away" if here == "away" else "here" if here else ""
    css = "avatar" + (f" avatar--{size}" if size else "") + (" avatar--guest" if guest else "")
    return _avatar_html(css, person.pk or 0, person.tint, picture or person.initials, bool(picture), mark)


@lru_cache(maxsize=4096)
def _avatar_html(  # noqa: PLR0917 - a cache's key
    css: str, key: int, tint: int, face: str, is_picture: bool, mark: str
) -> SafeString:
    inside = format_html('<img src="{}" alt="" loading="lazy" decoding="async">', face) if is_picture else face
    presence = format_html(' data-here="{}"', mark) if mark else ""
    return format_html(
        '<span class="{}" data-tint="{}" data-person="{}"{} aria-hidden="true">{}</span>',
        css, tint, key, presence, inside,
    )  # fmt: skip


# --- {% when moment %} --------------------------------------------------------------------------------------------
@register.simple_tag
def when(moment: datetime | None) -> SafeString | str:
    """How long ago, in words, with the whole date as the title. <time-ago> keeps it true while the page is open."""
    if moment is None:
        return ""
    zone = timezone.get_current_timezone_name()
    return _when_html(int(moment.timestamp()), _ago(moment), get_language() or "", zone)


@lru_cache(maxsize=4096)
def _when_html(stamp: int, ago: str, language: str, zone: str) -> SafeString:
    moment = datetime.fromtimestamp(stamp, tz=timezone.get_current_timezone())
    utc = moment.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%dT%H:%M:%SZ")
    title = date_format(moment, "l j F Y, H:i")
    return format_html('<time-ago><time datetime="{}" title="{}">{}</time></time-ago>', utc, title, ago)


def _ago(moment: datetime) -> str:
    """The same words as static/js/time-ago.js, for readers without scripts and until it has started."""
    here, now = timezone.localtime(moment), timezone.localtime()
    seconds = (now - here).total_seconds()
    if -60 < seconds < 60:
        return _("now")
    if 0 < seconds < 3600:
        return ngettext("%(count)s min", "%(count)s min", int(seconds // 60)) % {"count": int(seconds // 60)}
    days = (now.date() - here.date()).days
    if seconds > 0 and days == 0:
        return ngettext("%(count)s h", "%(count)s h", int(seconds // 3600)) % {"count": int(seconds // 3600)}
    if days == 1:
        return _("Yesterday")
    if 1 < days < 7:
        return date_format(here, "D")
    return date_format(here, _("j M") if here.year == now.year else _("j M Y"))


# --- numbers and limits -------------------------------------------------------------------------------------------
@register.filter
def compact(number: int | None) -> str:
    """1204 as 1,204; from ten thousand on 12k, from a million on 1.2M."""
    value = int(number or 0)
    if 0 <= value < 1000:
        return str(value)
    if value < 10_000:
        return number_format(value, use_l10n=True, force_grouping=True)
    if value < 1_000_000:
        return f"{value // 1000}k"
    return f"{number_format(value / 1_000_000, decimal_pos=1)}M"


@register.filter
def capped(number: int | None, most: int = 99) -> str:
    """A number for a small badge: "99+" beyond ``most``."""
    value = int(number or 0)
    return f"{most}+" if value > most else str(value)


# --- the shell ----------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def doors(context: template.Context) -> Doors:
    """``{% doors as doors %}``: the rail's groups and the bottom bar for this reader on this page."""
    return Doors(context.get("request"), context.get("rail"))


# --- {% kept "components/_part.html" name=… %} and what it leaves open ----------------------------------------------
@register.simple_tag(takes_context=True)
def kept(context: template.Context, part: str, /, **facts: Any) -> SafeString:
    """An ``{% include … only %}`` that is rendered once for all who are told the same (``core/kept_parts.py``)."""
    return kept_for(context.get("request"), part, **facts)


@register.simple_tag(takes_context=True)
def told(context: template.Context, part: str, /, **facts: Any) -> SafeString:
    """The same part for what is true of this page alone, as words that somebody typed: it is not kept."""
    return told_for(context.get("request"), part, **facts)


register.simple_tag(place_for)


@register.simple_tag(takes_context=True)
def open_url(context: template.Context, name: str) -> str:
    """``{% open_url "forum:ask" as ask_url %}``: the address, or nothing where its door is shut for this reader."""
    try:
        address = reverse(name)
    except NoReverseMatch:
        return ""
    viewer = getattr(context.get("request"), "user", None)
    return "" if is_outside(viewer) and is_shut(address) else address


register.filter("get", get)
register.filter("excerpt", excerpt)


@register.simple_tag
def house() -> Any:
    """The site's settings, for the shell: some views of allauth give their pages another ``site``."""
    from intranet.core.models import SiteSettings  # noqa: PLC0415 - tags are loaded before the models

    return SiteSettings.current()


@register.simple_tag
def banner_here(request: Any) -> Any:
    """``{% banner_here request as banner %}``: the line that admins have set, for who reads this page; or None."""
    from intranet.core.banner import banner_for  # noqa: PLC0415 - tags are loaded before the models

    return banner_for(getattr(request, "user", None))


@register.simple_tag
def theme_choice(request: Any) -> str:
    """Light, dark, or nothing for the reader's system: written on <html>, so the first paint is right."""
    choice = request.COOKIES.get("portico_theme", "") if request else ""
    return choice if choice in ("light", "dark") else ""


@register.simple_tag
def text_choice(request: Any) -> str:
    """The size of the text that the reader chose on this device; nothing for the usual one."""
    choice = request.COOKIES.get("portico_text", "") if request else ""
    return choice if choice in ("large", "larger") else ""


@register.simple_tag
def js_catalog_url() -> str:
    """The address of the scripts' words in the page's language; it changes when they do."""
    from intranet.core.js_catalog import catalog_url  # noqa: PLC0415 - only whole pages need it

    return catalog_url(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def part_sheet(context: template.Context) -> str:
    """The link to the style sheet of the part that this page belongs to, where that has one of its own."""
    sheet = sheet_for(context.template_name)
    return format_html('<link rel="stylesheet" href="{}">', static(sheet)) if sheet else ""


# --- {% steady %}…{% endsteady %} -----------------------------------------------------------------------------------
class SteadyNode(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._by_language: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        language = get_language()
        if settings.DEBUG or language not in self._by_language:
            self._by_language[language] = self.nodelist.render(context)
        return SafeString(self._by_language[language])


@register.tag("steady")
def steady(parser: Parser, token: Token) -> Node:
    """A part of the shell that depends on the language alone is rendered once per process.

    Nothing about the request, the reader or the site's settings may stand inside: it would be shown to everybody.
    """
    nodelist = parser.parse(("endsteady",))
    parser.delete_first_token()
    return SteadyNode(nodelist)


# --- {% capture as name %}…{% endcapture %} ------------------------------------------------------------------------
class CaptureNode(Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> str:
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return ""


@register.tag("capture")
def capture(parser: Parser, token: Token) -> Node:
    """Say a block once and use it twice, as <title> and as the top bar's name."""
    bits = token.split_contents()
    if len(bits) != 3 or bits[1] != "as":
        raise template.TemplateSyntaxError("{% capture as name %}…{% endcapture %}")
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, bits[2])
