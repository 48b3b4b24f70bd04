"""Binding: the value a measure has in a window, recomputed from the series held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policywire.analyst.review.measures import Gauge, at, keys_of
from policywire.analyst.review.report import Ours
from policywire.analyst.review.when import earlier
from policywire.evidence import Combination, Derived, Evaluator, Expression, View
from policywire.facts import Dimension, Frequency, Period
from policywire.facts.errors import PolicywireError

__all__ = ["Answer", "Binder"]

_PERCENT, _POINTS, _RATIO = "percent", "points", "ratio"
_PROPORTIONS = (Dimension.PERCENT, Dimension.SHARE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure of ours.

    Attributes
    ----------
    value : float
        In ones; percent stays percent.
    unit : str
        As ``policywire.facts.Unit`` writes it, without scale.
    period : Period
        What it is about.
    against : Period or None
        What it is compared with.
    expression : str
        Over series keys.
    trail : str
        How it came about, in a line.
    """

    value: float
    unit: str
    period: Period
    against: Period | None
    expression: str
    trail: str

    def ours(self) -> Ours:
        """Return it as a report shows it."""
        period = f"{self.period} over {self.against}" if self.against else str(self.period)
        return Ours(self.value, self.unit, period, self.expression, self.trail)


class Binder:
    """Computes figures from the series held, each once.

    Parameters
    ----------
    view : View
        The store as it stood for the reader.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.held = frozenset(map(str, view.held()))
        self._evaluator = Evaluator(view)
        self._known: dict[tuple[str, Expression, Period, Period | None], Answer | None] = {}

    def level(self, gauge: Gauge, period: Period) -> Answer | None:
        """Return what a measure was in a period, or None where it is not held."""
        if gauge.index:
            base = earlier(period, 1)
            return self.change(gauge, period, base) if base else None
        made = self._derived(at(gauge.expression, period))
        return _answer(made, gauge.sign) if made else None

    def change(self, gauge: Gauge, period: Period, base: Period) -> Answer | None:
        """Return the percent change of a measure from ``base`` to ``period``."""
        pair = self._pair(gauge, period, base)
        if pair is None or pair[1].quantity.value * gauge.sign <= 0:
            return None
        now, then = pair
        value = (now.quantity.value / then.quantity.value - 1.0) * 100.0
        return _between("change", value, _PERCENT, pair)

    def difference(self, gauge: Gauge, period: Period, base: Period) -> Answer | None:
        """Return how much a measure went up, in its unit or in points."""
        pair = self._pair(gauge, period, base)
        if pair is None:
            return None
        now, then = (_answer(item, gauge.sign) for item in pair)
        unit = _POINTS if pair[0].quantity.unit.dimension in _PROPORTIONS else now.unit
        return _between("difference", now.value - then.value, unit, pair)

    def multiple(self, gauge: Gauge, period: Period, base: Period) -> Answer | None:
        """Return how many times the earlier level a measure is."""
        pair = self._pair(gauge, period, base)
        if pair is None or pair[1].quantity.value * gauge.sign <= 0:
            return None
        value = pair[0].quantity.value / pair[1].quantity.value
        return _between("ratio", value, _RATIO, pair)

    def rank(self, gauge: Gauge, period: Period) -> Answer | None:
        """Return the place of a measure among its like; None where too few are held."""
        if not gauge.among:
            return None
        for family in {key.family for key in keys_of(gauge.expression)}:
            self.view.warm(family)
        made = self._derived(Combination("rank", (at(gauge.expression, period),), gauge.among))
        return _answer(made, 1) if made else None

    def last(self, gauge: Gauge) -> date:
        """Return the last day for which all of a measure is held."""
        return min(self.view.span(key).end for key in keys_of(gauge.expression))

    def latest(self, gauge: Gauge, like: Period | None = None) -> Answer | None:
        """Return the newest figure of a measure over a year, or over as long as ``like``."""
        last = self.last(gauge)
        grain = like.frequency if like and like.is_single else Frequency.YEAR
        if grain is Frequency.DAY:
            return self.level(gauge, Period.of(grain, last))
        period = Period.holding(last, grain)
        for back in range(3):
            made = self.level(gauge, _back(period, back))
            if made is not None:
                return made
        return None

    def _pair(self, gauge: Gauge, period: Period, base: Period) -> tuple[Derived, Derived] | None:
        now = self._derived(at(gauge.expression, period))
        then = self._derived(at(gauge.expression, base))
        return (now, then) if now and then else None

    def _derived(self, expression: Expression) -> Derived | None:
        try:
            return self._evaluator.evaluate(expression)
        except PolicywireError:
            return None


def _back(period: Period, grains: int) -> Period:
    if period.frequency is Frequency.YEAR:
        return period.shift_years(-grains)
    index = period.start.year * 12 + period.start.month - 1 - grains * period.months
    return Period.of(period.frequency, date(index // 12, index % 12 + 1, 1))


def _answer(made: Derived, sign: int) -> Answer:
    quantity = made.quantity.to(made.quantity.unit.unscaled)
    return Answer(
        quantity.value * sign,
        str(quantity.unit),
        made.period,
        made.against,
        made.expression if sign > 0 else f"-1 x {made.expression}",
        _trail((made,)),
    )


def _between(operator: str, value: float, unit: str, pair: tuple[Derived, Derived]) -> Answer:
    now, then = pair
    expression = f"{operator}({now.expression}, {then.expression})"
    return Answer(value, unit, now.period, then.period, expression, _trail(pair))


def _trail(made: Iterable[Derived]) -> str:
    """Return in a line which observations, of which vintages and publishers, a value rests on."""
    items = tuple(made)
    observations = [item for part in items for item in part.observations]
    keys = list(dict.fromkeys(str(item.key) for item in observations))
    vintage = max(item.vintage for item in items)
    sources = dict.fromkeys(document.publisher for part in items for document in part.documents)
    shown = ", ".join(keys[:4]) + (f" and {len(keys) - 4} more" if len(keys) > 4 else "")
    return f"{len(observations)} observations of {shown}; vintage {vintage}; {', '.join(sources)}"
