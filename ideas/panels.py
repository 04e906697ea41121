"""What stands beside, above and below an idea; each area of the part brings its own. A "band" is a notice above it."""

from __future__ import annotations

from intranet.content.panels import Panel, Panels

_panels = Panels("aside", "band", "under_idea", "under_comments")
register = _panels.register
marks = _panels.marks
panels_for = _panels.panels_for

__all__ = ["Panel", "marks", "panels_for", "register"]
