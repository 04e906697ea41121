"""What is asked about a webhook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.spaces.models import Membership, Space

from .models import EVERY_VERB, WIDE, Webhook
from .verbs import Offered, on_offer, sentence_of

_MOST_SPACES = 500


@dataclass(frozen=True)
class Choice:
    name: str
    sentence: str
    folded: str
    is_chosen: bool


@dataclass(frozen=True)
class Area:
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)


class ChangeForm(forms.Form):
    url = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.TextInput(
            {"inputmode": "url", "autocomplete": "off", "spellcheck": "false", "placeholder": "https://"}
        ),
        help_text=_("Where we send a POST request with JSON for each event."),
    )
    description = forms.CharField(label=_("What it is for"), max_length=200, required=False)
    takes = forms.ChoiceField(
        label=_("Which events"),
        choices=[("all", _("All, also those that come later")), ("chosen", _("Only these"))],
        widget=forms.RadioSelect,
        initial="all",
        help_text=_("What is said in rooms of the chat is sent only where it is chosen."),
    )
    verbs = forms.MultipleChoiceField(required=False)
    with_bodies = forms.BooleanField(
        label=_("Send the texts, too"),
        required=False,
        help_text=_("Without it the other program gets titles and addresses, and no text."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer = on_offer()
        verbs: Any = self.fields["verbs"]
        kept = [name for name in self.initial.get("verbs", ()) if name not in self._names()]
        # Events of a part that has gone are kept until they are taken away.
        if kept:
            self._offer.append((gettext("No longer there"), [_gone(name) for name in kept]))
        verbs.choices = [(name, name) for name in self._names()]

    @classmethod
    def of(cls, webhook: Webhook, data: Any = None) -> ChangeForm:
        names = ("url", "description", "with_bodies")
        initial: dict[str, Any] = {name: getattr(webhook, name) for name in names}
        initial["takes"] = "all" if webhook.takes_all else "chosen"
        initial["verbs"] = [] if webhook.takes_all else webhook.verbs
        return cls(data, initial=initial)

    @property
    def areas(self) -> list[Area]:
        chosen = set(self["verbs"].value() or ())
        return [
            Area(label, [Choice(verb.name, verb.sentence, verb.folded, verb.name in chosen) for verb in offered])
            for label, offered in self._offer
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("takes") == "all":
            cleaned["verbs"] = [EVERY_VERB]
        elif "verbs" in cleaned and not cleaned["verbs"]:
            self.add_error("verbs", gettext("Choose at least one event."))
        cleaned.pop("takes", None)
        return cleaned

    def _names(self) -> list[str]:
        return [verb.name for _label, offered in self._offer for verb in offered]


class AddForm(ChangeForm):
    reach = forms.ChoiceField(
        label=_("What it is told of"),
        help_text=_("This cannot be changed later. Closed spaces are told of only by their owners."),
    )

    field_order = ["url", "description", "reach", "takes", "verbs", "with_bodies"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach: Any = self.fields["reach"]
        self._spaces = {space.key: space for space in spaces_to_tell_of(by)[:_MOST_SPACES]}
        wide = [(one.value, one.label) for one in (Webhook.Scope.ORG, Webhook.Scope.PUBLIC)]
        spaces = [(key, space.name) for key, space in self._spaces.items()]
        reach.choices = [*(wide if by.is_admin else []), *([(gettext("One space"), spaces)] if spaces else [])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if reach := cleaned.pop("reach", ""):
            cleaned["space"] = self._spaces.get(reach)
            cleaned["scope"] = Webhook.Scope.SPACE if cleaned["space"] else reach
        return cleaned


class ReplayForm(forms.Form):
    since = forms.ChoiceField(
        label=_("Failed within"),
        choices=[
            ("1", _("the last hour")),
            ("24", _("the last day")),
            ("168", _("the last week")),
            ("720", _("the last 30 days")),
        ],
        initial="24",
    )

    def moment(self) -> Any:
        return now() - timedelta(hours=int(self.cleaned_data["since"]))


def spaces_to_tell_of(person: User) -> Any:
    """Those of which this person may keep a webhook, by name."""
    owned = Membership.objects.filter(person=person, role=Membership.Role.OWNER).values("space_id")
    mine = Q(pk__in=owned)
    if person.is_admin:
        mine |= Q(visibility__in=WIDE)
    return Space.objects.filter(mine).order_by("name", "pk")


def _gone(name: str) -> Any:
    return Offered(name, sentence_of(name))
