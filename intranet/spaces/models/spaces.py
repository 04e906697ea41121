"""A space, and who belongs to it as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Department
from intranet.core.known_addresses import path_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from intranet.accounts.models import User


# A space, what stands in it, and what stands in that: deeper trees are filing, not places.
LEVELS = 3


class SpaceQuerySet(models.QuerySet["Space"]):
    def visible_to(self, viewer: User | AnonymousUser) -> SpaceQuerySet:
        """Spaces this viewer may know of. What is said inside is decided by audiences, not by this.

        Everybody: community spaces. Staff: open and closed ones too. Secret spaces: their members. Agency guests: the
        spaces that were named for them.
        """
        community = Q(visibility=Space.Visibility.COMMUNITY)
        if not viewer.is_authenticated:
            return self.filter(community)
        if not viewer.is_active:
            return self.none()
        if (known := viewer.__dict__.get("_spaces_known")) is not None:  # looked through by an admin
            return self.filter(pk__in=known)
        mine = Q(pk__in=Membership.objects.filter(person=viewer).values("space_id"))
        if not viewer.is_staff_member:
            return self.filter(community | mine)
        return self.filter(~Q(visibility=Space.Visibility.SECRET) | mine)

    def joined_by(self, person: User) -> SpaceQuerySet:
        return self.filter(pk__in=Membership.objects.filter(person=person).values("space_id"))

    def current(self) -> SpaceQuerySet:
        return self.filter(archived_at__isnull=True)


class Space(models.Model):
    """A team, a project, a community."""

    class Visibility(models.TextChoices):
        OPEN = "open", _("Open: all staff may read and join")
        CLOSED = "closed", _("Closed: staff may ask to join")
        SECRET = "secret", _("Secret: only the invited know of it")
        COMMUNITY = "community", _("Community: the public may read, customers may take part")

    class Posting(models.TextChoices):
        MEMBERS = "members", _("All its members")
        KEEPERS = "keepers", _("Its owners and moderators; members comment")

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True, help_text=_("What belongs here, in a line."))
    about = models.TextField(_("about"), max_length=10000, blank=True)
    about_html = models.TextField(blank=True, editable=False)
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.OPEN)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="spaces", verbose_name=_("department")
    )
    # Where it stands in the directory and nothing else: who may know of a space is each space's own affair.
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("stands in")
    )
    posting = models.CharField(_("who may post"), max_length=10, choices=Posting.choices, default=Posting.MEMBERS)
    # What newcomers are greeted with. ``welcomes_since`` is when the space began to greet: who was there before is no
    # newcomer, and a space without it costs its readers no question.
    welcome = models.TextField(_("welcome"), max_length=5000, blank=True)
    welcome_html = models.TextField(blank=True, editable=False)
    welcomes_since = models.DateTimeField(null=True, blank=True, editable=False)
    # Keys of the parts that show in this space ("feeds", later "wiki", "ideas", "chat", "forum").
    parts = models.JSONField(_("parts"), default=list, blank=True)
    members_count = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", through_fields=("space", "person"), related_name="spaces"
    )

    objects = SpaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("space")
        verbose_name_plural = _("spaces")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("spaces:space", self.slug)

    @property
    def key(self) -> str:
        return f"space_{self.pk}"

    @property
    def audience(self) -> str:
        return self.key

    @property
    def tint(self) -> int:
        return (self.pk or 0) % 8 + 1

    @property
    def letter(self) -> str:
        return self.name[:1].upper()

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_community(self) -> bool:
        return self.visibility == self.Visibility.COMMUNITY


class Membership(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MODERATOR = "moderator", _("Moderator")
        MEMBER = "member", _("Member")

    class Source(models.TextChoices):
        HAND = "hand", _("Joined, or was let in")
        RULE = "rule", _("The space fills itself")

    space = models.ForeignKey(Space, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    # Who came by the rule of the space goes when the rule no longer says so; who came by hand stays.
    source = models.CharField(max_length=4, choices=Source.choices, default=Source.HAND, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    # How far this person has read the space's feed: all up to here, and what feeds.Seen lists above it.
    seen_until = models.DateTimeField(null=True, blank=True)
    # Until when what is unread was made so by hand: that a page shows it does not read it.
    kept_unread_until = models.DateTimeField(null=True, blank=True, editable=False)
    # When this person put the welcome, and the checklist, out of sight.
    welcome_closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    checklist_closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["space", "person"], name="one_membership_each")]
        indexes = [models.Index(fields=["person", "space", "role"], name="membership_of_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.space}"

    @property
    def keeps_order(self) -> bool:
        return self.role in (self.Role.OWNER, self.Role.MODERATOR)
