"""Changing what the firm has set for its house."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from .decisions import YES, Decision, no, require
from .images import BadImage, copy_at
from .models import SiteSettings
from .navigation import street_doors

LOGO_LONGEST = 512

# What a person may set; the rest is ours.
SETTABLE = frozenset(
    {
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
        "read_only",
        "robots_may_index",
        "documented_from_views",
        "documented_from_voices",
        "front_page",
        "shut_doors",
        "front_text",
        "contact_phone",
        "contact_address",
        "is_set_up",
        "footer_text",
        "support_email",
        "banner_text",
        "banner_text_it",
        "banner_level",
        "banner_for",
        "banner_until",
        "banner_dismissible",
    }
)


def can_change_site_settings(person: Any) -> Decision:
    if person.is_authenticated and person.is_admin:
        return YES
    return no(_("Only admins change the settings of the site."))


def change_site_settings(*, by: Any, **changes: Any) -> dict[str, list[Any]]:
    """Set some of them; answers what changed, as ``{name: [before, after]}``, for whoever keeps the record.

    Raises ``ValidationError`` for a value that makes no sense. Other processes see the change within five seconds.
    """
    require(can_change_site_settings(by))
    if strange := changes.keys() - SETTABLE:
        raise TypeError(f"No such settings: {', '.join(sorted(strange))}.")
    # Of those that are there now: a part that went has left its door shut, and hinders nothing.
    if not set(changes.get("shut_doors", ())) <= {item.name for item in street_doors()}:
        raise ValidationError({"shut_doors": _("There is no such door.")})
    if isinstance(changes.get("logo"), File):
        changes["logo"] = _clean_logo(changes["logo"])
    with transaction.atomic():
        site = SiteSettings.objects.select_for_update().filter(pk=1).first() or SiteSettings(pk=1)
        changed = {}
        for name, value in changes.items():
            before = _plain(getattr(site, name))
            setattr(site, name, value)
            if before != _plain(getattr(site, name)):
                changed[name] = [before, _plain(getattr(site, name))]
        site.full_clean(validate_unique=False, validate_constraints=False)
        if changed:
            site.save()
    return changed


def _clean_logo(file: File) -> ContentFile:
    try:
        return ContentFile(copy_at(file, LOGO_LONGEST), name=f"logo-{secrets.token_hex(8)}.webp")
    except BadImage as error:
        raise ValidationError({"logo": str(error)}) from error


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | str | list) else str(value)
