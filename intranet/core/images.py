"""Pictures from strangers: what their header says, and clean copies in the sizes that pages need.

Nothing here trusts a file name or a declared type, and nothing decodes a picture before its header has been found
sane. What a page shows is always a copy encoded by us: without metadata, turned upright, in sRGB.
"""

from __future__ import annotations

import io
import logging
import struct
import warnings
from typing import IO, NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, ImageSequence

log = logging.getLogger(__name__)

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MAX_PIXELS = 25_000_000
MAX_FRAMES = 300
# The pixels of all frames of an animation together: what its copies cost to make.
MAX_MOVING_PIXELS = 120_000_000
MOVING_LONGEST = 640
# The pixels of all frames of a moving copy together, which are in memory at once.
MOVING_COPY_PIXELS = 25_000_000
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# Pillow warns from there and refuses at twice as much; we refuse at once, by what ``look_at`` has read.
warnings.simplefilter("ignore", Image.DecompressionBombWarning)


class BadImage(ValueError):
    """Not a picture we take. The message is a sentence for the person who sent it."""


class Facts(NamedTuple):
    format: str
    width: int
    height: int
    frames: int

    @property
    def mime(self) -> str:
        return f"image/{self.format.lower()}"


def look_at(file: IO[bytes]) -> Facts:
    """What the header says, without decoding: format, upright size, frames. ``BadImage`` where that is too much."""
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS) as image:
            kind, (width, height) = str(image.format), image.size
            if width * height > MAX_PIXELS:
                raise BadImage(_too_many_pixels())
            sideways = kind == "JPEG" and image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            frames = _gif_frames(file) if kind == "GIF" else int(getattr(image, "n_frames", 1))
    except BadImage:
        raise
    except Image.DecompressionBombError as error:
        raise BadImage(_too_many_pixels()) from error
    except Exception as error:  # decoders raise whatever they trip over
        raise BadImage(_("This picture cannot be read. Save it again as PNG or JPEG.")) from error
    finally:
        file.seek(0)
    if frames > MAX_FRAMES or frames * width * height > max(MAX_MOVING_PIXELS, MAX_PIXELS):
        raise BadImage(_("This animation is too long or too large. Shorten it, or send it as a video."))
    return Facts(kind, height if sideways else width, width if sideways else height, frames)


def copy_at(file: IO[bytes], longest: int, *, moving: bool = False) -> bytes:
    """The picture as WebP with no side over ``longest``; never enlarged. ``moving`` keeps an animation, made small."""
    facts = look_at(file)
    try:
        with Image.open(file, formats=FORMATS) as image:
            if moving and facts.frames > 1:
                return _moving(image, _moving_size(facts, min(longest, MOVING_LONGEST)))
            if facts.format == "JPEG":
                image.draft("RGB", (longest, longest))  # decodes only as much as is needed
            still = _upright(image)
            still.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            still.save(out, "WEBP", quality=82, method=4)
            return out.getvalue()
    except Exception as error:
        raise BadImage(_("This picture is damaged: part of it cannot be read.")) from error


def cleaned(file: IO[bytes]) -> bytes:
    """The picture at its own size and in its own format, without place, camera or any other metadata.

    A GIF comes back as it is: it has no such fields, and encoding it again would hurt it.
    """
    facts = look_at(file)
    if facts.format == "GIF" or facts.frames > 1:
        return file.read()
    try:
        with Image.open(file, formats=FORMATS) as image:
            upright = _upright(image)
            out = io.BytesIO()
            match facts.format:
                case "JPEG":
                    _opaque(upright).save(out, "JPEG", quality=92)
                case "PNG":
                    upright.save(out, "PNG")
                case _:
                    upright.save(out, "WEBP", quality=90, method=4)
            return out.getvalue()
    except Exception as error:
        raise BadImage(_("This picture is damaged: part of it cannot be read.")) from error


def _opaque(image: Image.Image) -> Image.Image:
    return image if image.mode == "RGB" else image.convert("RGB")


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its camera was held, in sRGB, with nothing but pixels left. Copies nothing it need not: a large
    picture has a hundred megabytes."""
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(image, in_place=True)
    mode = "RGBA" if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info else "RGB"
    has_colours = image.mode in ("RGB", "RGBA")
    pixels = image if image.mode == mode else image.convert(mode)
    if profile and len(profile) < 1_000_000 and has_colours:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(pixels, source, ImageCms.createProfile("sRGB"), inPlace=True)
        except (ImageCms.PyCMSError, OSError, ValueError):
            log.info("A picture's colour profile cannot be read; its colours are taken as they are.")
    pixels.info.clear()
    return pixels


def _moving_size(facts: Facts, longest: int) -> tuple[int, int]:
    """Within ``longest``, and small enough that all frames fit the memory we give them."""
    scale = min(
        1.0,
        longest / max(facts.width, facts.height),
        (MOVING_COPY_PIXELS / (facts.frames * facts.width * facts.height)) ** 0.5,
    )
    return max(int(facts.width * scale), 1), max(int(facts.height * scale), 1)


def _moving(image: Image.Image, size: tuple[int, int]) -> bytes:
    frames, durations = [], []
    for frame in ImageSequence.Iterator(image):
        durations.append(max(int(frame.info.get("duration", 100)), 20))
        frames.append(frame.convert("RGBA").resize(size, Image.Resampling.BILINEAR))
    out = io.BytesIO()
    frames[0].save(
        out,
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=int(image.info.get("loop", 0)),
        quality=70,
        method=2,
    )
    return out.getvalue()


def _gif_frames(file: IO[bytes]) -> int:
    """How many frames a GIF has, counted over its blocks and only as far as matters."""
    file.seek(0)
    header = file.read(13)
    flags = header[10]
    if flags & 0x80:
        file.seek(3 * 2 ** ((flags & 7) + 1), io.SEEK_CUR)
    frames = 0
    while frames <= MAX_FRAMES:
        match file.read(1):
            case b"!":  # an extension: its label, then sub-blocks
                file.read(1)
            case b",":
                frames += 1
                flags = struct.unpack("<4HB", file.read(9))[4]
                if flags & 0x80:
                    file.seek(3 * 2 ** ((flags & 7) + 1), io.SEEK_CUR)
                file.read(1)
            case _:  # the trailer, the end, or rubbish that no viewer reads on from
                break
        while size := (file.read(1) or b"\0")[0]:
            file.seek(size, io.SEEK_CUR)
    return max(frames, 1)


def _too_many_pixels() -> str:
    return _("This picture has more than %(count)d million pixels. Make it smaller first.") % {
        "count": MAX_PIXELS // 1_000_000
    }
