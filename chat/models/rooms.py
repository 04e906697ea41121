"""A room, who is in it, and where it stands in their list."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Space


def new_call_token() -> str:
    return secrets.token_urlsafe(18)


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, viewer: Viewer) -> RoomQuerySet:
        """The rooms this viewer may read: those whose audience they hold."""
        held = [int(name[5:]) for name in audiences_of(viewer) if name.startswith("room_")]
        return self.filter(pk__in=held)

    def joined_by(self, person: User) -> RoomQuerySet:
        return self.filter(pk__in=RoomMember.objects.filter(person=person).values("room_id"))

    def current(self) -> RoomQuerySet:
        return self.filter(archived_at__isnull=True)


class Room(models.Model):
    """A place to talk. Everything said in it is for its audience, ``room_<id>``, which is its stream as well."""

    class Sort(models.TextChoices):
        OPEN = "open", _("Open: all staff may read and join")
        CLOSED = "closed", _("Closed: only who is invited knows of it")
        SPACE = "space", _("Of a space: for the people of the space")
        DIRECT = "direct", _("Direct: between two people")
        GROUP = "group", _("Group: between a few people")

    class Posting(models.TextChoices):
        EVERYONE = "everyone", _("Everybody in the room")
        KEEPERS = "keepers", _("Its owners; the others read and answer in threads")

    class Guests(models.TextChoices):
        NONE = "", _("Only staff")
        AGENCY = "agency", _("With agency guests")
        CUSTOMERS = "customers", _("With customers")

    sort = models.CharField(_("sort"), max_length=6, choices=Sort.choices, default=Sort.OPEN)
    # Direct and group messages have no name: they are called by who is in them.
    name = models.CharField(_("name"), max_length=80, blank=True)
    topic = models.CharField(
        _("topic"), max_length=200, blank=True, help_text=_("What is talked about now, in a line.")
    )
    about = models.TextField(_("description"), max_length=2000, blank=True)
    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="rooms")
    # The room that a space has as soon as it shows chat.
    is_default = models.BooleanField(default=False, editable=False)
    # "3_7": who a direct or group message is between, so that the same people find the same room.
    people_key = models.CharField(max_length=400, unique=True, null=True, blank=True, editable=False)
    posting = models.CharField(_("who may write"), max_length=8, choices=Posting.choices, default=Posting.EVERYONE)
    receipts = models.BooleanField(_("show who has read what"), default=True)
    keep_days = models.PositiveIntegerField(_("keep messages for (days)"), null=True, blank=True)
    call_link = models.URLField(_("link of its calls"), blank=True)
    # The name of its calls: changed when somebody goes, who knew it.
    call_token = models.CharField(max_length=32, default=new_call_token, editable=False)
    # Who in it is not on the staff: its pages are marked, so that nobody forgets.
    guests = models.CharField(max_length=9, choices=Guests.choices, blank=True, default="", editable=False)
    # The number of the last message in its main line.
    last_seq = models.PositiveBigIntegerField(default=0, editable=False)
    last_message_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="RoomMember", through_fields=("room", "person"), related_name="rooms"
    )

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(fields=["space"], condition=Q(is_default=True), name="one_default_room_each_space"),
            models.CheckConstraint(
                condition=Q(sort="space", space__isnull=False) | (~Q(sort="space") & Q(space__isnull=True)),
                name="room_of_a_space_has_one",
            ),
        ]
        indexes = [models.Index(fields=["sort", "archived_at"], name="room_by_sort")]

    def __str__(self) -> str:
        return self.name or self.key

    def get_absolute_url(self) -> str:
        return reverse("chat:room", args=[self.pk])

    def label_for(self, viewer: Viewer) -> str:
        """What it is called for this reader. For a list of rooms ask ``chat.labels.others_in`` once."""
        from chat.rooms.labels import label_for  # noqa: PLC0415 - labels read who is in rooms

        return label_for(self, viewer)

    @property
    def key(self) -> str:
        return f"room_{self.pk}"

    @property
    def audience(self) -> str:
        return self.key

    @property
    def audit_label(self) -> str:
        """Without the names of whom a direct message is between, which is nobody's affair."""
        return self.name if self.is_named else f"{self.sort} {self.pk}"

    @property
    def with_guests(self) -> bool:
        return self.guests != self.Guests.NONE

    @property
    def tint(self) -> int:
        return (self.pk or 0) % 8 + 1

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_named(self) -> bool:
        return self.sort not in (self.Sort.DIRECT, self.Sort.GROUP)

    @property
    def is_direct(self) -> bool:
        """Whether it is a conversation of named people, two or a few."""
        return self.sort in (self.Sort.DIRECT, self.Sort.GROUP)

    @property
    def icon(self) -> str:
        return {"closed": "lock", "direct": "people", "group": "people"}.get(self.sort, "chat")


class RoomSection(models.Model):
    """A heading under which somebody keeps some rooms together."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="room_sections")
    name = models.CharField(_("name"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_section_of_a_name")]

    def __str__(self) -> str:
        return self.name


class RoomMember(models.Model):
    """Somebody in a room: as what, since when, from where on, and how far they have read."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MEMBER = "member", _("Member")

    room = models.ForeignKey(Room, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="room_memberships")
    role = models.CharField(_("role"), max_length=6, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    # What bears this number or a lower one was said before this person's time and is not theirs to read.
    history_from = models.PositiveBigIntegerField(default=0, editable=False)
    # The one mark: everything up to this number has been read.
    read_seq = models.PositiveBigIntegerField(default=0, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The mark was put back by hand: that the page shows what follows does not read it.
    kept_unread = models.BooleanField(default=False, editable=False)
    favourite = models.BooleanField(_("favourite"), default=False)
    section = models.ForeignKey(RoomSection, models.SET_NULL, null=True, blank=True, related_name="memberships")
    # When a direct message was put out of the list; the next message brings it back.
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("member of a room")
        verbose_name_plural = _("members of rooms")
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="one_room_membership_each")]
        indexes = [models.Index(fields=["person", "room", "history_from"], name="room_membership_of_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.room}"

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER
