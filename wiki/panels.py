"""What stands beside and below the text of a page; each part of the wiki brings its own. "above" is a notice before
the text."""

from __future__ import annotations

from intranet.content.panels import Panels

_panels = Panels("beside", "above", "below")
register = _panels.register
panels_for = _panels.panels_for
