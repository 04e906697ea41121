"""``{% load letters %}``: what only mails need."""

from __future__ import annotations

from django import template

from intranet.core.letters.words import unlinked

register = template.Library()
register.filter("unlinked", unlinked)
