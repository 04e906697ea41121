"""How a piece of evidence reads."""

from __future__ import annotations

from django import template

from intranet.content import evidence
from intranet.insights.models import Evidence

register = template.Library()


@register.simple_tag
def evidence_said(piece: Evidence) -> str:
    source = evidence.known(piece.source)
    return source.said(1) if source is not None else ""
