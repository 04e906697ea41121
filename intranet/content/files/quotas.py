"""How much of the disk a person has, and the house; asked before a file is taken, and again while it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.models import Attachment
from intranet.core.models import SiteSettings

LARGEST = 12


@dataclass(frozen=True)
class Room:
    """What is used, and of how much; ``most`` is 0 where there is no limit."""

    used: int
    most: int

    @property
    def percent(self) -> int:
        return min(round(100 * self.used / self.most), 100) if self.most else 0

    @property
    def is_tight(self) -> bool:
        return bool(self.most) and self.used > 0.9 * self.most

    def takes(self, size: int) -> bool:
        return not self.most or self.used + size <= self.most


def room_of(person: User) -> Room:
    """Files, tied to something or not, and the picture. Read afresh: others may be uploading for the same person."""
    files = Attachment.objects.filter(uploader_id=person.pk).aggregate(size=Sum("size"))["size"] or 0
    picture = User.objects.filter(pk=person.pk).values_list("avatar_bytes", flat=True).first() or 0
    return Room(files + picture, SiteSettings.current().person_storage_mb * 2**20)


def room_of_house() -> Room:
    files = Attachment.objects.aggregate(size=Sum("size"))["size"] or 0
    pictures = User.objects.aggregate(size=Sum("avatar_bytes"))["size"] or 0
    return Room(files + pictures, SiteSettings.current().house_storage_gb * 2**30)


def must_have_room(size: int, *, by: User) -> None:
    """``ValidationError``, with what is used and the limit, where this many bytes more are too many."""
    if not (own := room_of(by)).takes(size):
        raise ValidationError(
            _("You use %(used)s of your %(most)s, so this file of %(size)s does not fit. Delete files you do not need.")
            % _said(own, size),
            code="quota",
        )
    # The sum over everybody costs a look at every file, so it is made only where somebody has set a limit.
    if SiteSettings.current().house_storage_gb and not (house := room_of_house()).takes(size):
        raise ValidationError(
            _("The house uses %(used)s of its %(most)s, so this file of %(size)s does not fit. Tell an admin.")
            % _said(house, size),
            code="quota",
        )


def one_at_a_time(by: User) -> None:
    """Uploads of one person, and where the house has a limit those of all, wait for each other until the commit: what
    each of them counts is then true. For use inside an action."""
    if SiteSettings.current().house_storage_gb:
        SiteSettings.objects.select_for_update().get_or_create(pk=1)
    list(User.objects.select_for_update().filter(pk=by.pk).values_list("pk", flat=True))


def largest_of(person: User) -> QuerySet[Attachment]:
    """What takes most room; a person sees what is theirs, also where they no longer read the entry it stands in."""
    return Attachment.objects.filter(uploader=person).select_related("entry__space").order_by("-size", "created_at")


def _said(room: Room, size: int) -> dict[str, str]:
    return {"used": filesizeformat(room.used), "most": filesizeformat(room.most), "size": filesizeformat(size)}
