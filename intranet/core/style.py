"""/style/: every part of the interface, in every state. If a page needs something that is not there, it is added there
first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .templatetags.portico import icon_names

REACTIONS = ["bravi", "agree", "thanks", "smile", "idea", "looking"]
SWATCHES = [
    ("canvas", _("canvas, stone")), ("surface", _("surface")), ("sunken", _("sunken")), ("line", _("line")),
    ("ink", _("ink")), ("ink-2", _("ink-2")), ("ink-3", _("ink-3, the least for text")),
    ("accent", _("accent, persiana")), ("accent-soft", _("accent-soft")), ("street", _("street, cielo")),
    ("danger", _("danger, mattone")), ("caution", _("caution, ocra")),
]  # fmt: skip


@dataclass(frozen=True)
class Sitter:
    """Somebody who stands on the style page and nowhere else."""

    pk: int
    name: str
    initials: str
    tint: int
    job_title: str = ""
    is_customer: bool = False

    def get_absolute_url(self) -> str:
        return "#people"


PEOPLE = [
    Sitter(4, "Giulia Ferri", "GF", 5, "Product"),
    Sitter(1, "Maria Vittoria Alessandra", "MA", 2, "Responsabile Assistenza Clienti Area Nord-Est"),
    Sitter(6, "Matteo Riva", "MR", 7, "Firmware"),
    Sitter(2, "Luca Sala", "LS", 3, "Field service"),
    Sitter(5, "Sara Conti", "SC", 6, "Support"),
]
CUSTOMER = Sitter(9, "Warehouse lead", "WL", 3, "Customer, food logistics", is_customer=True)


class SpecimenForm(forms.Form):
    """One field of each sort, one of them wrong."""

    name = forms.CharField(label=_("Name of the space"), max_length=40)
    purpose = forms.CharField(
        label=_("What is it for?"), required=False, help_text=_("One line; people will read it in the list.")
    )
    visibility = forms.ChoiceField(
        label=_("Who can read it"),
        choices=[("open", _("Everyone in the company")), ("closed", _("Only people I add"))],
    )
    notices = forms.MultipleChoiceField(
        label=_("Tell me about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("posts", _("New posts")), ("comments", _("Every comment"))],
    )
    about = forms.CharField(label=_("About"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    archive = forms.BooleanField(label=_("Keep it after the project ends"), required=False)

    def clean_name(self) -> str:
        raise forms.ValidationError(_("There is already a space with this name. Add a place or a year."))


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Anybody may look: it shows no data of the house."""
    now = timezone.now()
    context: dict[str, Any] = {
        "swatches": SWATCHES,
        "icons": sorted(icon_names()),
        "reactions": REACTIONS,
        "people": PEOPLE,
        "customer": CUSTOMER,
        "form": SpecimenForm({"name": "Assistenza clienti Nord-Est", "visibility": "open", "notices": ["posts"]}),
        "moments": [now, now - timedelta(minutes=38), now - timedelta(hours=2), now - timedelta(days=1),
                    now - timedelta(days=4), now - timedelta(days=40), now - timedelta(days=500)],
        "tabs": [
            {"label": _("Posts"), "url": "#navigation", "current": True, "count": 47},
            {"label": _("Members"), "url": "#navigation", "count": 1204},
            {"label": _("About"), "url": "#navigation"},
        ],
    }  # fmt: skip
    return render(request, "style/style.html", context)
