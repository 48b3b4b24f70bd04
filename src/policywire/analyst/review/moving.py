"""Moving: verdicts on motions and orders that are said without a number."""

import re
from dataclasses import replace

from policywire.analyst.review.alternatives import direct_gauges
from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.claiming import told
from policywire.analyst.review.measures import Gauge, gauges
from policywire.analyst.review.proving import LARGE, SLUMP, STRONG, WEAK
from policywire.analyst.review.report import Verdict
from policywire.analyst.review.said import About, Said
from policywire.analyst.review.telling import measure, moment
from policywire.analyst.review.when import earlier
from policywire.analyst.review.windows import before
from policywire.facts import Period

__all__ = ["judge_motion", "judge_order"]

Judged = tuple[Verdict, str, tuple[Answer, ...]]
_INFLATION = re.compile(r"\b(?:dis)?infla(?:tion|ción)\b", re.IGNORECASE)
_STILL = 0.05  # percent; less is no motion to speak of
_CLOSE = 0.01  # two levels nearer than this, as a part, are not put in order


def judge_motion(said: Said, binder: Binder) -> Judged:
    """Return the verdict on ``imports fell``, why, and the figures it rests on.

    Of a month or a quarter it may be meant against a year before or against the one before; it is
    supported, or contradicted, only where both say so.
    """
    period = said.period
    gauge = next(iter(direct_gauges(said, binder)), None)
    if gauge is None:
        return Verdict.NO_EVIDENCE, "Nothing held measures what is said to have moved.", ()
    if period is None:
        return (
            Verdict.NOT_CHECKABLE,
            "No period is given, so it cannot be checked as it stands.",
            (),
        )
    bases = [base for base in (earlier(period, 1), before(period)) if base is not None]
    shown = tuple(item for base in bases if (item := _step(said, binder, gauge, base)))
    if len(shown) < len(bases):
        return Verdict.NO_EVIDENCE, f"Nothing is held for {moment(period)}, or before.", ()
    ways = {_way(item) * said.direction for item in shown}
    note = f"Ours: {'; '.join(map(told, shown))}."
    if ways == {1} and _out_of_size(said, shown):
        note = f"It went that way, but the word for its size does not fit. {note}"
        return Verdict.NO_EVIDENCE, note, shown
    if ways == {1}:
        return Verdict.SUPPORTED, note, shown
    if ways == {-1}:
        return Verdict.CONTRADICTED, f"It went the other way. {note}", shown
    return Verdict.NO_EVIDENCE, f"Against what is not said. {note}", shown


def _step(said: Said, binder: Binder, gauge: Gauge, base: Period) -> Answer | None:
    """Return how a measure moved: in percent, or in points where it is a rate itself.

    ``Inflation eased`` is of the change of prices over a year, ``prices rose`` of the prices.
    """
    period = said.period
    if period is None:
        return None
    if gauge.index and _INFLATION.search(said.text):
        now, then = binder.level(gauge, period), binder.level(gauge, base)
        if now is None or then is None:
            return None
        expression = f"difference({now.expression}, {then.expression})"
        size = now.value - then.value
        return replace(now, value=size, unit="points", against=base, expression=expression)
    made = binder.difference(gauge, period, base)
    if made is None or made.unit == "points":
        return made
    return binder.change(gauge, period, base) or made


def _out_of_size(said: Said, shown: tuple[Answer, ...]) -> bool:
    """Return whether a strong word stands for a small change, or a weak one for a large."""
    sizes = [abs(item.value) for item in shown if item.unit == "percent"]
    strong = any(words.search(said.text) for words in (STRONG, SLUMP))
    weak = WEAK.search(said.text) is not None
    if not sizes:
        return strong or weak
    return min(sizes) < LARGE if strong else weak and max(sizes) > LARGE


def _way(item: Answer) -> int:
    if item.unit == "percent" and abs(item.value) < _STILL:
        return 0
    return (item.value > 0) - (item.value < 0)


def judge_order(said: Said, binder: Binder) -> Judged:
    """Return the verdict on ``more from A than from B``, why, and the figures it rests on."""
    if said.about is None or said.whole is None or said.period is None:
        return Verdict.NO_EVIDENCE, "What is compared is not said.", ()
    pair = _levels(said.about, said.whole, said.period, binder)
    if pair is None:
        return Verdict.NO_EVIDENCE, f"Not both are held for {moment(said.period)}.", ()
    note = f"Ours: {measure(said.about)} {told(pair[0])}; {measure(said.whole)} {told(pair[1])}."
    if said.doubts:
        return Verdict.NO_EVIDENCE, f"It cannot be bound: {said.doubts[0]}. {note}", pair
    way = _ahead(pair) * said.direction
    if way == 0:
        return Verdict.NO_EVIDENCE, f"The two are too near to be put in order. {note}", pair
    if way < 0:
        return Verdict.CONTRADICTED, f"It is the other way round. {note}", pair
    return _overtaken(said, pair, note, binder) if said.since else (Verdict.SUPPORTED, note, pair)


def _overtaken(said: Said, pair: tuple[Answer, Answer], note: str, binder: Binder) -> Judged:
    """Return the verdict on an order said to be new in its period."""
    first = said.period
    base = earlier(first, 1) if first else None
    if said.about is None or said.whole is None or base is None:
        return Verdict.NO_EVIDENCE, note, pair
    then = _levels(said.about, said.whole, base, binder)
    if then is None:
        return Verdict.NO_EVIDENCE, f"Whether it was new cannot be told. {note}", pair
    if _ahead(then) > 0:
        note = f"Not new: so it was in {moment(base)} already. {note}"
        return Verdict.WRONG_PERIOD, note, (*pair, *then)
    return Verdict.SUPPORTED, note, (*pair, *then)


def _levels(
    one: About, other: About, period: Period, binder: Binder
) -> tuple[Answer, Answer] | None:
    found = [_level(item, period, binder) for item in (one, other)]
    if found[0] is None or found[1] is None:
        return None
    return found[0], found[1]


def _level(about: About, period: Period, binder: Binder) -> Answer | None:
    gauge = next(iter(gauges(about, binder.held)), None)
    return binder.level(gauge, period) if gauge else None


def _ahead(pair: tuple[Answer, Answer]) -> int:
    """Return 1 where the first is the larger, -1 where the second is, 0 where they are close."""
    one, other = pair[0].value, pair[1].value
    if abs(one - other) <= _CLOSE * max(abs(one), abs(other)):
        return 0
    return 1 if one > other else -1
