"""Files that say how the pages of a book stand: ``mkdocs.yml`` and ``SUMMARY.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from .archives import File, text_of
from .front_matter import read_yaml

MOST = 20_000
_POINT = re.compile(r"^(\s*)[-*+]\s+\[([^\]]*)\]\(([^)\s]*)\)")


@dataclass
class Node:
    """A line of it: a file, or a heading over others that has none."""

    title: str
    source: str = ""
    below: list[Node] = field(default_factory=list)


def read_guide(file: File) -> list[Node]:
    text, _whole = text_of(file.read())
    folder = str(PurePosixPath(file.name).parent)
    if file.ending in ("yml", "yaml"):
        said = read_yaml(text) if len(text) < 500_000 else None
        if not isinstance(said, dict) or not isinstance(said.get("nav"), list):
            return []
        docs = said.get("docs_dir")
        return _nav(said["nav"], _joined(folder, docs if isinstance(docs, str) else "docs"), [0])
    return _summary(text, folder)


def _nav(entries: list[Any], folder: str, count: list[int]) -> list[Node]:
    found = []
    for entry in entries:
        count[0] += 1
        if count[0] > MOST:
            break
        if isinstance(entry, str):
            found.append(Node("", _joined(folder, entry)))
        elif isinstance(entry, dict):
            for title, below in entry.items():
                if isinstance(below, str) and "://" not in below:
                    found.append(Node(str(title), _joined(folder, below)))
                elif isinstance(below, list):
                    found.append(Node(str(title), below=_nav(below, folder, count)))
    return found


def _summary(text: str, folder: str) -> list[Node]:
    top: list[Node] = []
    line_of: list[tuple[int, list[Node]]] = [(-1, top)]
    for line in text.split("\n")[:MOST]:
        if not (found := _POINT.match(line)):
            continue
        depth = len(found[1].expandtabs(4))
        while line_of[-1][0] >= depth:
            line_of.pop()
        target = found[3].partition("#")[0]
        node = Node(re.sub(r"[*`\\]", "", found[2]), _joined(folder, target) if target else "")
        line_of[-1][1].append(node)
        line_of.append((depth, node.below))
    return top


def _joined(folder: str, name: str) -> str:
    parts: list[str] = []
    for part in PurePosixPath("" if folder == "." else folder, name.lstrip("/")).parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
