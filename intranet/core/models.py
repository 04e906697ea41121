"""What a firm sets for its own house: one row, read on every page."""

from __future__ import annotations

import hashlib
import re
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .theme import stylesheet

# Hues that mean something by themselves: customers can see this (blue), danger (brick), caution (ochre).
_SPOKEN_FOR = (30, 76, 247)
_APART = 22
ACCENTS = {164: _("Shutter green"), 118: _("Olive"), 200: _("Petrol"), 300: _("Amethyst"), 345: _("Grape skin")}

_ENVELOPE = 16 * 1024
_REMEMBERED_SECONDS = 5.0
_remembered: tuple[float, SiteSettings] | None = None


def says_nothing_else(hue: int) -> None:
    """The accent may not look like a signal."""
    if any(abs((hue - other + 180) % 360 - 180) < _APART for other in _SPOKEN_FOR):
        raise ValidationError(_("This hue is too near the blue, red or ochre that carry a meaning of their own."))


def is_call_link(template: str) -> None:
    """Where a room holds its calls: an encrypted address in which {room} stands for the name of the call."""
    parts = urlsplit(template)
    if parts.scheme != "https" or not parts.hostname or re.search(r"[\s\"<>{}]", template.replace("{room}", "")):
        raise ValidationError(_("Give a whole address that begins with https://."))
    if "{room}" in parts.netloc or "{room}" not in template:
        raise ValidationError(_("Put {room} where the name of the call belongs, behind the name of the server."))


def every_language() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


class SecondFactorFor(models.TextChoices):
    """Of whom more than a password is demanded."""

    NOBODY = "nobody", _("Nobody")
    ADMINS = "admins", _("Admins")
    MODERATORS = "moderators", _("Moderators and admins")
    STAFF = "staff", _("All staff")


class FrontPage(models.TextChoices):
    """What stands at ``/`` for guests and customers."""

    FEED = "feed", _("What is new here")
    CONTACTS = "contacts", _("How to reach us, the documentation, and what people say")


class BannerLevel(models.TextChoices):
    INFO = "info", _("Information")
    CAUTION = "caution", _("Caution")
    DANGER = "danger", _("Outage or danger")


class BannerFor(models.TextChoices):
    EVERYONE = "everyone", _("Everyone, guests too")
    SIGNED_IN = "signed_in", _("Everyone who is signed in")
    STAFF = "staff", _("Staff")


