"""What the composer sends."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.spaces.models import Space

from .models import Post
from .policies import Place, places_to_post


class AttachmentIds(forms.Field):
    """The ids of files uploaded beforehand: repeated hidden inputs named ``attachments``."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        return list(value or [])


class PostForm(forms.Form):
    audience = forms.ChoiceField(label=_("Who can read it"))
    title = forms.CharField(
        label=_("Title"), required=False, max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 3, "placeholder": _("What should the others know?")}),
    )
    link = forms.CharField(
        label=_("Link"), required=False, max_length=1000, widget=forms.URLInput({"placeholder": "https://"})
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)

    def __init__(self, *args: Any, writer: User, space: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: list[Place] = places_to_post(writer, only=space)
        audience = cast(forms.ChoiceField, self.fields["audience"])
        audience.choices = [(place.audience, place.label) for place in self.places]
        if not self.is_bound and self.places:
            self.initial.setdefault("audience", self.places[0].audience)

    def place(self) -> Place:
        return next(place for place in self.places if place.audience == self.cleaned_data["audience"])


class PostEditForm(forms.Form):
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    body = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea({"rows": 8}))
    link = forms.CharField(label=_("Link"), required=False, max_length=1000, widget=forms.URLInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)

    @classmethod
    def of(cls, post: Post, data: Any = None) -> PostEditForm:
        return cls(
            data,
            initial={"title": post.title, "body": post.body, "link": post.link, "based_on": post.revisions_count},
        )
