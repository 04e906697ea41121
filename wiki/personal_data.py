"""Somebody's part in the pages of the wiki."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import Contribution, Opinion, Page, Watching


def _register() -> None:
    table("contributions", _("Parts in pages of the wiki"), Contribution, goes=False, order=52)
    table("pages_owned", _("Pages you answer for"), Page, of="owner", also=["title"], goes=False, order=53)
    table("opinions", _("What you said of pages"), Opinion, also=["page__title"], without=["guest"], order=54)
    table("watched_pages", _("Pages watched"), Watching, also=["page__title", "space__name"], order=55)


_register()
