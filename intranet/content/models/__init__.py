"""The envelope every piece of writing travels in, and what hangs on it."""

from .attachments import Attachment, AttachmentQuerySet
from .entries import NOBODY, Entry, EntryQuerySet, Revision, Tag, TaggedEntry
from .links import Link

__all__ = [
    "NOBODY",
    "Attachment",
    "AttachmentQuerySet",
    "Entry",
    "EntryQuerySet",
    "Link",
    "Revision",
    "Tag",
    "TaggedEntry",
]
