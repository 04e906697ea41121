"""What a key costs in the editor of pages: milliseconds of the browser's own processor time for each letter, at the
beginning and at the end of a short page and of a very long one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.e2e.conftest import ARGUMENTS, CHROMIUM, sign_in
from tests.e2e.house import open_house

from . import results

PIECE = """## Part {n}

A customer who wants to **send back** a terminal has *lost* half a day already, see [[Fans]] and @ada.

- [ ] dock it, `T-0931`
- [x] tell #firmware

> [!WARNING] Mind the step
> It is dark.

| aisle | terminals |
|:--|--:|
| A{n} | 12 |

```python
def roll_out(aisle: str) -> int:
    return {n}
```

"""
SIZES = (5_000, 200_000)
WORDS = "some more words "
LETTERS = 60
MEASURED = ("TaskDuration", "ScriptDuration", "LayoutDuration")


def a_text(size: int) -> str:
    pieces, length = [], 0
    while length < size:
        pieces.append(PIECE.format(n=len(pieces)))
        length += len(pieces[-1])
    return "".join(pieces)


def spent(session: CDPSession) -> dict[str, float]:
    found = session.send("Performance.getMetrics")["metrics"]
    return {one["name"]: one["value"] * 1000 for one in found}


def measure(page: Page, place: str) -> dict[str, float]:
    text = page.locator(".cm-content")
    text.focus()
    page.keyboard.press({"beginning": "Control+Home", "end": "Control+End"}[place])
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = spent(session)
    for number in range(LETTERS):
        page.keyboard.type(WORDS[number % len(WORDS)])
    after = spent(session)
    return {
        name: (after[name] - before[name]) / LETTERS for name in ("TaskDuration", "ScriptDuration", "LayoutDuration")
    }


def run() -> None:
    with tempfile.TemporaryDirectory() as folder, open_house(Path(folder)) as (product, hand), sync_playwright() as it:
        browser = it.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(base_url=product.address, service_workers="block")
        page = context.new_page()
        page.goto("/accounts/login/")
        sign_in(page, "ada")
        print("Milliseconds for a letter:   all   script   layout")
        for size in SIZES:
            made: dict[str, Any] = hand("wiki_page", members=["ada"], title=f"Of {size}")
            # As it would have been written: past what a form takes.
            hand("edit_page", page=made["pk"], by="ada", add=a_text(size))
            page.goto(f"/wiki/{made['pk']}/edit/")
            page.locator(".cm-content[contenteditable=true]").wait_for()
            for place in ("beginning", "end"):
                cost = measure(page, place)
                print(f"  {size // 1000:>3} kB, {place:<10} " + "".join(f"{value:>9.1f}" for value in cost.values()))
        results.keep({"typing.letter": cost["TaskDuration"]})
