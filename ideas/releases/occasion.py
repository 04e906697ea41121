"""By what something is delivered: a release, one of its later rounds, or a step in the life of an idea."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ideas.models import Heard, HeardByMail, Release, StatusChange


@dataclass(frozen=True)
class Occasion:
    """Either ``release`` or ``change``. ``by`` is the person who is not told, having done it."""

    by: int
    release: Release | None = None
    round: int = 0
    change: StatusChange | None = None

    @property
    def audience(self) -> str:
        """Who reads of it in the release; "" where there is none, and everybody reads of it through the idea."""
        return self.release.audience if self.release is not None else ""

    @property
    def columns(self) -> dict[str, Any]:
        """What stands of it in the rows of who is told."""
        return {"release": self.release, "round": self.round, "change": self.change}

    @property
    def name(self) -> str:
        """It has no other of this name."""
        if self.release is not None:
            return f"{self.release.pk}.{self.round}"
        return f"change.{self.change.pk}" if self.change is not None else ""

    def heard(self) -> Any:
        return Heard.objects.filter(**self.columns)

    def heard_by_mail(self) -> Any:
        return HeardByMail.objects.filter(**self.columns)
