"""Somebody's part in the pages of the wiki."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import Contribution


def _register() -> None:
    table("contributions", _("Parts in pages of the wiki"), Contribution, goes=False, order=52)


_register()
