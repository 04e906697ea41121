"""The envelope every piece of writing travels in, and what hangs on it."""

from .attachments import Attachment, AttachmentQuerySet
from .credits import Credit
from .entries import NOBODY, Entry, EntryQuerySet, Revision, Tag, TaggedEntry
from .links import Link
from .places import Pin, Placement
from .products import AppliesTo, Product, ProductVersion
from .references import Reference
from .series import Series, SeriesPart
from .stances import Stance
from .timings import Timing

__all__ = [
    "NOBODY",
    "AppliesTo",
    "Attachment",
    "AttachmentQuerySet",
    "Credit",
    "Entry",
    "EntryQuerySet",
    "Link",
    "Pin",
    "Placement",
    "Product",
    "ProductVersion",
    "Reference",
    "Revision",
    "Series",
    "SeriesPart",
    "Stance",
    "Tag",
    "TaggedEntry",
    "Timing",
]
