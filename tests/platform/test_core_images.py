"""Pictures from strangers."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib

import pytest
from PIL import Image, ImageCms

from intranet.core import images
from intranet.core.images import BadImage, cleaned, copy_at, look_at


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 200), color="teal", mode: str = "RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, kind, **options)
    out.seek(0)
    return out


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def a_png_that_claims(width: int, height: int) -> io.BytesIO:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + header + body)


def a_gif_of(frames: int, *, size: tuple[int, int] = (2, 2)) -> io.BytesIO:
    head = b"GIF89a" + struct.pack("<HHBBB", *size, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"!\xf9\x04\0\x0a\0\0\0," + struct.pack("<HHHHB", 0, 0, *size, 0) + b"\x02\x02\x44\x01\0"
    return io.BytesIO(head + frame * frames + b";")


def an_animation(size: tuple[int, int], *, frames: int) -> io.BytesIO:
    pictures = [Image.new("RGB", size, (step * 9, 90, 255 - step * 9)) for step in range(frames)]
    gif = io.BytesIO()
    pictures[0].save(gif, "GIF", save_all=True, append_images=pictures[1:], duration=50)
    return gif


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_header_says_what_it_is(kind):
    assert look_at(picture(kind)) == (kind, 400, 200, 1)
    assert look_at(picture(kind)).mime == f"image/{kind.lower()}"


def test_a_phones_sideways_photo_is_measured_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = picture("JPEG", exif=exif)
    assert look_at(photo)[1:3] == (200, 400)
    assert opened(copy_at(photo, 320)).size == (160, 320)


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM", "TGA", "EPS", "ICNS", "PCX"])
def test_other_formats_are_refused_whatever_they_are_called(kind):
    with pytest.raises(BadImage, match="cannot be read"):
        look_at(picture(kind, (64, 64)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"RIFF\0\0\0\0WEBP",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"GIF89a=0;alert(1)//" + b"A" * 100,
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data):
    with pytest.raises(BadImage) as refused:
        copy_at(io.BytesIO(data), 320)
    assert str(refused.value).endswith(".")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(50_000, 50_000), (5001, 5000), (100_000, 251), (2**31 - 1, 1)])
def test_a_bomb_is_refused_by_its_header_and_costs_no_memory(size):
    bomb = a_png_that_claims(*size)
    tracemalloc.start()
    with pytest.raises(BadImage):
        look_at(bomb)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_header_that_lies_is_a_damaged_picture():
    with pytest.raises(BadImage, match="damaged"):
        copy_at(a_png_that_claims(300, 300), 320)


def test_an_animation_is_counted_only_as_far_as_matters():
    assert look_at(a_gif_of(12)).frames == 12
    with pytest.raises(BadImage, match="animation"):
        look_at(a_gif_of(100_000))
    with pytest.raises(BadImage, match="animation"):
        look_at(a_gif_of(200, size=(1000, 1000)))


def test_a_copy_is_never_larger_than_asked_and_never_enlarged():
    assert opened(copy_at(picture(size=(4000, 1000)), 320)).size == (320, 80)
    assert opened(copy_at(picture(size=(100, 50)), 320)).size == (100, 50)
    assert opened(copy_at(picture(), 320)).format == "WEBP"


def test_nothing_but_pixels_is_left():
    exif = Image.Exif()
    exif[0x0110] = "Camera of Ada"
    exif.get_ifd(0x8825)[1] = "N"
    for data in (
        copy_at(picture("JPEG", exif=exif, comment=b"secret"), 320),
        cleaned(picture("JPEG", exif=exif, comment=b"secret")),
        cleaned(picture("PNG", exif=exif)),
        cleaned(picture("WEBP", exif=exif, xmp=b"<secret/>")),
    ):
        left = opened(data)
        assert not left.getexif()
        assert {"exif", "xmp", "comment", "icc_profile"}.isdisjoint(left.info)
        assert b"Ada" not in data
        assert b"secret" not in data


def test_what_hangs_behind_a_picture_is_cut_off():
    polyglot = io.BytesIO(picture("JPEG").getvalue() + b"PK\x03\x04<script>alert(1)</script>")
    assert b"script" not in cleaned(polyglot)
    assert b"script" not in copy_at(polyglot, 320)


def test_a_clean_copy_keeps_format_and_size():
    for kind in ("JPEG", "PNG", "WEBP"):
        kept = opened(cleaned(picture(kind, (300, 100))))
        assert (kept.format, kept.size) == (kind, (300, 100))


def test_transparency_survives():
    seen = opened(copy_at(picture("PNG", color=(0, 0, 0, 0), mode="RGBA"), 320))
    assert seen.mode == "RGBA"
    assert seen.getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "I;16", "CMYK"])
def test_every_kind_of_pixel_can_be_copied(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(copy_at(picture(kind, (40, 20), color=1, mode=mode), 320)).size == (40, 20)


def test_colours_of_another_space_are_carried_over_and_a_broken_profile_does_no_harm():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert opened(copy_at(picture(icc_profile=srgb), 320)).size == (320, 160)
    assert opened(copy_at(picture(icc_profile=b"\0" * 200), 320)).size == (320, 160)


def test_an_animation_moves_on_in_its_copy_and_stands_still_in_its_thumbnail():
    gif = an_animation((900, 300), frames=3)
    moving = Image.open(io.BytesIO(copy_at(gif, 2048, moving=True)))
    assert (moving.n_frames, moving.size) == (3, (images.MOVING_LONGEST, 213))
    assert getattr(Image.open(io.BytesIO(copy_at(gif, 320))), "n_frames", 1) == 1


def test_the_frames_of_a_moving_copy_fit_into_memory(monkeypatch):
    monkeypatch.setattr(images, "MOVING_COPY_PIXELS", 4000)
    moving = Image.open(io.BytesIO(copy_at(an_animation((60, 60), frames=20), 2048, moving=True)))
    assert moving.n_frames == 20
    assert moving.width * moving.height * 20 <= 4000
