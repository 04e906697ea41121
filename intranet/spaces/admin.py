"""Spaces in the back office: settings go through the actions, what is said inside is not shown."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.core.back_office import ReadOnlyAdmin, for_each
from intranet.core.http import SignedIn

from . import actions
from .models import JoinRequest, Membership, Space


class MembershipInline(admin.TabularInline):
    model = Membership
    fields = readonly_fields = ("person", "role", "joined_at")
    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Space | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Space | None = None) -> bool:
        return False


@admin.register(Space)
class SpaceAdmin(ReadOnlyAdmin):
    list_display = ("name", "visibility", "department", "members_count", "created_at", "archived_at")
    list_filter = ("visibility", ("archived_at", admin.EmptyFieldListFilter), "department")
    search_fields = ("name", "purpose")
    list_select_related = ("department",)
    fields = ("name", "purpose", "visibility", "department", "parts", "members_count", "created_by", "archived_at")
    inlines = (MembershipInline,)
    actions = ("archive", "bring_back")

    @admin.action(description=gettext_lazy("Archive"))
    def archive(self, request: SignedIn, spaces: QuerySet[Space]) -> None:
        for_each(
            request,
            spaces,
            lambda space: actions.archive_space(space, by=request.user),
            done=lambda n: ngettext("%(n)d space is archived.", "%(n)d spaces are archived.", n) % {"n": n},
        )

    @admin.action(description=gettext_lazy("Bring back"))
    def bring_back(self, request: SignedIn, spaces: QuerySet[Space]) -> None:
        for_each(
            request,
            spaces,
            lambda space: actions.archive_space(space, by=request.user, archived=False),
            done=lambda n: _("%(n)d brought back.") % {"n": n},
        )


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadOnlyAdmin):
    list_display = ("space", "person", "sort", "state", "created_at", "decided_by", "decided_at")
    list_filter = ("state", "sort")
    search_fields = ("space__name", "person__name")
    list_select_related = ("space", "person", "decided_by")
