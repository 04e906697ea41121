"""Addresses as programs are told them."""

from __future__ import annotations

from django.conf import settings


def absolute(path: str) -> str:
    return settings.SITE_URL + path
