"""T3, D2, H1 and H2: what a figure is, and how certainly and strongly it may be told."""

import re
from collections.abc import Iterator, Mapping

from policywire.analyst.draft import Kind
from policywire.analyst.figures import Figure, Root
from policywire.analyst.findings import Strength
from policywire.analyst.learnt import strength_of
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.strokes import Read
from policywire.facts import Status

__all__ = ["check_sizes", "check_status"]

_FITTING = {"D2_sharp": {Strength.SHARP}, "D2_slight": {Strength.SLIGHT, Strength.FLAT}}
_HEDGED = sifted(
    r"(?<!\w)(?:would|could|might|may|project\w*|model\w*|estimat\w*|simulat\w*|scenario\w*"
    r"|suggest\w*|expected|forecast\w*)(?!\w)",
    re.IGNORECASE,
)
_CERTAIN = sifted(r"(?<!\w)(?:will|is going to|are going to|certain\w*|must)(?!\w)", re.I)
_PROJECTED = sifted(
    r"(?<!\w)(?:will|would|could|project\w*|forecast\w*|expect\w*|model\w*|predict\w*|may|might|suggest\w*|scenario\w*)(?!\w)",
    re.IGNORECASE,
)
_PART = re.compile(r"[,;:](?=\s)|(?<!\w)(?:while|whereas|but|although)(?!\w)")
# What a day in the law brings by itself.
_DUE = re.compile(
    r"(?: not)? (?:be (?:in force|due|held|charged|applied|phased|required|needed|asked|open"
    r"|over|\x00)"
    r"|begin|start|end|expire|take effect|take place|apply|enter|meet|open|close|fall due|come into"
    r"|come due|lapse|terminate|run|remain|rise|step|replace|need|have to|require)(?!\w)",
    re.IGNORECASE,
)
_REPORTED = sifted(
    r"(?<!\w)(?:report\w*|ask\w*|sought|seek\w*|propos\w*|press|according|aim\w*|demand\w*"
    r"|want\w*|goal|target\w*|plan\w*|would|may|might|could)(?!\w)",
    re.IGNORECASE,
)


def check_status(
    read: Read,
    figures: Mapping[str, Figure],
    *,
    cited: bool,
    proved: bool,
    about: str = "",
) -> Iterator[Fault]:
    """Yield a fault where tense and status part, or a modelled number is told as certain.

    ``about`` is what stands over a cell, which may say for it that its number is projected.
    """
    numbers = [item for item in read.spans if item.span.kind is Kind.FIGURE]
    held = [(item, figures.get(item.span.ref)) for item in numbers]
    forward = [one for _, one in held if one is not None and _is_forward(one)]
    dated = any(item.span.kind is Kind.DATE for item in read.spans)
    rules = any(one is not None and one.root is Root.RULE for _, one in held)
    only_rules = all(one is None or one.root is Root.RULE for _, one in held)
    legal = (dated or rules) and only_rules
    excused = forward or cited
    found = (match for name, match in read.found if name == "T3")
    match = next((one for one in found if not (legal and _is_due(one, read.folded))), None)
    if not excused and match is not None:
        yield fault("T3", match[0], read.where(*match.span()))
    loose = [one for item, one in held if one is not None and not item.span.phrase]
    reported = any(map(_is_reported, loose))
    if reported and not _REPORTED.search(read.literal):
        yield fault("T3", read.text[:40], (0, len(read.text)), "it is reported, not in force")
    for item, figure in held:
        if figure is None or not _is_forward(figure) or item.span.phrase:
            continue
        if not _PROJECTED.search(about or read.literal):
            yield fault("T3", item.span.text, item.place, f"it is a {figure.status}")
        yield from _modelled(read, figure, about or read.literal)


def _is_due(match: re.Match[str], text: str) -> bool:
    """Return whether words of the future say what a date or a rule in force brings by itself."""
    if match[0].lower() not in ("will", "shall"):
        return not match[0].lower().startswith(("is ", "are ")) or " to" in match[0]
    return _DUE.match(text, match.end()) is not None


def _is_reported(figure: Figure) -> bool:
    """Return whether a figure is of a rule that is only asked for or reported."""
    return figure.root is Root.RULE and figure.status is not Status.ACTUAL


def _is_forward(figure: Figure) -> bool:
    return figure.root is Root.RUN or figure.status is Status.PROJECTION


def _modelled(read: Read, figure: Figure, told: str) -> Iterator[Fault]:
    ranged = any(item.span.kind is Kind.RANGE and item.span.ref == figure.id for item in read.spans)
    place = next(item.place for item in read.spans if item.span.ref == figure.id)
    if not ranged:
        yield fault("H1", read.text[slice(*place)], place)
    certain = _CERTAIN.search(read.literal)
    if certain is not None or not _HEDGED.search(told):
        words = certain[0] if certain else read.text[slice(*place)]
        yield fault("H2", words, certain.span() if certain else place)


def check_sizes(read: Read, figures: Mapping[str, Figure]) -> Iterator[Fault]:
    """Yield a fault for each adverb of size that no change in the line bears out."""
    found = [(name, match) for name, match in read.found if name in _FITTING]
    if not found:
        return
    for name, match in found:
        place = read.where(*match.span())
        if not _sizes(read, figures, place) & _FITTING[name]:
            yield fault("D2", match[0], place)


def _sizes(read: Read, figures: Mapping[str, Figure], place: tuple[int, int]) -> set[Strength]:
    """Return how strong the changes are that stand with an adverb, or where none do, in a line."""
    kinds = (Kind.FIGURE, Kind.DIRECTION)
    told = [item for item in read.spans if item.span.kind in kinds and item.span.ref in figures]
    cuts = [0, *(match.end() for match in _PART.finditer(read.literal)), len(read.literal)]
    start = max(cut for cut in cuts if cut <= place[0])
    end = min(cut for cut in cuts if cut >= place[1])
    near = [item for item in told if start <= item.start < end]
    return {strength_of(figures[item.span.ref]) for item in near or told}
