"""Sets of document numbers as whole numbers, one bit a document, and scores as stacks of such sets.

Python adds, cuts and counts integers of fifty thousand bits in microseconds, so a search over many documents never
looks at one of them alone until it knows which few are shown. A score is kept in planes: plane 0 holds the documents
whose score is odd, plane 1 those whose second bit is set, and so on; adding the scores of two words is adding two
binary numbers, for all documents at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Planes = list[int]


def bits_of(documents: Iterable[int], size: int) -> int:
    cells = bytearray(size // 8 + 1)
    for number in documents:
        cells[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(cells, "little")


def documents_in(bits: int) -> Iterator[int]:
    """The numbers in the set, smallest first."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def planes_of(levels: dict[int, int], size: int) -> Planes:
    """``levels``: document -> level from 1 to 7."""
    cells = [bytearray(size // 8 + 1) for _ in range(3)]
    first, second, third = cells
    for number, level in levels.items():
        place, bit = number >> 3, 1 << (number & 7)
        if level & 1:
            first[place] |= bit
        if level & 2:
            second[place] |= bit
        if level & 4:
            third[place] |= bit
    return [int.from_bytes(plane, "little") for plane in cells]


def everything_in(planes: Planes) -> int:
    found = 0
    for plane in planes:
        found |= plane
    return found


def plus(one: Planes, other: Planes) -> Planes:
    total, carry = [], 0
    for place in range(max(len(one), len(other))):
        a = one[place] if place < len(one) else 0
        b = other[place] if place < len(other) else 0
        total.append(a ^ b ^ carry)
        carry = (a & b) | (carry & (a ^ b))
    return [*total, carry] if carry else total


def times(planes: Planes, factor: int) -> Planes:
    total: Planes = []
    shift = 0
    while factor:
        if factor & 1:
            total = plus(total, [0] * shift + planes)
        factor >>= 1
        shift += 1
    return total


def ranked(matched: int, planes: Sequence[int], most: int) -> list[tuple[int, int]]:
    """(score, set) in falling order of scores, until ``most`` documents are in the sets; the last may hold more."""
    groups = [(0, matched)] if matched else []
    for place in range(len(planes) - 1, -1, -1):
        plane, finer, count = planes[place], [], 0
        for score, group in groups:
            for value, part in ((score | 1 << place, group & plane), (score, group & ~plane)):
                if part and count < most:
                    finer.append((value, part))
                    count += part.bit_count()
        groups = finer
    return groups
