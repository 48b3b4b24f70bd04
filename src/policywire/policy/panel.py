"""A day's rates for many tariff numbers at once, by groups of lines the law treats alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policywire.facts import Place
from policywire.policy.charge import charge
from policywire.policy.duty import Entry
from policywire.policy.hts import Line
from policywire.policy.laid import Good, Rules
from policywire.policy.regime import Regime

__all__ = ["Panel", "panel"]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Panel:
    """Rates of many numbers on one day, for one origin.

    Attributes
    ----------
    numbers : tuple of str
        N tariff numbers, as asked.
    mean, low, high : Array
        Rate over the tariff lines under each number, as a share of value: the plain mean over
        lines, the least and the most, shape (N,). NaN where no line is held.
    additional : Array
        The mean of what is laid on beyond the base rate, shape (N,).
    complete : Flags
        Whether everything that applies is in the sums, shape (N,).
    """

    numbers: tuple[str, ...]
    mean: Array
    low: Array
    high: Array
    additional: Array
    complete: Flags


def panel(
    regime: Regime, origin: Place, numbers: Sequence[str], entry: Entry | None = None
) -> Panel:
    """Return the rates of many numbers: :meth:`Regime.rate` for each, without its rows.

    Parameters
    ----------
    regime : Regime
        The law of a day.
    origin : Place
        Country, or the European Union.
    numbers : sequence of str
        N tariff numbers as digits. One that the schedule lacks gives NaN.
    entry : Entry or None
        How all are entered.
    """
    rules, entry = regime.rules(origin.code), entry or Entry()
    lines = [regime.law.schedule.under(number) for number in numbers]
    known = {line.code: line for group in lines for line in group}
    rates = _rates(regime, rules, known.values(), entry)
    rows = [[rates[line.code] for line in group] for group in lines]
    table = np.array([_over(group) for group in rows]).reshape(-1, 5)
    return Panel(
        *(tuple(numbers), table[:, 0], table[:, 1], table[:, 2], table[:, 3]),
        complete=table[:, 4] == 1,
    )


def _rates(
    regime: Regime, rules: Rules, lines: Iterable[Line], entry: Entry
) -> dict[str, tuple[float, float, float, float, float]]:
    """Return mean, least, most, additional and completeness of each line."""
    done: dict[tuple[str, str, int, str], tuple[float, float, bool]] = {}
    found = {}
    for line in lines:
        values = []
        for leaf in line.leaves:
            bits = regime.law.bits(leaf)
            # Chapters matter to the law where metal by weight does; the rest is rate and lists.
            alike = (line.general.text, line.usmca, bits, line.code[:2])
            if alike not in done:
                done[alike] = _one(rules, Good(line.code, line.general, line.usmca, bits), entry)
            values.append(done[alike])
        sums = [value for value, _, _ in values]
        beyond = sum(more for _, more, _ in values) / len(values)
        whole = float(all(complete for *_, complete in values))
        found[line.code] = (sum(sums) / len(sums), min(sums), max(sums), beyond, whole)
    return found


def _one(rules: Rules, good: Good, entry: Entry) -> tuple[float, float, bool]:
    made = charge(rules, good, entry)
    base = sum(row.rate for row in made.rows if row.authority == "MFN")
    return made.sum, made.sum - base, not made.not_computed


def _over(group: list[tuple[float, float, float, float, float]]) -> tuple[float, ...]:
    """Return what the lines under one number come to."""
    if not group:
        return (np.nan, np.nan, np.nan, np.nan, 0.0)
    mean, low, high, beyond, whole = zip(*group, strict=True)
    size = len(group)
    return (sum(mean) / size, min(low), max(high), sum(beyond) / size, min(whole))
