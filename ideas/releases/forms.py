"""What is typed where a release is written, and where one asks for mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.models import Release
from intranet.content.models import ProductVersion
from intranet.core.form_trap import Trapped
from intranet.spaces.models import Space
from intranet.spaces.readers import Readers


class ReleaseForm(forms.Form):
    title = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Give it a name, such as “Terminal 5.2”.")},
    )
    body = forms.CharField(label=_("What is new"), required=False, strip=False, widget=forms.Textarea({"rows": 10}))
    space = forms.ModelChoiceField(Space.objects.none(), label=_("Space"), empty_label=None)
    readers = forms.ChoiceField(label=_("Who reads it"), choices=Readers.choices, required=False)
    version = forms.ModelChoiceField(
        ProductVersion.objects.none(), label=_("Product and version"), required=False, empty_label=_("Of no product")
    )
    released_on = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: the day on which it is published."),
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, spaces: Iterable[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = list(spaces)
        cast(forms.ModelChoiceField, self.fields["space"]).queryset = Space.objects.filter(
            pk__in=[space.pk for space in here]
        )
        cast(forms.ModelChoiceField, self.fields["version"]).queryset = ProductVersion.objects.select_related("product")
        if not any(space.is_community for space in here):
            del self.fields["readers"]

    @classmethod
    def of(cls, release: Release, data: Any = None) -> ReleaseForm:
        """To change one; where it stands is not changed, and who reads it only until it is out."""
        initial = {
            "title": release.title,
            "body": release.body,
            "readers": release.readers,
            "version": release.version_id,
            "released_on": release.released_on,
            "based_on": release.revisions_count,
        }
        assert release.space is not None
        form = cls(data, spaces=[release.space], initial=initial)
        del form.fields["space"]
        if not release.is_waiting:
            form.fields.pop("readers", None)
        return form

    def words(self) -> dict[str, Any]:
        words = {name: self.cleaned_data[name] for name in ("title", "body", "version", "released_on")}
        return words | ({"readers": self.cleaned_data["readers"]} if self.cleaned_data.get("readers") else {})


class SubscribeForm(Trapped, forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=200, widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"})
    )
