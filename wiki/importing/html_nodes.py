"""What is asked of an element of HTML: what stands in it and around it, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode


def children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def nearest(node: LexborNode, tag: str) -> LexborNode | None:
    above = node.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above


def classes_of(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def number_of(node: LexborNode, name: str) -> int:
    value = node.attributes.get(name) or ""
    return min(int(value), 50) if value.isdigit() and len(value) < 6 else 1
