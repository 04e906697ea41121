"""A form that stands in a part of a page carries the token against forged forms."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
INCLUDE = re.compile(r'{%\s*include "([^"]+)"([^%]*)%}')


def test_what_is_included_with_only_is_given_the_token_its_form_needs():
    """Django gives an include with "only" nothing of the page, the token neither: its form would be refused."""
    texts = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}
    with_token = {name for name, text in texts.items() if "{% csrf_token %}" in text}
    assert with_token
    missing = [
        f"{name}: {part}"
        for name, text in texts.items()
        for part, given in INCLUDE.findall(text)
        if part in with_token and given.split()[-1:] == ["only"] and "csrf_token=" not in given
    ]
    assert missing == []
