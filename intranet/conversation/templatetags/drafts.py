"""What the server has of a half-written text, for the composer that stands on the page."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from intranet.conversation.drafts import as_json, kept_under

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_draft(context: template.Context, *key: Any) -> SafeString:
    """``<text-composer key="comment:12" {% kept_draft "comment:" 12 %}>``: for somebody who is signed in."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return conditional_escape("")
    return format_html('data-kept="{}"', _found(request, "".join(map(str, key))))


@register.simple_tag(takes_context=True)
def kept_form(context: template.Context, *key: Any) -> SafeString:
    """``<form {% kept_form "edit:" 12 %}>``: a plain form that is kept while one writes (static/js/keeping.js)."""
    name = "".join(map(str, key))
    kept = kept_draft(context, name)
    return format_html('data-kept-key="{}" {}', name, kept) if kept else kept


def _found(request: Any, key: str) -> str:
    draft = kept_under(key, request.user)
    return json.dumps(as_json(draft)) if draft is not None else "null"
