"""What axe says of a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("moderate", "serious", "critical")
_axe = Axe()
# What is still fading in has less contrast than it will have.
AT_REST = """() => Promise.allSettled(
  document
    .getAnimations()
    .filter((one) => one.playState === "running" && one.effect.getComputedTiming().endTime < Infinity)
    .map((one) => one.finished),
)"""


def problems_on(page: Page) -> list[str]:
    """What shuts somebody out, with where."""
    page.evaluate(AT_REST)
    return [
        f"{problem['id']}, {problem['help']}: {[node['target'] for node in problem['nodes']][:3]}"
        for problem in _axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        if problem["impact"] in GRAVE
    ]
