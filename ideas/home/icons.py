"""How a meaning is drawn: never by its colour alone."""

from __future__ import annotations

from ideas.models import Meaning

ICONS: dict[str, str] = {
    Meaning.OPEN: "idea",
    Meaning.REVIEW: "looking",
    Meaning.PLANNED: "cal",
    Meaning.PROGRESS: "pulse",
    Meaning.DELIVERED: "check",
    Meaning.DECLINED: "x",
}
