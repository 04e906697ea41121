"""What a person wrote into documents is in the copy as the text of its page. Of the log there is who wrote when."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import Update

table("typed", _("When you wrote in pages"), Update, also=["document__name"], without=["data"], goes=False, order=27)
