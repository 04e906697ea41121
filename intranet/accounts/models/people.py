"""People: who they are, whom they work for, and what each reader may learn of them."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from intranet.accounts import together
from intranet.accounts.names import RESERVED_HANDLES
from intranet.core.free_address import save_at_free_address
from intranet.core.known_addresses import path_to
from intranet.core.text import fold, slug_for

from .firms import Company, CompanyAssignment, Department

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

TINTS = 8
_HANDLES: dict[str, Any] = {"longest": 30, "fallback": "person"}


class UserQuerySet(models.QuerySet["User"]):
    def active(self, at: datetime | None = None) -> UserQuerySet:
        """Whose account is open now: an agency guest's only until its day, whether or not the broom has been; and
        nobody's who is suspended."""
        moment = at or now()
        in_time = Q(access_until=None) | Q(access_until__gt=moment)
        not_suspended = Q(suspended_until=None) | Q(suspended_until__lte=moment)
        return self.filter(in_time, not_suspended, is_active=True, is_system=False)

    def staff(self) -> UserQuerySet:
        return self.filter(kind=User.Kind.STAFF)

    def visible_to(self, viewer: User | AnonymousUser) -> UserQuerySet:
        """The people whose page this viewer may open and whom lists may offer.

        Staff: everybody. A customer: the own company and the staff facing it. An agency guest: staff and other
        agency guests of the spaces both are in. Both: staff whom they meet somewhere else (``together.py``), such as a
        room; there they may meet customers of other firms, who stay strangers everywhere else. A guest: nobody (a
        byline on something that may be read is not a list of people).
        """
        if not viewer.is_authenticated or not viewer.is_active:
            return self.none()
        people = self.filter(is_system=False)
        if (known := viewer.__dict__.get("_people_known")) is not None:  # looked through by an admin
            return people.filter(pk__in=known)
        if viewer.kind == User.Kind.STAFF:
            return people
        if viewer.kind == User.Kind.AGENCY:
            beside = User.objects.active().exclude(kind=User.Kind.CUSTOMER).filter(spaces__members=viewer)
            return people.filter(Q(pk=viewer.pk) | Q(pk__in=beside.values("pk")) | _met(viewer))
        if viewer.company_id is None:
            return people.filter(Q(pk=viewer.pk) | _met(viewer))
        facing = CompanyAssignment.objects.filter(company_id=viewer.company_id).values("person_id")
        return people.filter(
            Q(kind=User.Kind.CUSTOMER, company_id=viewer.company_id)
            | Q(kind=User.Kind.STAFF, is_active=True, pk__in=facing)
            | _met(viewer)
        )

    def matching(self, text: str) -> UserQuerySet:
        """People whose name or handle has every word of ``text``; accents and case do not matter. Ask it of people
        that the viewer may see: they are found by the name behind a pseudonym, too."""
        people = self
        for word in fold(text).split():
            people = people.filter(Q(folded_name__contains=word) | Q(folded_real_name__contains=word))
        return people

    def with_byline(self) -> UserQuerySet:
        """With what a byline shows, so that a list of people costs one query."""
        return self.select_related("company", "department")


