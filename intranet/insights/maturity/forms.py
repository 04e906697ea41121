from __future__ import annotations

from typing import Any

from django import forms

from .actions import MOST
from .measures import known
from .reading import changed
from .stages import STAGES


class ThresholdsForm(forms.Form):
    """One number for each measure that can be taken, stage by stage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = changed()
        for stage in STAGES:
            for one in stage.criteria:
                if (measure := known(one.measure)) is None:
                    continue
                unit = f" ({measure.unit})" if measure.unit else ""
                self.fields[one.measure] = forms.IntegerField(
                    label=f"{stage.number}. {measure.label}{unit}",
                    min_value=1,
                    max_value=100 if measure.unit == "%" else MOST,
                    initial=now.get(one.measure, one.least),
                )
