"""``{% url %}`` as everywhere, but for what was put together before (``core/known_addresses.py``)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as djangos_url
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from intranet.core.known_addresses import known_address

register = template.Library()


class KnownURLNode(URLNode):
    def render(self, context: template.Context) -> str:
        named = tuple((name, value.resolve(context)) for name, value in self.kwargs.items())
        args = tuple(arg.resolve(context) for arg in self.args)
        try:
            address = known_address(self.view_name.resolve(context), args, named, _app_of(context))
        except NoReverseMatch:
            # Django says what there is to say, or leaves the name empty where one was asked for.
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = address
            return ""
        return str(conditional_escape(address)) if context.autoescape else address


def _app_of(context: Any) -> str | None:
    """As Django's own tag has it: the application that the page belongs to."""
    request = getattr(context, "request", None)
    if request is None:
        return None
    try:
        return request.current_app
    except AttributeError:
        match = getattr(request, "resolver_match", None)
        return match.namespace if match else None


@register.tag
def url(parser: Parser, token: Token) -> KnownURLNode:
    node = djangos_url(parser, token)
    return KnownURLNode(node.view_name, node.args, node.kwargs, node.asvar)
