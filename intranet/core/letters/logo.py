"""The firm's logo inside of a mail: it comes with it, so that nothing is fetched when it is opened."""

from __future__ import annotations

import io
import logging
from email.mime.image import MIMEImage
from functools import lru_cache

from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from PIL import Image

from intranet.core.models import SiteSettings

log = logging.getLogger(__name__)

CID = "logo@portico"
# Twice what it is drawn at, for the screens of phones.
HEIGHT = 28
_LONGEST = 280


def logo_width(site: SiteSettings) -> int:
    """How wide it stands at its height; 0 where there is none that can be drawn."""
    found = _drawn(site.logo.name) if site.logo else None
    return found[1] if found is not None else 0


def dress(message: EmailMultiAlternatives, html: str) -> None:
    """Give a mail its HTML, and the logo with it where the HTML shows it."""
    message.attach_alternative(html, "text/html")
    site = SiteSettings.current()
    found = _drawn(site.logo.name) if site.logo and f"cid:{CID}" in html else None
    if found is None:
        return
    picture = MIMEImage(found[0], "png")
    picture.add_header("Content-ID", f"<{CID}>")
    picture.add_header("Content-Disposition", "inline", filename="logo.png")
    message.mixed_subtype = "related"  # type: ignore[attr-defined]  # Django's own knob, which its stubs leave out
    message.attach(picture)


@lru_cache(maxsize=2)
def _drawn(name: str) -> tuple[bytes, int] | None:
    """A PNG, which every mail program draws, and its width in the mail. The file's name is new with each logo."""
    try:
        with default_storage.open(name) as file, Image.open(file, formats=("WEBP", "PNG", "JPEG")) as image:
            picture = image.convert("RGBA")
            picture.thumbnail((2 * _LONGEST, 2 * HEIGHT))
            out = io.BytesIO()
            picture.save(out, "PNG", optimize=True)
    except OSError:
        log.warning("The logo cannot be read; mails go without it.")
        return None
    return out.getvalue(), max(round(picture.width / max(picture.height, 1) * min(HEIGHT, picture.height)), 1)
