"""A rule as a form: the fields of its sort, and no others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intranet.moderation.models import Rule

from .places import named_parts
from .sorts import sort_of

_LISTS = ("lines", "refused", "allowed")
SEVERITIES = [(1, _("1, can wait")), (2, "2"), (3, _("3, today")), (4, "4"), (5, _("5, at once"))]


def _lines(label: Any, hint: Any, rows: int = 4, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        strip=False,
        widget=forms.Textarea({"rows": rows, "spellcheck": "false"}),
    )


def _number(label: Any, least: int, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=least, max_value=most)


def _fields_of(sort: str) -> dict[str, forms.Field]:
    """What a sort of rule is asked besides what all are asked."""
    match sort:
        case "first_posts":
            return {"most": _number(_("How many texts wait"), 1, 20, _("Counted are texts that have come out."))}
        case "words":
            return {
                "lines": _lines(
                    _("Words and phrases"),
                    _(
                        "One on each line. casino* is every word that begins so. Case, accents, spaces between letters "
                        "and letters that only look alike make no difference. To replace: cretino => colleague."
                    ),
                    10,
                    required=True,
                ),
                "instead": forms.CharField(
                    label=_("Said in their place"),
                    help_text=_("When they are replaced and their line says nothing else."),
                    max_length=100,
                    required=False,
                ),
                "language": forms.ChoiceField(
                    label=_("In texts in"), choices=[("", _("any language")), *settings.LANGUAGES], required=False
                ),
            }
        case "links":
            return {"allowed": _lines(_("Sites that do not count"), _("One domain on each line; ours never counts."))}
        case "flood":
            return {
                "address_an_hour": _number(
                    _("Texts from one network address in an hour"),
                    0,
                    10_000,
                    _(
                        "0 for no limit. A whole firm may stand behind one address. It is counted for an hour and kept "
                        "nowhere, so a trial says nothing of it."
                    ),
                )
            }
        case "same_text":
            return {
                "hours": _number(_("Within how many hours"), 1, 168),
                "least": _number(_("From how many letters on"), 5, 500, _("“Thank you” may be said often.")),
            }
        case "mail":
            return {
                "known": forms.BooleanField(
                    label=_("Refuse the throw-away services we know"),
                    help_text=_("Some thousand domains, renewed with each release of Portico."),
                    required=False,
                ),
                "refused": _lines(_("Refuse these, too"), _("One domain on each line, with what is below it.")),
                "allowed": _lines(_("Never refuse these"), _("One domain on each line.")),
            }
        case "form":
            return {
                "trap": forms.BooleanField(label=_("A field that people do not see"), required=False),
                "seconds": _number(_("Seconds that typing takes at least"), 0, 60, _("0 for no limit.")),
            }
    return {}


class RuleForm(forms.Form):
    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        self.rule, self.sort = rule, sort_of(rule.sort)
        begun = {name: getattr(rule, name) for name in ("name", "is_on", "does", "scope", "parts", "severity")}
        begun |= {name: _shown(rule.value(name)) for name in self.sort.begins}
        super().__init__(*args, **{"initial": begun | kwargs.pop("initial", {}), **kwargs})
        fields: dict[str, forms.Field] = self.fields
        if self.sort.many:
            fields["name"] = forms.CharField(label=_("Name of the list"), max_length=80)
        fields["is_on"] = forms.BooleanField(label=_("In force"), required=False)
        fields.update(_fields_of(rule.sort))
        if len(self.sort.may) > 1:
            fields["does"] = forms.ChoiceField(
                label=_("What it does"),
                choices=[(does.value, does.label) for does in self.sort.may],
                widget=forms.RadioSelect,
            )
        if self.sort.looks_at == "texts":
            fields["scope"] = forms.ChoiceField(
                label=_("Applies to"),
                choices=Rule.Scope.choices,
                widget=forms.RadioSelect,
                help_text=_(
                    "In conversations between people only words are looked at, and never held or reported: nobody else "
                    "reads them."
                ),
            )
            fields["parts"] = forms.MultipleChoiceField(
                label=_("Where"),
                choices=named_parts,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("None chosen: everywhere."),
            )
            fields["severity"] = forms.TypedChoiceField(
                label=_("How grave it is"),
                choices=SEVERITIES,
                coerce=int,
                help_text=_("The graver, the higher it stands in the queue of the moderators."),
            )

    def wanted(self) -> dict[str, Any]:
        """What the actions take."""
        sent = dict(self.cleaned_data)
        for name in _LISTS:
            if name in sent:
                sent[name] = sent[name].splitlines()
        if "instead" in sent:
            sent["instead"] = sent["instead"] or "…"
        return sent


class BringForm(forms.Form):
    file = forms.FileField(
        label=_("File of rules"),
        help_text=_("As it was taken along here or in another house. Lists that are not in it stay."),
    )


def _shown(value: Any) -> Any:
    return "\n".join(value) if isinstance(value, list) else value
