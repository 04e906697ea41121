"""What is asked about the banner."""

from __future__ import annotations

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from intranet.core.models import BannerFor, BannerLevel, SiteSettings


class BannerForm(forms.Form):
    text = forms.CharField(
        label=_("Text"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One or two sentences. They stand above every page."),
    )
    text_it = forms.CharField(
        label=_("Text in Italian"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Without it, everybody reads the first."),
    )
    level = forms.ChoiceField(label=_("How it looks"), choices=BannerLevel.choices)
    shown_to = forms.ChoiceField(label=_("Who sees it"), choices=BannerFor.choices)
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=_("On your clock. Without it, it stays until you take it down."),
    )
    dismissible = forms.BooleanField(label=_("Readers may put it away"), required=False, initial=True)

    @staticmethod
    def as_it_is() -> dict[str, object]:
        site = SiteSettings.current()
        return {
            "text": site.banner_text,
            "text_it": site.banner_text_it,
            "level": site.banner_level,
            "shown_to": site.banner_for,
            "until": localtime(site.banner_until) if site.banner_until else None,
            "dismissible": site.banner_dismissible,
        }
