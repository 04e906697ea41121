"""What people write, Markdown, as the HTML that everybody reads.

``render`` runs once, when something is written; the result is stored and is the same for every reader. It knows
@people, #tags and :emoji:, and lets nothing through that is not on the allow-list of ``clean``.
"""

from .references import Meant, Name, Pointed, Reference, Wanted
from .render import RENDERER_VERSION, Person, Rendered, TooLong, render
from .tokens import Call, Team

__all__ = [
    "RENDERER_VERSION",
    "Call",
    "Meant",
    "Name",
    "Person",
    "Pointed",
    "Reference",
    "Rendered",
    "Team",
    "TooLong",
    "Wanted",
    "render",
]
