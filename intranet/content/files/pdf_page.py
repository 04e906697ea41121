"""``python -m intranet.content.files.pdf_page FILE``: the first page of a PDF, as a picture on standard output.

A process of its own, because a PDF from a stranger is read here by a large library: it has little memory, little time
and may write no file. It knows nothing of Django. The first line says how many pages there are; the rest is a PNG.
"""

from __future__ import annotations

import io
import resource
import sys
from pathlib import Path

LONGEST = 1400
_MEMORY = 1024 * 2**20
_SECONDS = 15


def main(path: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pypdfium2  # noqa: PLC0415 - after the limits

    document = pypdfium2.PdfDocument(Path(path))
    page = document[0]
    width, height = page.get_size()
    scale = min(LONGEST / max(width, height, 1), 4)
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.save(out, "PNG")
    sys.stdout.buffer.write(f"{len(document)}\n".encode() + out.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
