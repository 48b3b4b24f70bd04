"""T3, D2, H1 and H2: what a figure is, and how certainly and strongly it may be told."""

import re
from collections.abc import Iterator, Mapping

from policywire.analyst.draft import Kind
from policywire.analyst.figures import Figure, Root
from policywire.analyst.findings import Strength, strength_of
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.strokes import Read
from policywire.facts import Status

__all__ = ["check_sizes", "check_status"]

_FITTING = {"D2_sharp": {Strength.SHARP}, "D2_slight": {Strength.SLIGHT, Strength.FLAT}}
_HEDGED = re.compile(
    r"(?<!\w)(?:would|could|might|may|project\w*|model\w*|estimat\w*|simulat\w*|scenario\w*"
    r"|suggest\w*|expected|forecast\w*)(?!\w)",
    re.IGNORECASE,
)
_CERTAIN = re.compile(r"(?<!\w)(?:will|is going to|are going to|certain\w*|must)(?!\w)", re.I)
_PROJECTED = re.compile(
    r"(?<!\w)(?:will|would|could|project\w*|forecast\w*|expect\w*|model\w*|predict\w*|may|might|suggest\w*|scenario\w*)(?!\w)",
    re.IGNORECASE,
)


def check_status(
    read: Read, figures: Mapping[str, Figure], *, cited: bool, proved: bool
) -> Iterator[Fault]:
    """Yield a fault where tense and status part, or a modelled number is told as certain."""
    numbers = [item for item in read.spans if item.span.kind is Kind.FIGURE]
    held = [(item, figures.get(item.span.ref)) for item in numbers]
    forward = [one for _, one in held if one is not None and _is_forward(one)]
    dated = any(item.span.kind is Kind.DATE for item in read.spans)
    rules = any(one is not None and one.root is Root.RULE for _, one in held)
    only_rules = all(one is None or one.root is Root.RULE for _, one in held)
    excused = forward or cited or ((dated or rules) and only_rules)
    match = next((match for name, match in read.found if name == "T3"), None)
    if not excused and match is not None:
        yield fault("T3", match[0], read.where(*match.span()))
    for item, figure in held:
        if figure is None or not _is_forward(figure) or item.span.phrase:
            continue
        if not _PROJECTED.search(read.literal):
            yield fault("T3", item.span.text, item.place, f"it is a {figure.status}")
        yield from _modelled(read, figure)


def _is_forward(figure: Figure) -> bool:
    return figure.root is Root.RUN or figure.status is Status.PROJECTION


def _modelled(read: Read, figure: Figure) -> Iterator[Fault]:
    ranged = any(item.span.kind is Kind.RANGE and item.span.ref == figure.id for item in read.spans)
    place = next(item.place for item in read.spans if item.span.ref == figure.id)
    if not ranged:
        yield fault("H1", read.text[slice(*place)], place)
    certain = _CERTAIN.search(read.literal)
    if certain is not None or not _HEDGED.search(read.literal):
        words = certain[0] if certain else read.text[slice(*place)]
        yield fault("H2", words, certain.span() if certain else place)


def check_sizes(read: Read, figures: Mapping[str, Figure]) -> Iterator[Fault]:
    """Yield a fault for each adverb of size that no change in the line bears out."""
    found = [(name, match) for name, match in read.found if name in _FITTING]
    if not found:
        return
    kinds = (Kind.FIGURE, Kind.DIRECTION)
    told = {item.span.ref for item in read.spans if item.span.kind in kinds}
    sizes = {strength_of(figures[name]) for name in told if name in figures}
    for name, match in found:
        if not sizes & _FITTING[name]:
            yield fault("D2", match[0], read.where(*match.span()))
