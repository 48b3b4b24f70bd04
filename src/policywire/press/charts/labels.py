"""Labels: how wide a text is, where its lines break, how crowded labels make room."""

from collections.abc import Sequence
from itertools import pairwise

__all__ = ["lines", "spread", "width"]

# Advance widths of Helvetica, in thousandths of the size; Arial and Liberation Sans share them.
_CLASSES = {
    191: "'",
    222: "ijl",
    278: " ,./:;!ftI[]",
    333: "-()r`",
    500: "ckvxyszJ",
    556: "0123456789abdeghnopquL$?#_–",
    584: "+−=<>",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1000: "…—",
}
_WIDTHS = {character: width for width, group in _CLASSES.items() for character in group}
_BOLD = 1.07


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text set in ``size`` pixels."""
    total = sum(_WIDTHS.get(character, 600) for character in text)
    return total * size / 1000 * (_BOLD if bold else 1)


def lines(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return a text broken at spaces into lines no wider than ``room``; a long word stays whole."""
    broken: list[str] = []
    for word in text.split():
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width(longer, size, bold=bold) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return tuple(broken)


def spread(
    wanted: Sequence[float], gap: float | Sequence[float], low: float, high: float
) -> tuple[float, ...]:
    """Return positions near those wanted, at least ``gap`` apart, between ``low`` and ``high``.

    The sum of squared shifts is least (pool adjacent violators); the order is kept, and labels
    that do not fit between the ends run past the lower one.

    Parameters
    ----------
    wanted : sequence of float
        Positions in any order.
    gap : float or sequence of float
        Least distance between neighbours; where a sequence, the room each label takes.
    low, high : float
        Where the first may begin and the last may end.
    """
    if not wanted:
        return ()
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    room = [gap] * len(wanted) if isinstance(gap, float | int) else [gap[i] for i in order]
    offsets = [0.0]
    for left, right in pairwise(room):
        offsets.append(offsets[-1] + (left + right) / 2)
    blocks: list[tuple[float, int]] = []  # (sum of targets, how many share a target)
    for index, offset in zip(order, offsets, strict=True):
        blocks.append((wanted[index] - offset, 1))
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = (blocks[-1][0] + last[0], blocks[-1][1] + last[1])
    bases = [_mean(block) for block in blocks for _ in range(block[1])]
    most = high - offsets[-1]
    kept = [max(low, min(base, most)) + offset for base, offset in zip(bases, offsets, strict=True)]
    placed = dict(zip(order, kept, strict=True))
    return tuple(placed[index] for index in range(len(wanted)))


def _mean(block: tuple[float, int]) -> float:
    return block[0] / block[1]
