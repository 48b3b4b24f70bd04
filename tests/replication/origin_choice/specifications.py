"""Other ways to write the choice, fitted on half of the chapters and tried on the rest.

    python -m tests.replication.origin_choice.specifications

prints ``specifications.csv``. Each fits a median a place to use before the tariffs, given use after
them, and what is left by least squares weighted by value, as the packaged calibration does.
"""

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, ndtr
from scipy.stats import t as student

from policywire.desks.desk import desks
from policywire.models.legal.rates import fees
from policywire.models.origin_choice.calibrate import Panel
from policywire.policy.library import open_library
from tools import freeze_choice

Array = NDArray[np.float64]
Cdf = Callable[[Array], Array]
SHARED = Path(__file__).parents[4] / "shared" / "data"
SIGMAS = np.linspace(0.5, 5.0, 19)
LOW, HIGH = float(np.log(2e-6)), float(np.log(0.2))


def logistic(z: Array) -> Array:
    """Return the logistic distribution, scaled to the normal's spread."""
    return np.asarray(expit(1.702 * z))


def heavy(z: Array) -> Array:
    """Return Student's distribution of three degrees: heavier tails than the normal's."""
    return np.asarray(student.cdf(z, 3))


def normal(z: Array) -> Array:
    """Return the normal distribution."""
    return np.asarray(ndtr(z))


@dataclass(frozen=True)
class Way:
    """A way to write the choice: distribution, cost all bear, what is shared, what is saved."""

    name: str
    cdf: Cdf = normal
    fixed: float = 0.0
    sigma_by_place: bool = False
    one_median: bool = False
    fee: bool = True


WAYS = (
    Way("packaged: lognormal, one sigma"),
    Way("a sigma for each place", sigma_by_place=True),
    Way("one median for both places", one_median=True),
    Way("log-logistic", cdf=logistic),
    Way("log-Student of 3", cdf=heavy),
    Way("a fixed cost of 0.02 % on top", fixed=0.0002),
    Way("a fixed cost of 0.05 % on top", fixed=0.0005),
    Way("no processing fee in the margin", fee=False),
)


def said(way: Way, of: Panel, median: float, sigma: float) -> Array:
    """Return use before by line."""

    def share(margin: Array) -> Array:
        left = margin - way.fixed
        at = (np.log(np.maximum(left, 1e-12)) - np.log(median)) / sigma
        return np.where(left > 0, way.cdf(at), 0.0)

    able = np.minimum(of.after / np.maximum(share(of.margin_after), 1e-12), 1.0)
    return np.asarray(able * share(of.margin_before))


def error(way: Way, panels: Sequence[Panel], found: Sequence[tuple[float, float]]) -> float:
    """Return the weighted squared error over places."""
    pairs = zip(panels, found, strict=True)
    total = sum(float(of.value @ (said(way, of, *one) - of.before) ** 2) for of, one in pairs)
    return total / float(sum(of.value.sum() for of in panels))


def fitted(way: Way, panels: Sequence[Panel]) -> list[tuple[float, float]]:
    """Return median and sigma by place."""
    if way.sigma_by_place:
        return [_fitted(way, [of])[0] for of in panels]
    return _fitted(way, panels)


def _fitted(way: Way, panels: Sequence[Panel]) -> list[tuple[float, float]]:
    tried = []
    for sigma in SIGMAS.tolist():
        groups = [list(panels)] * len(panels) if way.one_median else [[of] for of in panels]
        medians = [_median(way, group, sigma) for group in groups]
        if all(medians):
            found = [(median, sigma) for median in medians]
            tried.append((error(way, panels, found), found))
    return min(tried)[1]


def _median(way: Way, panels: Sequence[Panel], sigma: float) -> float:
    """Return the median at which use comes out, or 0 where none does."""

    def off(log: float) -> float:
        return sum(
            float(of.value @ (said(way, of, float(np.exp(log)), sigma) - of.before))
            for of in panels
        )

    return float(np.exp(brentq(off, LOW, HIGH, xtol=1e-6))) if off(LOW) > 0 > off(HIGH) else 0.0


def change(way: Way, of: Panel, found: tuple[float, float] | None = None) -> float:
    """Return the change of use in points: as it was, or as fitted parameters say."""
    before = of.before if found is None else said(way, of, *found)
    return float(100 * of.value @ (of.after - before) / of.value.sum())


def panels_of(lines: Sequence[freeze_choice.Lines], way: Way, rest: int) -> list[Panel]:
    """Return the lines of odd chapters (``rest`` 1) or even ones (0), by place."""
    made = []
    for one in lines:
        kept = np.array([int(code[:2]) % 2 == rest for code in one.code])
        held = freeze_choice.panel_of(one, kept)
        if not way.fee:
            used = one.dutiable & (one.imports[0] > 0) & (one.imports[1] > 0) & kept
            codes = [str(code) for code in one.code[used]]
            law = open_library(desks()["trade"].law).law
            days = (freeze_choice.BEFORE, freeze_choice.AFTER)
            less = [fees(law.on(day), codes) for day in days]
            margins = (held.margin_before - less[0], held.margin_after - less[1])
            held = Panel(held.value, held.before, held.after, *margins, held.heading)
        made.append(held)
    return made


def rows(lines: Sequence[freeze_choice.Lines], ways: Sequence[Way] = WAYS) -> Iterator[list[str]]:
    """Yield a row a way and direction: error fitted and held out, change as said and as it was."""
    for way in ways:
        halves = {name: panels_of(lines, way, rest) for name, rest in (("odd", 1), ("even", 0))}
        for fit_on, try_on in (("odd", "even"), ("even", "odd")):
            found = fitted(way, halves[fit_on])
            errors = [error(way, halves[name], found) ** 0.5 for name in (fit_on, try_on)]
            changes = [
                part
                for of, one in zip(halves[try_on], found, strict=True)
                for part in (change(way, of), change(way, of, one))
            ]
            yield [
                *(way.name, fit_on, *(f"{one:.3f}" for one in errors)),
                *(f"{one:.1f}" for one in changes),
            ]


HEAD = "way,fitted_on,error_fitted,error_held_out,mex_was,mex_said,can_was,can_said"


def lines_held() -> list[freeze_choice.Lines]:
    """Return the lines of both places."""
    tables = freeze_choice.Tables(SHARED)
    return [freeze_choice.lines_of(tables, place) for place in freeze_choice.PLACES]


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEAD.split(","))
    writer.writerows(rows(lines_held()))