def _met(viewer: User) -> Q:
    met = Q(pk__in=[])
    for ids in together.met_by(viewer):
        met |= Q(kind=User.Kind.STAFF, is_active=True, pk__in=ids)
    return met


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person, with a free handle made from the name unless one is given. ``password=None``: cannot sign in."""
        fields.setdefault("name", email.partition("@")[0])
        person = self.model(email=normal_email(email), **fields)
        person.set_password(password)
        if person.handle:
            person.save()
        else:
            self.save_at_free_handle(person)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, kind=User.Kind.STAFF, role=User.Role.ADMIN, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=normal_email(email or ""))

    def free_handle(self, name: str) -> str:
        return slug_for(name, taken=self._is_taken, **_HANDLES)

    def save_at_free_handle(self, person: User, **how: Any) -> None:
        """Under a handle of the name; IntegrityError for an address that has an account."""
        save_at_free_address(person, person.name, taken=self._is_taken, field="handle", **_HANDLES, **how)

    def _is_taken(self, handle: str) -> bool:
        return handle in RESERVED_HANDLES or self.filter(handle=handle).exists()

    def system(self) -> User:
        """The person of whatever nobody did: automatic posts, closing of stale things."""
        return self.get_or_create(
            handle="portico",
            defaults={"email": "portico@localhost", "name": "Portico", "kind": User.Kind.STAFF, "is_system": True},
        )[0]


def normal_email(email: str) -> str:
    return unicodedata.normalize("NFKC", email).strip().lower()


class CreditAs(models.TextChoices):
    NAME = "name", _("By name")
    COMPANY = "company", _("By company")
    ANONYMOUS = "anonymous", _("Without a name")


class User(AbstractBaseUser):
    """A person: staff, a customer, or an agency guest. Deactivation is the one switch that ends all access."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff")
        CUSTOMER = "customer", _("Customer")
        # Somebody of another firm who works with us for a while, in named spaces and nowhere else.
        AGENCY = "agency", _("Agency guest")
        # A program that writes under a name of its own. Always ``is_system``: in no list and with no way to sign in.
        BOT = "bot", _("Bot")

    class Role(models.TextChoices):
        NONE = "", _("None")
        MODERATOR = "moderator", _("Moderator")
        ADMIN = "admin", _("Admin")

    email = models.EmailField(_("e-mail"), unique=True)
    handle = models.SlugField(_("handle"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    folded_name = models.CharField(max_length=140, editable=False, default="", db_index=True)
    folded_role = models.CharField(max_length=100, editable=False, default="")
    # The name behind the pseudonym; empty for whoever writes under none.
    real_name = models.CharField(_("real name"), max_length=80, blank=True, editable=False, default="")
    folded_real_name = models.CharField(max_length=80, blank=True, editable=False, default="")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CUSTOMER)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, blank=True, default=Role.NONE)

    company = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("company")
    )
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("department")
    )
    manager = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("manager")
    )
    job_title = models.CharField(_("role in the firm"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    location = models.CharField(_("place of work"), max_length=80, blank=True)
    bio = models.TextField(_("about"), max_length=2000, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=30, blank=True)
    interests = models.CharField(_("interests"), max_length=300, blank=True)
    website = models.URLField(_("personal link"), max_length=300, blank=True)
    birth_day = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    birth_month = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    celebrate_birthday = models.BooleanField(_("may be congratulated on birthdays"), default=True)
    started_on = models.DateField(_("works here since"), null=True, blank=True)
    celebrate_start = models.BooleanField(_("may be congratulated on anniversaries at work"), default=True)
    # Field name -> audience string. What is not here has the default of accounts/profiles.py.
    field_audiences = models.JSONField(default=dict, blank=True, editable=False)
    # The random name under which the picture is served; accounts/avatars.py keeps the files.
    avatar = models.CharField(max_length=32, blank=True, editable=False)

    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Rome")
    show_presence = models.BooleanField(_("show when I am here"), default=True)
    # What one has read, to those one reads it with. Who keeps it back does not see that of others either.
    show_reading = models.BooleanField(_("show others what I have read"), default=True)
    show_typing = models.BooleanField(_("show others when I write"), default=True)
    # The first steps on the home page have been put away.
    has_settled = models.BooleanField(default=False, editable=False)
    shortcuts = models.BooleanField(_("single-key shortcuts"), default=True)

    # Of customers who want one: it then stands as ``name``, on every road, and ``real_name`` has the other.
    pseudonym = models.CharField(_("pseudonym"), max_length=80, blank=True)
    # How a customer whose words become documentation is named there; empty: not asked yet, so not at all.
    credit_as = models.CharField(_("named as"), max_length=9, choices=CreditAs.choices, blank=True, default="")
    # Of customers: 0 for a newcomer, 4 for somebody who guides others (moderation/trust). Staff stand above all.
    trust = models.PositiveSmallIntegerField(default=0, editable=False)
    # Until when this person reads and writes nothing; and until when the account counts as closed on every road
    # (moderation/sanctioning).
    silenced_until = models.DateTimeField(null=True, blank=True, editable=False)
    suspended_until = models.DateTimeField(null=True, blank=True, editable=False)
    # Whether a warning waits to be read: until then nothing else opens (threshold).
    has_warning = models.BooleanField(default=False, editable=False)

    is_active = models.BooleanField(_("active"), default=True)
    is_system = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=now)
    deactivated_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Of agency guests: when the account ends by itself.
    access_until = models.DateTimeField(_("access until"), null=True, blank=True, editable=False)
    # When everything personal was taken out of the account; what is left is an author without a face.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What the picture weighs, for the person's share of the disk.
    avatar_bytes = models.PositiveIntegerField(default=0, editable=False)
    # Part of what a session is checked against: raising it ends every session there is, found or not.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    # What this person has agreed to, spelled as ``SiteSettings.consent_asked``; the evidence is in ``Consent``.
    consent_given = models.CharField(max_length=40, blank=True, editable=False, default="")

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=Q(kind="staff") | Q(role=""), name="only_staff_have_roles"),
            models.CheckConstraint(condition=Q(kind="customer") | Q(company=None), name="staff_have_no_company"),
            models.CheckConstraint(
                condition=Q(kind="agency", access_until__isnull=False) | (~Q(kind="agency") & Q(access_until=None)),
                name="agency_guests_have_an_end",
            ),
            models.CheckConstraint(condition=~Q(kind="bot") | Q(is_system=True), name="bots_are_nobody"),
        ]

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:  # type: ignore[override] # as in 5.2
        """An account whose day has come, or that is suspended, is closed as soon as it is read, on every road, whatever
        its row still says."""
        person = super().from_db(db, field_names, values)
        ends = person.__dict__.get("access_until")
        if (ends is not None and ends <= now()) or person.is_suspended:
            person.is_active = False
        return person

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = normal_email(self.email)
        self.folded_name = fold(f"{self.name} {self.handle}")[:140]
        self.folded_role = fold(self.job_title)[:100]
        self.folded_real_name = fold(self.real_name)[:80]
        told_apart = {"name", "handle", "job_title", "real_name"}
        if (fields := kwargs.get("update_fields")) is not None and told_apart & set(fields):
            kwargs["update_fields"] = {*fields, "folded_name", "folded_role", "folded_real_name"}
        # Who is suspended reads as closed, and is not closed by being saved.
        only_suspended = fields is None and self.is_suspended and self.deactivated_at is None
        self.is_active = self.is_active or only_suspended
        super().save(*args, **kwargs)
        self.is_active = self.is_active and not self.is_suspended

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def get_absolute_url(self) -> str:
        return path_to("accounts:person", self.handle)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        salt = "intranet.accounts.models.User.session"
        return salted_hmac(salt, f"{self.session_epoch}:{self.password}", secret=secret, algorithm="sha256").hexdigest()

    @property
    def full_name(self) -> str:
        """The real name: for the person, the own company and the staff. Everywhere else ``name`` stands, which for who
        writes under a pseudonym is that."""
        return self.real_name or self.name

    @property
    def key(self) -> str:
        return f"user_{self.pk}"

    @property
    def audience(self) -> str:
        return self.key

    @property
    def avatar_url(self) -> str:
        return path_to("accounts:avatar", self.avatar, 256) if self.avatar else ""

    @property
    def avatar_small_url(self) -> str:
        return path_to("accounts:avatar", self.avatar, 64) if self.avatar else ""

    @property
    def tint(self) -> int:
        """1 to 8: the colour of the arch, the same everywhere."""
        return (self.pk or 0) % TINTS + 1

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace("(", " ").split() if word[0].isalnum()]
        return "".join(word[0] for word in [words[0], words[-1]][: len(words)]).upper() if words else "?"

    @property
    def is_suspended(self) -> bool:
        # What was not read with the row is not fetched for this alone.
        until = self.__dict__.get("suspended_until")
        return until is not None and until > now()

    @property
    def is_silenced(self) -> bool:
        return self.silenced_until is not None and self.silenced_until > now()

    @property
    def is_staff_member(self) -> bool:
        return self.kind == self.Kind.STAFF

    @property
    def is_agency(self) -> bool:
        return self.kind == self.Kind.AGENCY

    @property
    def is_bot(self) -> bool:
        return self.kind == self.Kind.BOT

    @property
    def last_day(self) -> date | None:
        """The last day on which an agency guest comes in, on the reader's clock."""
        return localdate(self.access_until - timedelta(seconds=1)) if self.access_until else None

    @property
    def role_line(self) -> str:
        """What stands beside the name wherever this person writes: the role, else the team, of staff; of customers
        and bots only that they are. Whom they work for is for staff and their own firm. Reads department: select it."""
        if self.is_bot:
            return str(User.Kind.BOT.label)
        if self.is_customer:
            return str(User.Kind.CUSTOMER.label)
        if self.is_agency:
            label = str(User.Kind.AGENCY.label)
            return f"{label}, {self.job_title}" if self.job_title else label
        return self.job_title or (self.department.name if self.department is not None else "")

    @property
    def is_customer(self) -> bool:
        return self.kind == self.Kind.CUSTOMER

    @property
    def is_admin(self) -> bool:
        return self.is_active and self.role == self.Role.ADMIN

    @property
    def is_moderator(self) -> bool:
        """Keeps order over public and customer content; admins do too."""
        return self.is_active and self.role in (self.Role.MODERATOR, self.Role.ADMIN)

    # What Django's admin asks.
    @property
    def is_staff(self) -> bool:
        return self.is_admin

    @property
    def is_superuser(self) -> bool:
        return self.is_admin

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_admin

    def has_perms(self, perms: list[str], obj: object = None) -> bool:
        return self.is_admin

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_admin
