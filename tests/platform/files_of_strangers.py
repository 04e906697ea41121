"""Small files of every kind that we take, and some that we do not."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_picture(kind: str = "PNG", size: tuple[int, int] = (400, 200), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def a_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 900)) + chunk(b"IEND", b"")


def an_archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def a_document(inside: str, *more: str) -> bytes:
    return an_archive(("[Content_Types].xml", b"<Types/>"), (inside, b"<x/>"), *((name, b"x") for name in more))


def an_open_document(mime: str) -> bytes:
    return an_archive(("mimetype", mime.encode()), ("content.xml", b"<x/>"))


def an_mp4(brand: bytes = b"isom") -> bytes:
    return b"\0\0\0\x20ftyp" + brand + b"\0\0\2\0isomiso2avc1mp41" + bytes(range(256)) * 8


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + b"\0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000

TAKEN = {
    "plan.png": ("image", a_picture()),
    "photo.jpg": ("image", a_picture("JPEG")),
    "photo.JPEG": ("image", a_picture("JPEG")),
    "wave.gif": ("image", a_picture("GIF")),
    "new.webp": ("image", a_picture("WEBP")),
    "clip.mp4": ("video", an_mp4()),
    "clip.mov": ("video", an_mp4(b"qt  ")),
    "clip.webm": ("video", WEBM),
    "voice.m4a": ("audio", an_mp4(b"M4A ")),
    "voice.mp3": ("audio", b"ID3\x03\0\0\0\0\0\x0f" + b"\0" * 400),
    "bare.mp3": ("audio", b"\xff\xfb\x90\x64" + b"\0" * 400),
    "sound.wav": ("audio", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0" + b"\0" * 200),
    "sound.ogg": ("audio", b"OggS\0\2" + b"\0" * 200),
    "sound.flac": ("audio", b"fLaC\0\0\0\x22" + b"\0" * 200),
    "paper.pdf": ("document", PDF),
    "letter.docx": ("document", a_document("word/document.xml")),
    "sums.xlsx": ("document", a_document("xl/workbook.xml")),
    "talk.pptx": ("document", a_document("ppt/presentation.xml")),
    "letter.odt": ("document", an_open_document("application/vnd.oasis.opendocument.text")),
    "old.doc": ("document", OLE),
    "old.xls": ("document", OLE),
    "old.ppt": ("document", OLE),
    "note.rtf": ("document", b"{\\rtf1\\ansi hello}"),
    "note.txt": ("document", "Perché no? È così.".encode()),
    "note16.txt": ("document", "Perché no?".encode("utf-16")),
    "latin.csv": ("document", "città;paese\n1;2".encode("latin-1")),
    "notes.md": ("document", b"# Title\n\nText"),
    "data.json": ("other", b'{"a": 1}'),
    "all.zip": ("other", an_archive(("a.txt", b"hello"))),
    "all.tar.gz": ("other", b"\x1f\x8b\x08\0" + b"\0" * 100),
    "all.7z": ("other", b"7z\xbc\xaf\x27\x1c\0\4" + b"\0" * 100),
}

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + b"\0" * 200
REFUSED = {
    # What the name says is not on the list.
    "page.html": HTML,
    "page.htm": HTML,
    "page.xhtml": HTML,
    "logo.svg": SVG,
    "logo.svgz": SVG,
    "feed.xml": b"<?xml version='1.0'?><x/>",
    "mail.mhtml": b"MIME-Version: 1.0",
    "run.exe": EXE,
    "run.msi": OLE,
    "run.bat": b"@echo off",
    "run.js": b"alert(1)",
    "run.sh": b"#!/bin/sh",
    "run.py": b"print()",
    "lib.dll": EXE,
    "app.jar": an_archive(("META-INF/MANIFEST.MF", b"")),
    "app.apk": an_archive(("AndroidManifest.xml", b"")),
    "macro.docm": a_document("word/document.xml", "word/vbaProject.bin"),
    "disk.iso": b"\0" * 200,
    "short.lnk": b"L\0\0\0",
    "invoice.pdf.exe": EXE,
    "photo.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "scan.tiff": a_picture("TIFF"),
    "icon.ico": a_picture("ICO", (64, 64)),
    "README": b"hello",
    ".htaccess": b"Options +Indexes",
    "trailing.": b"hello",
    # What it begins with is not what its name says.
    "page.png": HTML,
    "logo.png": SVG,
    "run.png": EXE,
    "run.pdf": EXE,
    "run.txt": EXE,
    "run.docx": EXE,
    "page.txt": HTML,
    "page.md": b"\xef\xbb\xbf  \n<svg onload=alert(1)>",
    "page.csv": b"<?xml version='1.0'?><html/>",
    "page.pdf": HTML + PDF,
    "photo.jpg ": HTML,
    "wrong.jpg": a_picture("PNG"),
    "wrong.gif": a_picture("WEBP"),
    "sound.webp": b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 200,
    "scan.png": a_picture("TIFF"),
    "icon.png": a_picture("ICO", (64, 64)),
    "paper.png": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "fake.docx": an_archive(("a.txt", b"hello")),
    "sums.docx": a_document("xl/workbook.xml"),
    "macro.docx": a_document("word/document.xml", "word/vbaProject.bin"),
    "cut.docx": a_document("word/document.xml")[:60],
    "broken.zip": b"PK\x03\x04" + b"\0" * 50,
    "script.gif": b"GIF89a=0;alert(1)//" + b"A" * 100,
    "cut.png": a_picture()[:20],
    # What it would cost.
    "bomb.png": a_bomb(),
    "wide.png": a_bomb(2**31 - 1, 1),
    "empty.txt": b"",
    "empty.png": b"",
}
