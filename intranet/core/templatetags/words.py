"""``{% translate "…" %}`` as everywhere; what is said with a literal is looked up once for each language.

A page says forty such words, and Django looks up and escapes each of them anew, on every page.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Parser, Token
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class KnownTranslateNode(TranslateNode):
    def __init__(self, node: Any) -> None:
        super().__init__(node.filter_expression, node.noop, node.asvar, node.message_context)
        self.is_literal = _is_literal(self.filter_expression) and (
            self.message_context is None or _is_literal(self.message_context)
        )
        self._known: dict[tuple[str | None, bool], SafeString] = {}

    def render(self, context: template.Context) -> str:
        if self.asvar or not self.is_literal or settings.DEBUG:
            return super().render(context)
        key = (get_language(), context.autoescape)
        if (known := self._known.get(key)) is None:
            # As the template would have written it: what had to be escaped is.
            known = self._known[key] = SafeString(super().render(context))
        return known


def _is_literal(said: FilterExpression) -> bool:
    # Plain text where Django's node has not made a variable of it.
    text = said.var if isinstance(said.var, str) else getattr(said.var, "literal", None)
    return text is not None and not said.filters


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> KnownTranslateNode:
    return KnownTranslateNode(do_translate(parser, token))
