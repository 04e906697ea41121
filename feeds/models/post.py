"""Posts: what people tell a space, or all staff."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class Post(Entry):
    """A text, or a link with a few words about it."""

    link = models.URLField(_("link"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    @property
    def is_link(self) -> bool:
        return bool(self.link)

    @property
    def link_host(self) -> str:
        """The host as a reader should see it: in ASCII, so that one cannot pass for another."""
        host = urlsplit(self.link).hostname or ""
        try:
            return host.encode("idna").decode()
        except UnicodeError:
            return host
