"""How one is named where one's words are kept: for everywhere, and for one entry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts.models import CreditAs, User
from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled

from .actions import choose_credit, take_back_withdrawal, withdraw_credit
from .credits import credited_in, form_for, name_of
from .models import Entry
from .policies import can_choose_credit

MOST_SHOWN = 200


class CreditForm(forms.Form):
    form = forms.ChoiceField(
        label=gettext_lazy("How you are named there"), choices=CreditAs.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person.company_id is None:
            offered = [one for one in CreditAs.choices if one[0] != CreditAs.COMPANY]
            self.fields["form"].choices = offered  # type: ignore[attr-defined]


@login_required
@require_http_methods(["GET", "POST"])
@throttled("credits", limit=60, per_seconds=3600)
def credits_of_mine(request: SignedIn) -> HttpResponse:
    person = request.user
    form = CreditForm(request.POST or None, person=person, initial={"form": person.credit_as or None})
    if request.method == "POST" and form.is_valid():
        try:
            choose_credit(by=person, form=form.cleaned_data["form"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved. It holds everywhere from now on."))
            return redirect("content:credits")
    entries, unread = credited_in(person, most=MOST_SHOWN)
    context: dict[str, Any] = {
        "form": form,
        "may_choose": bool(can_choose_credit(person)),
        "shown_as": name_of(person),
        "is_named": form_for(person) != CreditAs.ANONYMOUS,
        "entries": entries,
        "unread": unread,
        "settings_tabs": tabs_for("content:credits"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "content/settings_credits.html", context, status=status)


@login_required
@require_POST
@throttled("credits", limit=60, per_seconds=3600)
def withdraw(request: SignedIn, entry_id: int) -> HttpResponse:
    """Take one's name off an entry; with ``back`` it stands there again."""
    entry = get_visible(Entry, request.user, pk=entry_id)
    if request.POST.get("back"):
        take_back_withdrawal(entry, by=request.user)
        messages.success(request, _("You are counted among its contributors again."))
    else:
        withdraw_credit(entry, by=request.user)
        messages.success(request, _("You are no longer among its contributors."))
    return redirect("content:credits")
