"""What a person has reported."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import Flag


def _register() -> None:
    # The words that were reported are somebody else's.
    kept_back = ["title", "body", "around", "decided_by_id", "decision_note"]
    table("reports", _("What you reported"), Flag, of="by", without=kept_back, goes=False, order=61)


_register()
