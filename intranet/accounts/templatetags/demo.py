"""``{% load demo %}{% demo_logins as logins %}``: for the sign-in page."""

from __future__ import annotations

from django import template

from intranet.accounts import demo_logins as demonstration

register = template.Library()


@register.simple_tag
def demo_logins() -> list[demonstration.DemoLogin]:
    return demonstration.demo_logins()
