"""What stands below a post, or an event, on its own page; whoever has something to show there registers it."""

from __future__ import annotations

from intranet.content.panels import Panel, Panels

_panels = Panels("below")
register = _panels.register
marks = _panels.marks
panels_for = _panels.panels_for

__all__ = ["Panel", "marks", "panels_for", "register"]
