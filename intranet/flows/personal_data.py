"""Somebody's part in setting the house up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import AppliedPreset, SetUp

table("plans_owned", _("The plan you run"), SetUp, of="owner", goes=False, order=62)
table("plans_deputised", _("The plan you stand in for"), SetUp, of="deputy", goes=False, order=62)
table("presets_applied", _("Presets you applied"), AppliedPreset, of="by", goes=False, order=62)
table("presets_undone", _("Presets you took back"), AppliedPreset, of="undone_by", goes=False, order=62)
