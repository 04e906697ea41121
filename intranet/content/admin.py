"""Entries in the back office: what and where and in which state, without the words of closed spaces."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.accounts.models import User
from intranet.core.back_office import ReadOnlyAdmin, for_each
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.models import OldAddress
from intranet.core.text import excerpt
from intranet.spaces.audiences import audiences_of

from . import actions, policies
from .models import Attachment, Entry, Product, ProductVersion, Tag
from .old_addresses import forget_old_addresses
from .products import note_product
from .tags import tags_seen_by


class EntryRecord(Entry):
    """An entry as the back office names it: Django's lists say ``str()`` in places one does not see."""

    class Meta:
        proxy = True
        verbose_name = gettext_lazy("entry")
        verbose_name_plural = gettext_lazy("entries")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class FileRecord(Attachment):
    """A file without its name, which may say as much as what is in it."""

    class Meta:
        proxy = True
        verbose_name = gettext_lazy("attachment")
        verbose_name_plural = gettext_lazy("attachments")

    def __str__(self) -> str:
        return f"{self.mime} {self.pk}"


@admin.register(EntryRecord)
class EntryAdmin(ReadOnlyAdmin):
    """An admin reads a title here only where the one rule lets them; everything else is a number and a place."""

    list_display = ("id", "kind", "said", "author", "space", "state", "published_at", "comments_count")
    list_filter = ("kind", "state", "published_at")
    search_fields = ("=id", "author__name", "author__email", "space__name")
    list_select_related = ("author", "space")
    date_hierarchy = "published_at"
    fields = (
        "kind",
        "said",
        "author",
        "space",
        "audience",
        "intended_audience",
        "state",
        "created_at",
        "published_at",
        "edited_at",
        "withdrawn_by",
        "withdrawn_at",
        "withdrawal_reason",
        "comments_count",
        "revisions_count",
    )
    readonly_fields = ("said", "created_at", "edited_at", "withdrawn_by", "withdrawn_at", "withdrawal_reason")
    actions = ("restore",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        self.held = audiences_of(request.user)
        return super().get_queryset(request)

    @admin.display(description=gettext_lazy("title"))
    def said(self, entry: Entry) -> str:
        return entry.title or excerpt(entry.body_text, 80) if entry.audience in self.held else _("(not yours to read)")

    @admin.action(description=gettext_lazy("Restore what is hidden"))
    def restore(self, request: SignedIn, entries: QuerySet[Entry]) -> None:
        def bring_back(entry: Entry) -> bool:
            require(policies.can_moderate(request.user, entry))
            return entry.is_hidden and actions.restore_entry(entry, by=request.user).is_published

        for_each(request, entries, bring_back, done=lambda n: _("%(n)d restored.") % {"n": n})


@admin.register(FileRecord)
class AttachmentAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "mime", "size", "uploader", "state", "created_at")
    list_filter = ("kind", "state")
    search_fields = ("uploader__name",)
    list_select_related = ("uploader",)
    fields = ("kind", "mime", "size", "width", "height", "uploader", "state", "refusal", "created_at")


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    """The tags of what the admin may read: a tag alone can say what a closed space is busy with."""

    list_display = ("name", "slug")
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return tags_seen_by(request.user)


class VersionInline(admin.TabularInline):
    model = ProductVersion
    extra = 1
    fields = ["name", "position", "is_current", "released_on"]


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin):
    """What the house makes, with its versions: what pages and questions can be about."""

    list_display = ["name", "slug", "position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ("name",)}
    inlines = [VersionInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """After its versions, which one looks at together."""
        super().save_related(request, form, formsets, change)
        note_product(form.instance, by=cast(User, request.user))

    def delete_model(self, request: HttpRequest, obj: Product) -> None:
        note_product(obj, by=cast(User, request.user), is_gone=True)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        for product in queryset:
            self.delete_model(request, product)


@admin.register(OldAddress)
class OldAddressAdmin(ReadOnlyAdmin):
    """They come in as a table, on a page of its own."""

    list_display = ["old", "new", "added_at"]
    search_fields = ["old", "new"]
    actions = ["forget"]

    @admin.action(description=gettext_lazy("Remove"))
    def forget(self, request: SignedIn, rows: QuerySet[OldAddress]) -> None:
        count = forget_old_addresses(rows, by=request.user)
        messages.success(request, ngettext("%(n)d address removed.", "%(n)d addresses removed.", count) % {"n": count})
