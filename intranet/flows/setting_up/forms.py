"""What each step of the set-up asks, and the plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField
from intranet.core.models import ACCENTS, SecondFactorFor, SiteSettings
from intranet.moderation.models import Lane
from intranet.spaces.models import Space

from .models import SetUp

MOST_OWN = 12
LONGEST_NAME = Space._meta.get_field("name").max_length or 80

# (key, name, purpose, who reads it, who posts)
FIRST_SPACES = (
    ("everybody", _("Everybody"), _("What concerns all of us."), "open", "members"),
    ("news", _("News of the house"), _("What is decided, told by those who decide it."), "open", "keepers"),
    ("how-we-work", _("How we work"), _("Pages on how things are done here."), "open", "members"),
    ("customers", _("Customers"), _("Where customers and we meet in public."), "community", "members"),
)


class NameForm(forms.ModelForm):
    class Meta:
        model = SiteSettings
        fields = ("name", "front_text", "support_email", "contact_phone", "contact_address", "footer_text")
        widgets = {"front_text": forms.Textarea({"rows": 3})}


class LookForm(forms.ModelForm):
    accent_hue = forms.TypedChoiceField(label=_("Accent colour"), coerce=int, widget=forms.RadioSelect)

    class Meta:
        model = SiteSettings
        fields = ("accent_hue", "logo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hue = self.instance.accent_hue
        own = [] if hue in ACCENTS else [(hue, gettext("Of your own: %(hue)s") % {"hue": hue})]
        self.fields["accent_hue"].choices = [*ACCENTS.items(), *own]  # type: ignore[attr-defined]


class LanguagesForm(forms.ModelForm):
    enabled_languages = forms.MultipleChoiceField(
        label=_("Languages on offer"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    default_language = forms.ChoiceField(
        label=_("Language of who has chosen none"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    class Meta:
        model = SiteSettings
        fields = ("enabled_languages", "default_language")


class SpacesForm(forms.Form):
    suggested = forms.MultipleChoiceField(label=_("To begin with"), required=False, widget=forms.CheckboxSelectMultiple)
    own = forms.CharField(
        label=_("Spaces of your own"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One name a line: teams, projects, places. All staff may read them and join."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Space.Visibility.choices)
        there = set(Space.objects.values_list("name", flat=True))
        offered = [one for one in FIRST_SPACES if str(one[1]) not in there]
        self.fields["suggested"].choices = [  # type: ignore[attr-defined]
            (key, f"{name}: {purpose} {labels[reads]}.") for key, name, purpose, reads, _posting in offered
        ]
        if not offered:
            del self.fields["suggested"]

    def clean_own(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["own"].splitlines()]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > MOST_OWN:
            raise ValidationError(gettext("%(most)d at once, please.") % {"most": MOST_OWN})
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(gettext("A name has %(most)d letters at most.") % {"most": LONGEST_NAME})
        return names

    def wanted(self) -> list[dict[str, Any]]:
        """The spaces to open, as ``create_space`` takes them."""
        chosen = self.cleaned_data.get("suggested", [])
        found = [
            {"name": str(name), "purpose": str(purpose), "visibility": reads, "posting": posting}
            for key, name, purpose, reads, posting in FIRST_SPACES
            if key in chosen
        ]
        return found + [{"name": name} for name in self.cleaned_data["own"]]


class LanesForm(forms.Form):
    sort = forms.ChoiceField(label=_("How it comes out"), choices=Lane.Sort.choices, widget=forms.RadioSelect)
    hours = forms.IntegerField(
        label=_("Hours they have"), min_value=1, max_value=720, help_text=_("To approve it, or to look at it.")
    )
    at_deadline = forms.ChoiceField(
        label=_("When the time is up"), choices=Lane.AtDeadline.choices, widget=forms.RadioSelect
    )
    replies = forms.BooleanField(label=_("Comments and answers take it, too"), required=False)


class OrderForm(forms.Form):
    moderators = PeopleField(
        label=_("Who keeps order"),
        required=False,
        help_text=_("Colleagues who decide about what is reported or held. Admins do, too."),
    )
    second_factor_for = forms.ChoiceField(
        label=_("A second step at sign-in is demanded of"), choices=SecondFactorFor.choices
    )

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["moderators"]
        people.writer = writer


class PlanForm(forms.ModelForm):
    owner = PeopleField(label=_("Who runs it"), required=False, help_text=_("One person, whom others can ask."))
    deputy = PeopleField(label=_("And who while that person is away"), required=False)

    class Meta:
        model = SetUp
        fields = ("owner", "deputy", "cadence", "reply_hours", "goal", "voice")
        widgets = {"goal": forms.Textarea({"rows": 3}), "voice": forms.Textarea({"rows": 3})}
        help_texts = {
            "goal": _("What should be different in a year, in a sentence or two."),
            "voice": _("How we address customers, what we never say, who answers what."),
        }

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields
        people["owner"].writer = people["deputy"].writer = writer

    def clean_owner(self) -> User | None:
        return self._one("owner")

    def clean_deputy(self) -> User | None:
        return self._one("deputy")

    def _one(self, name: str) -> User | None:
        named = self.cleaned_data[name]
        if len(named) > 1:
            raise ValidationError(gettext("Name one person."))
        return named[0] if named else None

    def _post_clean(self) -> None:
        """The action writes the row; the form only reads what was typed."""
