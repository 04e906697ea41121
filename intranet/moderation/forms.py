from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Flag, HouseRule, Sanction, SignUpBar


class FlagForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Flag.Reason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Anything the moderators should know"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class RuleField(forms.ModelChoiceField):
    """Which of the house rules a decision cites, if any."""

    def __init__(self) -> None:
        super().__init__(
            HouseRule.objects.all(), label=_("Which rule"), required=False, empty_label=_("None of the house rules")
        )


class HideForm(forms.Form):
    reason = forms.CharField(label=_("Why? The author reads this."), max_length=500, widget=forms.Textarea({"rows": 3}))
    cited = RuleField()


class DecisionForm(forms.Form):
    """What goes with a decision. ``what`` is the button; what it needs is checked by the action."""

    what = forms.CharField(max_length=40)
    reason = forms.CharField(max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
    cited = RuleField()
    title = forms.CharField(max_length=200, required=False)
    body = forms.CharField(required=False, widget=forms.Textarea({"rows": 10}))


class SanctionForm(forms.Form):
    """A measure against a person, for so many days."""

    DAYS = ((1, _("a day")), (3, _("3 days")), (7, _("a week")), (30, _("30 days")), (90, _("90 days")))

    sort = forms.ChoiceField(label=_("Measure"), choices=Sanction.Sort.choices, widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("For how long"),
        choices=DAYS,
        coerce=int,
        initial=7,
        help_text=_("Of silencing and suspending. A warning waits until it was read; a ban stays until it is lifted."),
    )
    reason = forms.CharField(label=_("Why? The person reads this."), max_length=500, widget=forms.Textarea({"rows": 3}))
    cited = RuleField()

    def __init__(self, *args: Any, offered: Any = (), **more: Any) -> None:
        super().__init__(*args, **more)
        sort: Any = self.fields["sort"]
        sort.choices = [one for one in Sanction.Sort.choices if one[0] in offered]


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why should it be decided otherwise?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Somebody else reads this and decides again. You can do this once."),
    )


class BarForm(forms.ModelForm[SignUpBar]):
    class Meta:
        model = SignUpBar
        fields = ("sort", "value", "reason")
        widgets = {"sort": forms.RadioSelect}
        help_texts = {"value": _("For example: spam.example, somebody@mail.example, 203.0.113.0/24.")}


class HouseRuleForm(forms.ModelForm[HouseRule]):
    class Meta:
        model = HouseRule
        fields = ("number", "title", "text")
        widgets = {"text": forms.Textarea({"rows": 2})}


class PurgeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why? It stays in the audit log."), max_length=300, widget=forms.Textarea({"rows": 2})
    )
