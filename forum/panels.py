"""What stands beside, above and below what is said in a topic; each area of the forum brings its own. A "band" is a
notice above the question."""

from __future__ import annotations

from intranet.content.panels import Panel, Panels

_panels = Panels("aside", "band", "under_question", "under_answers")
register = _panels.register
marks = _panels.marks
panels_for = _panels.panels_for

__all__ = ["Panel", "marks", "panels_for", "register"]
