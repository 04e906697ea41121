"""The organisation chart, for staff."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.accounts import policies
from intranet.accounts.actions import vacancies as actions
from intranet.accounts.chart import chart_of, colleagues_of
from intranet.accounts.models import Department, User, Vacancy
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible


class VacancyForm(forms.Form):
    job_title = forms.CharField(label=gettext_lazy("Role in the firm"), max_length=80)
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"), queryset=Department.objects.none(), required=False
    )
    manager = forms.ModelChoiceField(
        label=gettext_lazy("Manager"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody: at the top of the chart"),
    )
    link = forms.CharField(
        label=gettext_lazy("Where it is described"),
        required=False,
        max_length=500,
        widget=forms.URLInput({"placeholder": "https://"}),
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["manager"].queryset = colleagues_of(viewer).order_by("folded_name")  # type: ignore[attr-defined]


@require_safe
@login_required
def chart(request: SignedIn, handle: str = "") -> HttpResponse:
    """The chart from its top, or around one colleague. A colleague who has left, or is none, is not there."""
    viewer = request.user
    require(policies.can_see_chart(viewer))
    person = get_visible(colleagues_of(viewer).with_byline(), viewer, handle=handle) if handle else None
    context = {"chart": chart_of(viewer, person, with_team=True), "may_manage": bool(policies.can_administer(viewer))}
    return render(request, "accounts/chart.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def vacancy_new(request: SignedIn) -> HttpResponse:
    require(policies.can_administer(request.user))
    handle = request.GET.get("manager", "")
    manager = colleagues_of(request.user).filter(handle=handle).first() if handle else None
    form = VacancyForm(request.POST or None, viewer=request.user, initial={"manager": manager})
    if request.method == "POST" and form.is_valid():
        try:
            vacancy = actions.open_vacancy(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(title)s is in the chart.") % {"title": vacancy})
            return redirect(*_chart_around(vacancy.manager))
    return render(request, "accounts/vacancy.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@login_required
def vacancy_close(request: SignedIn, pk: int) -> HttpResponse:
    require(policies.can_administer(request.user))
    vacancy = get_visible(Vacancy, request.user, pk=pk)
    manager = vacancy.manager
    actions.close_vacancy(vacancy, by=request.user)
    messages.success(request, _("%(title)s is out of the chart.") % {"title": vacancy})
    return redirect(*_chart_around(manager))


def _chart_around(person: User | None) -> tuple[str, ...]:
    return ("accounts:chart_of", person.handle) if person is not None else ("accounts:chart",)
