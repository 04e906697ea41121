"""Fields and forms that every kind of entry shares."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from .models import Entry


class AttachmentIds(forms.Field):
    """The ids of files uploaded beforehand: hidden inputs of one name."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        return [str(item)[:40] for item in value or ()][:100]


class EntryEditForm(forms.Form):
    """The words of an entry that has no title, and the revision from which the editor started."""

    body = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea({"rows": 4}))
    note = forms.CharField(label=_("What changed"), required=False, max_length=200)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    attachments = AttachmentIds(required=False)

    @classmethod
    def of(cls, entry: Entry, data: MultiValueDict | None = None) -> EntryEditForm:
        return cls(data, initial={"body": entry.body, "based_on": entry.revisions_count}, auto_id=f"edit-{entry.pk}-%s")

    def rebase(self, entry: Entry) -> None:
        """After a conflict: the next save is about the text as it is now."""
        data = cast(MultiValueDict, self.data).copy()
        data["based_on"] = str(entry.revisions_count)
        self.data = data
