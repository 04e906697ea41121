"""R11: stock Yjs clients write in one page while their lines are cut and the server is killed (editors.mjs)."""

from __future__ import annotations

import shutil

from tests.e2e.house import open_house

from .page_falls import come_through
from .registry import Report, fault

PEOPLE = ["ada", "ben", "cleo", "zoe"]


@fault(
    "R11",
    "Lines of editors are cut and the server is killed",
    passes="all replicas end with the same text, which is the one in the database and the one who comes late reads; "
    "nothing that was acknowledged is missing",
)
def run(report: Report) -> None:
    if shutil.which("node") is None:
        report.pass_over("Node is not installed: apt-get install nodejs")
    pages = report.size("pages", short=1, long=5)
    kills = report.size("kills a page", short=2, long=2)
    with open_house(report.folder, COLLAB_QUIET_SECONDS="5") as (product, hand):
        acts = cuts = fallen = differing = 0
        for page in range(1, pages + 1):
            account = come_through(
                product, hand, PEOPLE, cut=60, kill_after=[80 + 120 * fall for fall in range(kills)], seed=page
            )
            acts, cuts, fallen = acts + account.acts, cuts + account.cuts, fallen + account.kills
            differing += bool(account.differing)
        report.figure("changes made", acts)
        report.figure("lines cut", cuts)
        report.figure("times the server was killed", fallen)
        report.must("pages whose readers do not agree", differing, 0)
        assert cuts > 0, "no line was cut"
