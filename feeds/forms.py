"""What the composer sends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.conversation.polls.forms import PollForm
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

    # What the kind at hand asks besides (composing.py).
    own: forms.Form | None = None

    def __init__(
        self,
        *args: Any,
        writer: User,
        space: Space | None = None,
        joined: Iterable[Space] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places: list[Place] = places_to_post(writer, only=space, joined=joined)
        audience = cast(forms.ChoiceField, self.fields["audience"])
        audience.choices = [(place.audience, place.label) for place in self.places]
        if not self.is_bound and self.places:
            self.initial.setdefault("audience", self.places[0].audience)

    def is_valid(self) -> bool:
        """Both forms are asked, so that all that is wrong is said at once."""
        own_is_valid = self.own is None or self.own.is_valid()
        return super().is_valid() and own_is_valid

    def place(self) -> Place:
        return next(place for place in self.places if place.audience == self.cleaned_data["audience"])

    @property
    def chosen_place(self) -> Place | None:
        """Where the control stands, for the warning beside it."""
        typed = self["audience"].value()
        return next((place for place in self.places if place.audience == typed), None)

    @property
    def places_told(self) -> tuple[tuple[str, str, bool, str], ...]:
        """The places as a kept part is told of them."""
        return tuple((one.audience, str(one.warning or ""), bool(one.street), str(one.label)) for one in self.places)

    @property
    def begins_empty(self) -> bool:
        """Whether nothing is typed in it yet."""
        return not self.is_bound and not any(self.initial.get(name) for name in ("title", "body", "link"))

    def blame(self, error: ValidationError) -> None:
        """Show what an action refused beside the field it names."""
        reasons = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
        for name, sentences in reasons.items():
            form = self.own if self.own is not None and name in self.own.fields else self
            form.add_error(name if name in form.fields else None, ValidationError(sentences))


class PollPostForm(PostForm):
    """A post that asks something, with the answers to choose from."""

    own: PollForm

    def __init__(self, data: Any = None, *, writer: User, space: Space | None = None) -> None:
        super().__init__(data, writer=writer, space=space)
        self.own = PollForm(data, writer=writer)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("title", "").strip() or data.get("body", "").strip()):
            raise ValidationError(_("Write the question above the answers."))
        return data


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
