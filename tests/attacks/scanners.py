"""python -m tests.attacks.scanners     wapiti, sqlmap and dirb, packages of Debian, against a house of its own

Wapiti walks the pages as Ada and tries what it knows on each form and question; sqlmap tries what we search and list
by; dirb asks for files that are left lying about. Each is ended after its share of ``PORTICO_ATTACKS_MINUTES`` (12), of
which wapiti has half: what it is told to take, and as long again to write down what it found.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .strangers import open_to_attack

SHARE = float(os.environ.get("PORTICO_ATTACKS_MINUTES", "12")) * 60 / 4
# Not csrf: it does not know the token by the name that Django gives it. Foreign forms are for S7.
MODULES = "xss,permanentxss,sql,blindsql,file,exec,crlf,redirect,ssrf,xxe,methods"
# Where what is typed meets the database.
ASKED = (
    *("/search/?q=fans", "/palette/?q=fans", "/people/?q=ada", "/tags/suggest/?q=be", "/spaces/?q=lab"),
    *("/community/?q=x", "/ideas/?q=x", "/feed/newer/?after=1", "/api/v1/search?q=fans", "/api/v1/entries?limit=5"),
)
# What dirb finds and may: pages and files that are meant for everybody.
MEANT = re.compile(
    r"/(|admin|search|robots\.txt|favicon\.ico|sitemap\.xml|static|style|docs|ideas|community|tags|help"
    r"|terms|privacy|offline|news|people|spaces|wiki|chat|inbox|settings|home|posts|events|files|mentions"
    r"|moderation|setup|centre|digest|webhooks|insights|broadcasts|reminders|saved|calendar|banner)/?$"
)
# What sqlmap says of a way in that it has found; the same words with "not" are how it says that there is none.
WAY_IN = re.compile(
    r"\[INFO\].* injectable|is vulnerable|identified the following injection point|^Parameter: |^ +Type: "
)


def ended_after(command: list[str], seconds: float, folder: Path) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False, timeout=seconds)
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode(errors="replace")
    return done.stdout + done.stderr


def by_wapiti(address: str, cookie: str, folder: Path) -> list[str]:
    report = folder / "wapiti.json"
    ended_after(
        ["wapiti", "-u", f"{address}/", "-m", MODULES, "--flush-session", "-f", "json", "-o", str(report),
         "-H", f"Cookie: {cookie}", "-d", "3", "--max-links-per-page", "40", "--max-scan-time", str(int(SHARE * 0.5)),
         "--max-attack-time", str(int(SHARE * 0.4 / len(MODULES.split(",")))), "--no-bugreport", "-v", "0"],
        2 * SHARE, folder,
    )  # fmt: skip
    if not report.exists():
        return ["wapiti came to no end and said nothing"]
    found = json.loads(report.read_text())
    return [
        f"wapiti: {sort}: {one['method']} {one['path']} {one.get('parameter', '')} {one['info']}"
        for sort, faults in {**found["vulnerabilities"], **found["anomalies"]}.items()
        for one in faults
    ]


def by_sqlmap(address: str, cookie: str, folder: Path) -> list[str]:
    found = []
    for path in ASKED:
        said = ended_after(
            ["sqlmap", "-u", f"{address}{path}", "--cookie", cookie, "--batch", "--level", "2", "--risk", "2",
             "--technique", "BEU", "--disable-coloring", "--flush-session", "--output-dir", str(folder / "sqlmap")],
            SHARE / len(ASKED), folder,
        )  # fmt: skip
        found += [f"sqlmap: {path}: {line.strip()}" for line in said.splitlines() if WAY_IN.search(line)]
    return found


def by_dirb(address: str, folder: Path) -> list[str]:
    words = next((Path("/usr/share/dirb/wordlists") / name for name in ("small.txt", "common.txt")), None)
    said = ended_after(["dirb", address, str(words), "-r", "-S", "-w"], SHARE, folder)
    found = re.findall(r"^\+ (\S+) \(CODE:(\d+)", said, re.MULTILINE)
    return [
        f"dirb: {code} {path}"
        for path, code in found
        if (code == "200" and not MEANT.match(path.removeprefix(address))) or code.startswith("5")
    ]


def main() -> int:
    if missing := [name for name in ("wapiti", "sqlmap", "dirb") if shutil.which(name) is None]:
        print(f"Not there: {', '.join(missing)}. They are packages of Debian.")
        return 1
    with open_to_attack() as (product, hand, _things), tempfile.TemporaryDirectory() as name:
        folder, cookie = Path(name), f"portico_session={hand('session', handle='ada')}"
        found = by_wapiti(product.address, cookie, folder)
        found += by_sqlmap(product.address, cookie, folder) + by_dirb(product.address, folder)
        broken = product.log.read_text().count("Traceback (most recent call last)")
        if broken:
            print(product.log.read_text()[-20_000:])
    print(*found, sep="\n")
    print(f"FIGURE scanners: {len(found)} found, {broken} errors")
    return 1 if found or broken else 0


if __name__ == "__main__":
    sys.exit(main())
