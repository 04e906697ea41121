"""The site's settings as a form of the back office; each change goes into the audit trail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.actions import change_site_settings
from intranet.core.models import SiteSettings
from intranet.core.navigation import street_doors
from intranet.realtime.publish import revoke
from intranet.realtime.units import action


def choices_of_doors() -> list[tuple[str, Any]]:
    """The doors of the street, as they can be shut."""
    return [(item.name, item.label) for item in street_doors()]


class SiteSettingsForm(forms.ModelForm):
    enabled_languages = forms.MultipleChoiceField(
        label=_("Languages on offer"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )

    shut_doors = forms.MultipleChoiceField(
        label=_("Shut for guests and customers"),
        choices=choices_of_doors,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Behind them there is nothing for who does not work here. What was written stays."),
    )

    class Meta:
        model = SiteSettings
        fields = (
            "name",
            "logo",
            "accent_hue",
            "default_language",
            "enabled_languages",
            "sign_up_open",
            "second_factor_for",
            "max_upload_mb",
            "daily_upload_mb",
            "person_storage_mb",
            "house_storage_gb",
            "max_attachments",
            "max_body_length",
            "link_cards",
            "mail_grace_minutes",
            "team_mention_warns_above",
            "team_mention_most",
            "chat_edit_minutes",
            "chat_delete_minutes",
            "chat_summon_most",
            "chat_keep_days",
            "chat_call_link",
            "robots_may_index",
            "documented_from_views",
            "documented_from_voices",
            "front_page",
            "shut_doors",
            "front_text",
            "contact_phone",
            "contact_address",
            "footer_text",
            "support_email",
            "read_only",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        site = SiteSettings.objects.filter(pk=1).first() or SiteSettings(pk=1)
        super().__init__(*args, **{**kwargs, "instance": site})


def save_site_settings(form: SiteSettingsForm, *, by: User) -> dict[str, list[Any]]:
    """Write what changed and note it. ValidationError for a value that makes no sense."""
    wanted = {name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data}
    return set_site(by=by, **wanted)


@action
def set_site(*, by: User, **wanted: Any) -> dict[str, list[Any]]:
    """Set some of the settings and note it; answers what changed, as ``{name: [before, after]}``."""
    changed: dict[str, Any] = change_site_settings(by=by, **wanted)
    if changed:
        record("core.site.changed", by=by, on=SiteSettings.current(), audience="", **changed)
    if "second_factor_for" in changed:
        # Who is now held back has open pages, whose sockets go on otherwise.
        revoke(everyone=True)
    return changed
