"""What stands around a page of the documentation; whoever has something to say there registers it in ``apps.py``.
Guests read it: nothing that not everybody may know belongs into it."""

from __future__ import annotations

from intranet.content.panels import Panels

_panels = Panels("beside", "above", "below")
register = _panels.register
panels_for = _panels.panels_for
