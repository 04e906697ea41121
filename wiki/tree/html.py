"""The tree as HTML, put together from what one reader may see of it and kept by that.

Written in Python and not in a template: a page of the wiki has a hundred of these lines. They are the same for whoever
may see the same pages; in a frame, what only those who write may do is hidden from the others by the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from intranet.core.kept import Piece, Shelf
from intranet.core.templatetags.portico import icon_html
from intranet.spaces.models import Space
from wiki.models import Page

from .nodes import Branches, Node

_NOTHING = conditional_escape("")
# Of some 20 KB each.
_kept = Shelf(most=300, seconds=900)


def tree_html(found: Branches, *, url: str, at: int | None = None, new_url: str = "") -> SafeString:
    """The list of the whole tree, as far as it is open; ``at`` is the page one reads, ``url`` where more of it is asked
    for, ``new_url`` where those who write begin a page under another."""
    key = (get_language(), url, new_url, at, found.cut, tuple(found.levels.items()))
    if (piece := _kept.get(key)) is None:
        words = _Words(url, new_url)
        html = format_html('<ul class="tree-list" data-under="">{}</ul>', _items(found, None, at, words))
        piece = Piece(html)
        _kept.put(key, piece)
    return piece.filled(lambda place: _NOTHING)


def level_html(nodes: Iterable[Node], *, under: int | None, has_more: bool, url: str, new_url: str = "") -> SafeString:
    """The children of one page, closed, for a tree that has just opened it."""
    nodes = tuple(nodes)
    found = Branches({under: nodes}, frozenset({under} if has_more else ()))
    return _items(found, under, None, _Words(url, new_url))


def line_in_every_language(page: Page, space: Space, *, has_children: bool) -> dict[str, str]:
    """One line by itself, closed, for the frame that tells everybody in the space of it."""
    node = Node(
        page.pk,
        page.parent_id,
        page.title,
        page.slug,
        page.path,
        page.position,
        page.audience,
        page.is_template,
        has_children,
    )
    found = Branches({node.under: (node,)})
    said: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = _items(found, node.under, None, _Words(level_url(space), beginning_url(space)))
    return said


def level_url(space: Space) -> str:
    return reverse("wiki:tree", args=[space.slug])


def beginning_url(space: Space) -> str:
    return reverse("wiki:new", args=[space.slug])


class _Words:
    """What stands in every line, looked up once for a tree."""

    def __init__(self, url: str, new_url: str) -> None:
        self.level_url, self.new_url = url, new_url
        self.toggle = str(_("Pages under “%(title)s”"))
        self.add = str(_("New page under “%(title)s”"))
        self.template = _("Template")
        self.more = _("Show more pages")
        self.marks = {
            "public": _mark("globe", _("Public"), street=True),
            "customers": _mark("globe", _("Customers"), street=True),
            "circle": _mark("lock", _("Chosen readers")),
        }
        self.chevron = icon_html("next", "s")
        self.plus = icon_html("plus", "s")

    def mark_of(self, node: Node) -> SafeString:
        """Who reads it, where that is not the people of the space."""
        return self.marks.get(node.audience.partition("_")[0], _NOTHING)

    def add_under(self, node: Node) -> SafeString:
        if not self.new_url:
            return _NOTHING
        label = self.add % {"title": node.title}
        return format_html(
            '<a class="tree-add" href="{}?under={}" aria-label="{}">{}</a>', self.new_url, node.pk, label, self.plus
        )


def _mark(icon: str, word: str, *, street: bool = False) -> SafeString:
    look = " tree-mark--street" if street else ""
    return format_html(
        '<span class="tree-mark{}" title="{}">{}<span class="visually-hidden"> ({})</span></span>',
        look,
        word,
        icon_html(icon, "s"),
        word,
    )


def _items(found: Branches, under: int | None, at: int | None, words: _Words) -> SafeString:
    nodes = found.under(under)
    lines = format_html_join("", "{}", ((_line(node, found, at, words),) for node in nodes))
    if under not in found.cut or not nodes:
        return lines
    url = f"{words.level_url}?under={under or ''}&after={nodes[-1].pk}"
    more = format_html('<li class="tree-more"><a href="{}" data-more>{}</a></li>', url, words.more)
    return format_html("{}{}", lines, more)


def _line(node: Node, found: Branches, at: int | None, words: _Words) -> SafeString:
    is_open = bool(found.under(node.pk))
    inside = _items(found, node.pk, at, words) if is_open else _NOTHING
    return format_html(
        '<li data-node="{pk}"{children}><div class="tree-row">'
        '<button class="tree-toggle" type="button" aria-expanded="{open}" aria-label="{toggle}">{chevron}</button>'
        '<a href="/wiki/{pk}-{slug}/"{current}>{title}{readers}{mark}</a>'
        '{add}</div><ul data-under="{pk}"{closed}>{inside}</ul></li>',
        pk=node.pk,
        children=" data-children" if node.has_children else "",
        open="true" if is_open else "false",
        toggle=words.toggle % {"title": node.title},
        chevron=words.chevron,
        slug=node.slug,
        current=format_html(' aria-current="{}"', "page") if node.pk == at else "",
        title=node.title,
        readers=words.mark_of(node),
        mark=format_html(' <small class="muted">{}</small>', words.template) if node.is_template else "",
        add=words.add_under(node),
        closed="" if is_open else " hidden",
        inside=inside,
    )
