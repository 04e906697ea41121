"""What is asked of a campaign, of its jury, and of who says who won."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.models import Board, Campaign, Contribution, Criterion, Score
from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField, as_text
from intranet.content.forms import AttachmentIds

_MOMENT: dict[str, Any] = {
    "widget": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    "input_formats": ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
}


class CampaignForm(forms.Form):
    board = forms.ModelChoiceField(Board.objects.none(), label=_("Board"), empty_label=None)
    question = forms.CharField(label=_("The question"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    text = forms.CharField(
        label=_("What it is about, and what becomes of the answers"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 6}),
    )
    opens_at = forms.DateTimeField(label=_("Opens"), required=False, help_text=_("Left empty: now."), **_MOMENT)
    closes_at = forms.DateTimeField(label=_("Closes"), **_MOMENT)
    way = forms.ChoiceField(
        label=_("How the best are found"), choices=Campaign.Way.choices, widget=forms.RadioSelect, initial="vote"
    )
    criteria = forms.CharField(
        label=_("What the jury scores"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One criterion a line, six at most. Each idea gets 1 to 5 under each."),
    )
    jury = PeopleField(label=_("The jury"), required=False, help_text=_("Names or handles, with commas between them."))
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)

    def __init__(self, *args: Any, boards: Iterable[Board], writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [one.pk for one in boards]
        cast(forms.ModelChoiceField, self.fields["board"]).queryset = Board.objects.filter(pk__in=ids)
        jury = cast(PeopleField, self.fields["jury"])
        jury.writer, jury.among = writer, User.objects.active()

    @classmethod
    def of(cls, campaign: Campaign, writer: User, data: Any = None) -> CampaignForm:
        """To change one; its board and its way stay."""
        jury = User.objects.filter(juries__campaign=campaign).order_by("name")
        initial = {
            "question": campaign.title,
            "text": campaign.body,
            "opens_at": campaign.opens_at,
            "closes_at": campaign.closes_at,
            "criteria": "\n".join(campaign.criteria.values_list("name", flat=True)),
            "jury": as_text(jury),
        }
        form = cls(data, boards=[], writer=writer, initial=initial)
        for name in ("board", "way", "client_id", "attachments"):
            del form.fields[name]
        if not campaign.by_jury:
            del form.fields["criteria"], form.fields["jury"]
        return form

    def clean_criteria(self) -> list[str]:
        return self.cleaned_data["criteria"].splitlines()

    def said(self) -> dict[str, Any]:
        """What the actions take, whichever of them it is."""
        names = ("question", "text", "opens_at", "closes_at", "criteria", "jury")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class EnterForm(forms.Form):
    """In which of those it may take part in an idea does."""

    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label=_("Campaign"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, campaigns: Sequence[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["campaign"])
        field.queryset = Campaign.objects.with_board().filter(pk__in=[one.pk for one in campaigns])
        self.initial.setdefault("campaign", campaigns[0].pk)


class ScoreForm(forms.Form):
    """One field for each criterion of one idea, in their order."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], given: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        choices = [(str(points), str(points)) for points in range(1, 6)]
        for place, one in enumerate(criteria):
            self.fields[f"points_{place}"] = forms.ChoiceField(
                label=one.name, choices=choices, initial=str(given.get(one.pk, "")), widget=forms.RadioSelect
            )

    def points(self) -> dict[int, int]:
        return {one.pk: int(self.cleaned_data[f"points_{place}"]) for place, one in enumerate(self.criteria)}

    @classmethod
    def of(
        cls, contribution: Contribution, criteria: Sequence[Criterion], scores: Iterable[Score], data: Any = None
    ) -> ScoreForm:
        given = {one.criterion_id: one.points for one in scores if one.contribution_id == contribution.pk}
        return cls(data, criteria=criteria, given=given, auto_id=f"scored-{contribution.pk}-%s")


class ResultForm(forms.Form):
    winners = forms.ModelMultipleChoiceField(
        Contribution.objects.none(), label=_("Who won"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("What you say about it"), required=False, max_length=4000, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ranked = campaign.contributions.filter(place__isnull=False).select_related("idea").order_by("place", "pk")
        field = cast(forms.ModelMultipleChoiceField, self.fields["winners"])
        field.queryset = ranked
        field.label_from_instance = lambda obj: f"{obj.place}. {obj.idea.title}"  # type: ignore[method-assign]
        self.initial.setdefault("winners", [one.pk for one in ranked if one.place == 1])
