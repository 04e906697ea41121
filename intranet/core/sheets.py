"""Style sheets that only the pages of one part load, beside index.css, which every page has.

A part registers its own in ``apps.py``::

    sheets.register("wiki", "css/wiki.css")

The pages of a part are those whose template is kept in its folder (``templates/wiki/``), whatever their address: the
wiki of a space that opens with it is one. What is shown elsewhere too, as cards and references, stays in index.css.
"""

from __future__ import annotations

_sheets: dict[str, str] = {}


def register(folder: str, sheet: str) -> None:
    _sheets[folder] = sheet


def sheet_for(template_name: str | None) -> str | None:
    """The sheet for a page that is made from this template, if its part has one."""
    return _sheets.get((template_name or "").partition("/")[0])
