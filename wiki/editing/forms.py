"""What is typed while a page is written, checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TextForm(forms.Form):
    """The page without the editor: its title, its whole text, and the text it began from, so that what others have
    written meanwhile can be merged with it."""

    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    text = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 24}))
    began = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("What changed"), required=False, max_length=200)
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["class"] = "textarea"


class NoteForm(forms.Form):
    """A version that is saved or published, with a word of what it is."""

    note = forms.CharField(required=False, max_length=200)


class TitleForm(forms.Form):
    title = forms.CharField(max_length=1000)
