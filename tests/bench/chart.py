"""The page of the table: one file that needs no other, with a bar for each number and the table beside it.

A bar shows how much of what is allowed is used: what was measured by what it may be at most, or what is asked at least
by what was measured. So short is good in every row, and the line stands where the number is. Rows without a number are
drawn beside the others of their group and unit.
"""

from __future__ import annotations

from html import escape
from typing import Any

from .numbers import GROUPS
from .results import FOLDER, Results, figure, path_of, read, wanted_in_words
from .size import SMALL

# A bar is cut at one and a half times what is allowed, and says so.
MOST_SHOWN = 1.5
_STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#1c2530, #e8ebef); --soft: light-dark(#5a6673, #a3adb8);
  --page: light-dark(#f7f5f1, #14181d); --card: light-dark(#fff, #1c2229); --edge: light-dark(#ddd8cf, #323a44);
  --met: light-dark(#2f7d5b, #58b58a); --missed: light-dark(#b4552d, #e58a5f); --plain: light-dark(#4a6fa5, #7fa3d8);
  --track: light-dark(#efebe4, #262d36); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-inline-size: 74rem; margin-inline: auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
p { max-inline-size: 46rem; margin: 0 0 .75rem; } .soft { color: var(--soft); font-size: .9rem; }
.sum { display: flex; flex-wrap: wrap; gap: 1.5rem; margin-block: 1.5rem; }
.sum div { min-inline-size: 8rem; } .sum b { display: block; font-size: 1.75rem; line-height: 1.1; }
section { background: var(--card); border: 1px solid var(--edge); border-radius: 10px; padding: 1.25rem;
  margin-block: 1.25rem; }
.row { display: grid; grid-template-columns: minmax(12rem, 25rem) 1fr 13rem; gap: .15rem 1.25rem;
  align-items: center; padding-block: .45rem; border-block-start: 1px solid var(--edge); }
.row:first-of-type { border: 0; }
.track { position: relative; block-size: 1rem; background: var(--track); border-radius: 4px; }
.bar { position: absolute; inset-block: 0; inset-inline-start: 0; border-radius: 4px; min-inline-size: 3px; }
.met { background: var(--met); } .missed { background: var(--missed); } .plain { background: var(--plain); }
.line { position: absolute; inset-block: -4px; inline-size: 2px; background: var(--ink); }
.cut::after { content: "›"; position: absolute; inset-inline-end: -.85rem; inset-block-start: -.3rem; font-weight: 700;
  color: var(--missed); }
.value { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; } .value b { font-size: 1.05rem; }
.note { grid-column: 1 / -1; color: var(--soft); font-size: .82rem; margin: 0; max-inline-size: none; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; inline-size: 100%; font-size: .875rem; }
th, td { text-align: start; padding: .4rem .6rem; border-block-end: 1px solid var(--edge); vertical-align: baseline; }
td.n, th.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.no { color: var(--missed); font-weight: 600; } td:nth-last-child(2) { white-space: nowrap; }
.wide { min-inline-size: 58rem; } tbody th { padding-block-start: 1.1rem; }
@media (max-width: 46rem) { main { padding-inline: 1rem; } section { padding: 1rem; }
  .row { grid-template-columns: 1fr; } .value { text-align: start; } }
"""


def write() -> None:
    found = read(path_of())
    target = FOLDER / ("index-small.html" if SMALL else "index.html")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(found, small=SMALL))
    print(f"\nThe chart: {target}")


def page(found: Results, *, small: bool = False) -> str:
    rows = list(found["rows"].values())
    asked = [one for one in rows if one["met"] is not None]
    met = sum(one["met"] for one in asked)
    warning = "<p><strong>Of a small run, which shows that all runs to its end: no figure here counts.</strong></p>"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Portico, measured</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>Portico, measured</h1>{warning if small else ''}"
        "<p>Each bar is how much of what is allowed was used; the line is the number to meet, so short is good. "
        "Rows without a number have blue bars, drawn to the longest of their unit in their group.</p>"
        f'<div class="sum"><div><b>{met} of {len(asked)}</b>numbers met</div>'
        f"<div><b>{len(rows)}</b>figures</div></div>"
        + "".join(_group(name, [one for one in rows if one["group"] == name]) for name in GROUPS)
        + _table(rows)
        + _runs(found["runs"], rows)
        + "</main></body></html>\n"
    )


def _group(name: str, rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    longest: dict[str, float] = {}
    for one in rows:
        if one["met"] is None:
            longest[one["unit"]] = max(longest.get(one["unit"], 0), one["measured"])
    return f"<section><h2>{escape(name)}</h2>{''.join(_row(one, longest) for one in rows)}</section>"


def _row(one: dict[str, Any], longest: dict[str, float]) -> str:
    unit, wanted = escape(one["unit"]), wanted_in_words(one)
    if one["met"] is None:
        most = longest[one["unit"]]
        bar = _bar("plain", one["measured"] / most if most else 0)
    else:
        used = share(one)
        line = f'<span class="line" style="inset-inline-start:{100 / MOST_SHOWN:.2f}%"></span>'
        kind = ("met" if one["met"] else "missed") + (" cut" if used > MOST_SHOWN else "")
        bar = _bar(kind, min(used / MOST_SHOWN, 1)) + line
    note = _note(one)
    return (
        f'<div class="row"><span>{escape(one["what"])}</span><span class="track" aria-hidden="true">{bar}</span>'
        f'<span class="value"><b>{figure(one["measured"])}</b> {f"{wanted} " if wanted else ""}'
        f'<span class="soft">{unit}</span></span>' + (f'<p class="note">{note}</p>' if note else "") + "</div>"
    )


def share(one: dict[str, Any]) -> float:
    """How much of what is allowed is used: 1 is just met, whichever way round the number is asked."""
    ratio = float(one["ratio"])
    if one["most"] is not None:
        return ratio
    return 1 / ratio if ratio else float("inf")


def _bar(kind: str, part: float) -> str:
    return f'<span class="bar {kind}" style="inline-size:{100 * part:.2f}%"></span>'


def _note(one: dict[str, Any]) -> str:
    said = []
    if peer := one.get("peer"):
        ratio = f", {peer['ratio']:.2f} of it" if peer["ratio"] is not None else ""
        said.append(f"{peer['who']} in the same run: {figure(peer['measured'])}{ratio}")
    if others := one.get("elsewhere"):
        listed = ", ".join(f"{other['who']} {figure(other['measured'])}" for other in others)
        said.append(f"measured elsewhere, on another day: {listed}")
    return escape(". ".join(said))


def _table(rows: list[dict[str, Any]]) -> str:
    lines, group = [], ""
    for one in rows:
        if one["group"] != group:
            group = one["group"]
            lines.append(f'<tr><th colspan="7" scope="rowgroup">{escape(group)}</th></tr>')
        word = {True: "met", False: "not met", None: ""}[one["met"]]
        ratio = "" if one["ratio"] is None else f"{one['ratio']:.2f}"
        lines.append(
            f'<tr><td>{escape(one["what"])}</td><td class="n">{figure(one["measured"])}</td>'
            f'<td>{escape(one["unit"])}</td><td class="n">{wanted_in_words(one)}</td>'
            f'<td class="n">{ratio}</td><td{" class=no" if one["met"] is False else ""}>{word}</td>'
            f"<td>{_note(one)}</td></tr>"
        )
    return (
        '<section><h2>The same as a table</h2><div class="scroll"><table class="wide"><thead><tr><th>What</th>'
        '<th class="n">Measured</th><th>Unit</th><th class="n">To meet</th><th class="n">Ratio</th><th>Met</th>'
        f"<th>Beside it</th></tr></thead><tbody>{''.join(lines)}</tbody></table></div></section>"
    )


def _runs(runs: dict[str, dict[str, Any]], rows: list[dict[str, Any]]) -> str:
    lines = []
    for at, one in sorted(runs.items()):
        count = sum(row["run"] == at for row in rows)
        busy = " (busy: only ratios count)" if one["load"] > one["cores"] else ""
        lines.append(
            f"<tr><td>{escape(at)}</td><td>{count}</td><td>{escape(one['processor'])}, {one['cores']} cores, "
            f"{one['memory_gb']} GB</td><td>Python {escape(one['python'])}, {escape(one['system'])}</td>"
            f'<td class="n">{one["load"]}{busy}</td><td>{escape(one["commit"])}</td></tr>'
        )
    return (
        '<section><h2>When, and on what</h2><div class="scroll"><table class="wide"><thead><tr><th>Run</th>'
        '<th>Figures</th><th>Machine</th><th>Software</th><th class="n">Load</th><th>Commit</th></tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div></section>"
    )
