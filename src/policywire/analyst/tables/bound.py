"""The bound check: the figure a sentence states against its own derivation, worked out again."""

from policywire.analyst.tables.arithmetic import SCALES, Term, work_out
from policywire.analyst.tables.grid import Grid
from policywire.analyst.tables.lines import TableLine
from policywire.analyst.tables.said import Said, figures_said
from policywire.analyst.tables.verdicts import Judgement, Verdict
from policywire.facts.errors import BadExpression

__all__ = ["judge_bound"]

_SHARES = {"percent": "percent", "points": "points", "percentage points": "points"}


def _held(grid: Grid) -> frozenset[float]:
    """Return the numbers of a table, negatives as negatives."""
    held: set[float] = set()
    for row in grid.cells:
        for cell in row:
            negative = cell.value is not None and cell.value < 0 and len(cell.numbers) == 1
            held.update([cell.value] if negative and cell.value is not None else cell.numbers)
    return frozenset(held)


def _within(said: float, half: float, found: float) -> bool:
    return abs(said - found) <= half * (1 + 1e-9) + 1e-12 * abs(found)


def _signed(said: Said, found: float) -> float | None:
    """Return the said value with the sign its words give it; None where they deny the sign."""
    if said.signed or not said.value:
        return said.value
    if said.way in {"fell", "less"} and found < 0:
        return -said.value
    denied = (said.way == "fell" and found > 0) or (said.way == "rose" and found < 0)
    return None if denied else said.value


def _targets(said: Said, term: Term, scale: str) -> list[tuple[float, float]]:
    """Return what the figure may be in the unit it is written in; nothing in a wrong unit."""
    if scale in _SHARES or scale == "basis points":
        share = term.value * 100 if term.degree <= 0 else term.value
        if scale == "basis points":
            return [(share * 100, 1.0)] if said.unit in {scale, ""} and said.scale == 1 else []
        if said.unit == "basis points" and _SHARES[scale] == "points":
            return [(share * 100, 1.0)]
        return [(share, 1.0)] if said.unit in {_SHARES[scale], ""} and said.scale == 1 else []
    if said.unit == "percent":
        return [(term.value * 100, 1.0)] if term.degree == 0 and not scale else []
    if said.unit:
        return []
    factor = SCALES.get(scale, 1.0)
    ones = term.value if term.scaled else term.value * factor
    if said.scale > 1:
        return [(ones / said.scale, 1.0)]
    return [(ones / factor, 1.0), (ones, 1.0)] if factor > 1 else [(ones, 1.0)]


def _fits(said: Said, term: Term, scale: str) -> bool:
    for found, _ in _targets(said, term, scale):
        value = _signed(said, found)
        if value is not None and _within(value, said.half, found):
            return True
    return False


def _stated(line: TableLine) -> list[Said]:
    found = figures_said(line.figure or line.sentence)
    if line.figure and line.sentence and len(found) == 1 and not found[0].unit:
        found = _with_unit(found[0], line.sentence) or found
    return [said for said in found if not said.year] or found


def _with_unit(bare: Said, sentence: str) -> list[Said]:
    """Return the sentence's own reading of a figure that was given without its unit."""
    same = [s for s in figures_said(sentence) if abs(s.value) == abs(bare.value)]
    return same[:1] if bare.scale == 1 else []


def _asides(line: TableLine, held: frozenset[float]) -> frozenset[float]:
    """Return numbers a sentence may state besides: the derivation's own and the table's."""
    own = {said.value for said in figures_said((line.derivation or "").replace("-", " "))}
    return frozenset(abs(value) for value in own | held)


def _unsure(line: TableLine, note: str) -> Verdict:
    return Verdict(line.id, Judgement.UNSURE, Judgement.REFUTED, 0.5, note, "bound")


def _number(value: float) -> str:
    return f"{value:,.10g}"


def judge_bound(line: TableLine, grid: Grid) -> Verdict:
    """Judge a line that brings its derivation.

    Parameters
    ----------
    line : TableLine
        With a derivation.
    grid : Grid
        Its table, by which amounts are told from bare counts.

    Returns
    -------
    Verdict
        Supported where the stated figure, in its unit and with its sign, is the derivation's value
        within half of its last printed place; unsure where there is nothing to compare.
    """
    held = _held(grid)
    factor = SCALES.get(line.scale, 1.0)
    try:
        term = work_out(line.derivation or "", held, factor)
    except BadExpression as error:
        return _unsure(line, str(error))
    stated = _stated(line)
    if not stated:
        return _unsure(line, "The sentence states no figure in digits; give it in 'figure'.")
    fitting = [said for said in stated if _fits(said, term, line.scale)]
    if not fitting:
        return _settled(line, Judgement.REFUTED, _why_not(stated[0], term, line.scale))
    others = [s for s in stated if s not in fitting and abs(s.value) not in _asides(line, held)]
    if others:
        return _unsure(
            line, f"The derivation gives '{fitting[0].text}', but the sentence also states "
            f"'{others[0].text}'; give the figure meant in 'figure'.",
        )  # fmt: skip
    return _settled(line, Judgement.SUPPORTED, f"The derivation gives '{fitting[0].text}'.")


def _settled(line: TableLine, judgement: Judgement, note: str) -> Verdict:
    return Verdict(line.id, judgement, judgement, 1.0, note, "bound")


def _why_not(said: Said, term: Term, scale: str) -> str:
    targets = _targets(said, term, scale)
    if not targets:
        unit = scale or "no percent and no scale"
        return f"'{said.text}' is in another unit than the derivation, which gives {unit}."
    return (
        f"The derivation gives {_number(targets[0][0])}, not '{said.text}' "
        f"(± {_number(said.half)} by its digits)."
    )
