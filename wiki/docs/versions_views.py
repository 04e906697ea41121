"""Saying for which versions of the products a page is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from intranet.content.actions import apply_to_versions
from intranet.content.models import ProductVersion
from intranet.content.policies import can_say_versions
from intranet.content.products import by_product, versions_by_entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from wiki.models import Page


class VersionsForm(forms.Form):
    versions = forms.ModelMultipleChoiceField(
        ProductVersion.objects.all(),
        label=gettext_lazy("Versions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: it is for all. What stands under the page follows it, unless it says otherwise."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(version.pk, str(version)) for line in by_product().values() for version in line]
        self.fields["versions"].widget.choices = choices


@login_required
@require_http_methods(["GET", "POST"])
def versions(request: SignedIn, page_id: int) -> HttpResponse:
    page = get_visible(Page.objects.select_related("space"), request.user, pk=page_id)
    require(can_say_versions(request.user, page))
    mine = versions_by_entry([page.pk]).get(page.pk, [])
    form = VersionsForm(request.POST or None, initial={"versions": [version.pk for version in mine]})
    if request.method == "POST":
        # A form without a single box checked is one, too.
        form = VersionsForm(request.POST)
        if form.is_valid():
            apply_to_versions(page, by=request.user, versions=form.cleaned_data["versions"])
            messages.success(request, _("Saved"))
            return redirect(page)
    context = {"page": page, "form": form, "has_products": bool(by_product())}
    return render(request, "wiki/docs/versions.html", context, status=422 if form.is_bound else 200)