class SiteSettings(models.Model):
    """Read it with ``SiteSettings.current()``, change it with ``core.actions.change_site_settings``."""

    name = models.CharField(_("name of the site"), max_length=60, default="Portico")
    logo = models.FileField(_("logo"), upload_to="site", blank=True)
    accent_hue = models.PositiveSmallIntegerField(
        _("accent colour"),
        default=164,
        validators=[MaxValueValidator(359), says_nothing_else],
        help_text=_("A hue from 0 to 359. Lightness and strength are fixed, so that text stays readable."),
    )
    default_language = models.CharField(
        _("language of who has chosen none"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    enabled_languages = models.JSONField(_("languages on offer"), default=every_language, blank=True)
    sign_up_open = models.BooleanField(_("customers may sign themselves up"), default=True)
    max_upload_mb = models.PositiveSmallIntegerField(
        _("largest file, in MB"), default=20, validators=[MinValueValidator(1), MaxValueValidator(2048)]
    )
    daily_upload_mb = models.PositiveIntegerField(
        _("most that one person uploads in a day, in MB"), default=500, validators=[MinValueValidator(1)]
    )
    person_storage_mb = models.PositiveIntegerField(
        _("most that one person keeps in files, in MB"),
        default=2048,
        help_text=_("Pictures of people count too. 0 for no limit."),
    )
    house_storage_gb = models.PositiveIntegerField(
        _("most that all keep in files, in GB"), default=0, help_text=_("0 for no limit but the disk.")
    )
    max_attachments = models.PositiveSmallIntegerField(
        _("most files on one entry"), default=10, validators=[MaxValueValidator(50)]
    )
    max_body_length = models.PositiveIntegerField(
        _("longest text, in characters"),
        default=50_000,
        validators=[MinValueValidator(1000), MaxValueValidator(200_000)],
    )
    second_factor_for = models.CharField(
        _("second step demanded of"),
        max_length=10,
        choices=SecondFactorFor.choices,
        default=SecondFactorFor.NOBODY,
        help_text=_("Who is demanded one and has none can do nothing but set one up. You may be the first."),
    )
    # The versions of terms and privacy that everybody must have agreed to, as accounts/terms.py spells them.
    consent_asked = models.CharField(max_length=40, blank=True, editable=False, default="")
    link_cards = models.BooleanField(
        _("show what linked pages say of themselves"),
        default=True,
        help_text=_("This server then reads, once, each public page that somebody links to."),
    )
    mail_grace_minutes = models.PositiveSmallIntegerField(
        _("minutes before a notification is mailed"),
        default=10,
        validators=[MaxValueValidator(1440)],
        help_text=_("What is read in the app meanwhile is not mailed. 0 mails at once."),
    )
    team_mention_warns_above = models.PositiveSmallIntegerField(
        _("people of a team from which naming it is warned of"),
        default=20,
        validators=[MinValueValidator(1)],
        help_text=_("Whoever names a larger team is told how many will hear of it, before."),
    )
    team_mention_most = models.PositiveSmallIntegerField(
        _("largest team that its members may name"),
        default=100,
        validators=[MinValueValidator(1)],
        help_text=_("Larger ones are named by their owners and moderators alone."),
    )
    chat_edit_minutes = models.PositiveIntegerField(
        _("minutes in which a chat message can be edited"), default=1440, help_text=_("0: at any time.")
    )
    chat_delete_minutes = models.PositiveIntegerField(
        _("minutes in which a chat message can be deleted by its author"), default=1440, help_text=_("0: at any time.")
    )
    chat_summon_most = models.PositiveSmallIntegerField(
        _("largest room in which everybody may call all with @room"),
        default=50,
        help_text=_("In larger ones its owners do."),
    )
    chat_keep_days = models.PositiveIntegerField(
        _("days for which chat messages are kept"),
        default=0,
        help_text=_("0: for ever. A room may be set to fewer or more."),
    )
    chat_call_link = models.CharField(
        _("where calls are held"),
        max_length=300,
        blank=True,
        validators=[is_call_link],
        help_text=_(
            "Such as https://meet.example.org/{room}: each room gets a name that nobody guesses. "
            "Without an address there are no calls."
        ),
    )
    robots_may_index = models.BooleanField(
        _("search engines may list the public pages"),
        default=True,
        help_text=_(
            "Off, every page asks them to stay away. What is public stays readable for whoever has its address."
        ),
    )
    # A solved topic is worth a page from so many readers on, or so many who have the question too.
    documented_from_views = models.PositiveIntegerField(
        _("readers from which a solved topic is worth a page"), default=20, validators=[MinValueValidator(1)]
    )
    documented_from_voices = models.PositiveSmallIntegerField(
        _("people with the same question from which a solved topic is worth a page"),
        default=2,
        validators=[MinValueValidator(1)],
    )
    front_page = models.CharField(
        _("front page for guests and customers"), max_length=10, choices=FrontPage.choices, default=FrontPage.FEED
    )
    # Names of doors of the street (``navigation``): behind them there is nothing for guests and customers.
    shut_doors = models.JSONField(_("shut for guests and customers"), default=list, blank=True)
    front_text = models.TextField(
        _("what the front page says of the firm"),
        max_length=600,
        blank=True,
        help_text=_("Two or three sentences: who you are, and what people find here."),
    )
    contact_phone = models.CharField(_("telephone"), max_length=60, blank=True)
    contact_address = models.CharField(_("where you are"), max_length=200, blank=True)
    is_set_up = models.BooleanField(default=False, editable=False)
    footer_text = models.CharField(_("line at the foot of pages"), max_length=300, blank=True)
    support_email = models.EmailField(_("address for help"), blank=True)
    # A line above every page; core/banner.py says when it stands there.
    banner_text = models.CharField(_("text"), max_length=300, blank=True, default="")
    banner_text_it = models.CharField(_("text in Italian"), max_length=300, blank=True, default="")
    banner_level = models.CharField(_("how it looks"), max_length=8, choices=BannerLevel.choices, default="info")
    banner_for = models.CharField(_("who sees it"), max_length=9, choices=BannerFor.choices, default="everyone")
    banner_until = models.DateTimeField(_("until"), null=True, blank=True)
    banner_dismissible = models.BooleanField(_("readers may put it away"), default=True)
    read_only = models.BooleanField(
        _("only reading"),
        default=False,
        help_text=_("For work on the house: nobody writes until you take this back here. Jobs under way go on."),
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_site_settings")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        self.forget()
        transaction.on_commit(self.forget)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ValidationError(_("The site always has settings; change them instead."))

    @classmethod
    def current(cls) -> SiteSettings:
        """The settings as they are, at most five seconds old. Shared between threads: read it, do not change it."""
        global _remembered  # noqa: PLW0603 - one snapshot per process is the point
        if _remembered is None or time.monotonic() - _remembered[0] > _REMEMBERED_SECONDS:
            _remembered = time.monotonic(), cls.objects.filter(pk=1).first() or cls(pk=1)
        return _remembered[1]

    @staticmethod
    def forget() -> None:
        """Let the next reader ask the database again."""
        global _remembered  # noqa: PLW0603
        _remembered = None

    def clean(self) -> None:
        known = set(every_language())
        if not isinstance(self.enabled_languages, list) or not set(self.enabled_languages) <= known:
            raise ValidationError({"enabled_languages": _("Choose from the languages that Portico speaks.")})
        if self.default_language not in self.enabled_languages:
            raise ValidationError({"default_language": _("The language of who has chosen none must be on offer.")})

    @property
    def key(self) -> str:
        return "site_1"

    @property
    def languages(self) -> list[tuple[str, Any]]:
        """(code, name) of what the language switch offers."""
        return [(code, name) for code, name in settings.LANGUAGES if code in self.enabled_languages]

    @property
    def languages_offered(self) -> tuple[str, ...]:
        """Their codes alone."""
        return tuple(code for code, _name in self.languages)

    @property
    def max_upload_bytes(self) -> int:
        """What one file may weigh: the firm's limit, within what the server takes in one request with its envelope."""
        return min(self.max_upload_mb * 2**20, settings.MAX_UPLOAD_BYTES - _ENVELOPE)

    @property
    def theme_version(self) -> str:
        """Changes when ``/theme.css`` does, so that a browser may keep it for ever."""
        return hashlib.sha256(stylesheet(self.accent_hue).encode()).hexdigest()[:12]

    @property
    def logo_version(self) -> str:
        return hashlib.sha256((self.logo.name or "").encode()).hexdigest()[:12] if self.logo else ""


class OldAddress(models.Model):
    """Where a page stood on the site that the firm had before, and where its readers are led now."""

    # As it was asked for there: a path, with its query where that made the difference.
    old = models.CharField(_("old address"), max_length=500, unique=True)
    new = models.CharField(_("leads to"), max_length=500)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["old"]

    def __str__(self) -> str:
        return self.old

    @property
    def key(self) -> str:
        return f"old_address_{self.pk}"
