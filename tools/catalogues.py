"""The translations: brought up to date with the source, checked, and compiled.

    python -m tools.catalogues update           after new words in the source: locale/*/LC_MESSAGES/*.po
    python -m tools.catalogues check            exits 1 when a string is missing, doubtful, superfluous or mis-filled
    python -m tools.catalogues compile FILE...  .po to .mo, without gettext: a bare machine can run Portico

English is the source, so it has no catalogue.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("it",)
DOMAINS = ("django", "djangojs")
# Folders without words for people who use Portico, wherever they stand: no folder of the product may be called so.
WITHOUT_WORDS = ("node_modules", "var", "tests", "deploy", "dist")
# {name}, %(name)s, %s: what the program fills in has to be the same on both sides.
FILLED_IN = re.compile(r"\{\w*\}|%\(\w+\)[a-z]|%[sd]")


def catalogue(root: Path, language: str, domain: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def extract(root: Path) -> None:
    """Django's makemessages in ``root``: adds what is new, marks guesses as fuzzy, drops what is gone."""
    options = ["--no-location", "--no-wrap", "--no-obsolete", "--verbosity", "0"]
    options += [part for language in LANGUAGES for part in ("--locale", language)]
    options += [part for folder in WITHOUT_WORDS for part in ("--ignore", folder)]
    (root / "locale").mkdir(exist_ok=True)
    for domain in DOMAINS:
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "--domain", domain, *options], cwd=root, check=True
        )


def compile_catalogue(source: Path) -> Path:
    """Fuzzy translations are guesses: they are left out, as msgfmt does."""
    target = source.with_suffix(".mo")
    polib.pofile(str(source)).save_as_mofile(str(target))
    return target


def complaints(root: Path = ROOT) -> Iterator[str]:
    """One line for each string that a translator still has to look at."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "source"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", *WITHOUT_WORDS))
        extract(copy)
        for language in LANGUAGES:
            for domain in DOMAINS:
                fresh = catalogue(copy, language, domain)
                if fresh.exists():
                    yield from differences(catalogue(root, language, domain), fresh)


def differences(kept: Path, fresh: Path) -> Iterator[str]:
    name = "/".join(kept.parts[-4:])
    wanted = {_key(entry) for entry in polib.pofile(str(fresh)) if not entry.obsolete}
    entries = [entry for entry in polib.pofile(str(kept)) if not entry.obsolete] if kept.exists() else []
    for key in sorted(wanted - {_key(entry) for entry in entries}, key=str):
        yield f"{name}: not in the catalogue: {key[1]!r}"
    for entry in entries:
        if complaint := _complaint(entry, wanted):
            yield f"{name}:{entry.linenum}: {complaint}: {entry.msgid!r}"


def _complaint(entry: polib.POEntry, wanted: set[tuple[str | None, str, str]]) -> str:
    if _key(entry) not in wanted:
        return "no longer in the source"
    if entry.fuzzy:
        return "a guess (fuzzy)"
    if not entry.translated():
        return "not translated"
    english = set(FILLED_IN.findall(entry.msgid + entry.msgid_plural))
    for translation in (entry.msgstr_plural or {0: entry.msgstr}).values():
        filled_in = set(FILLED_IN.findall(translation))
        # A singular may say "one" instead of its number.
        if filled_in - english or (not entry.msgid_plural and english - filled_in):
            return f"fills in {sorted(filled_in)} where English has {sorted(english)}"
    return ""


def _key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return (entry.msgctxt, entry.msgid, entry.msgid_plural)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update"]:
            extract(ROOT)
        case ["check"]:
            found = list(complaints())
            print(*found, sep="\n", file=sys.stderr, end="\n" if found else "")
            print(f"Translations: {len(found)} to look at." if found else "Translations are complete.")
            return bool(found)
        case ["compile", *files] if files:
            for file in files:
                compile_catalogue(Path(file))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
