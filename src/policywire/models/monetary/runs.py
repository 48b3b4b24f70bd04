"""The money desk's answers as runs, so that figures can be bound to them.

Keys are ``yield_2y`` for assets, ``var/unemployment/q4`` for paths,
``gk/industrial_production/m12`` for months, ``inertial/funds_rate/path/q5`` for a push. Yields are
in percentage points.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from policywire import __version__
from policywire.facts import Citation, Frequency, Period, Unit
from policywire.models.base import Outcome, Run
from policywire.models.monetary.impulse import PriceImpulse
from policywire.models.monetary.kernel import responses
from policywire.models.monetary.respond import assets, months, quarters
from policywire.models.monetary.response import Array, Response
from policywire.models.monetary.rules import Inputs, prescribe
from policywire.models.monetary.tables import certificate, kernel, push

__all__ = ["asset_run", "month_run", "path_run", "push_run", "rule_run", "shock_run"]

# When the raw data behind the packaged tables were fetched.
RETRIEVED = date(2026, 11, 22)
_POINTS, _PERCENT = Unit.parse("points"), Unit.parse("percent")
_SPAN = re.compile(r"(\d{4}-\d{2}) to (\d{4}-\d{2})$")
_SURPRISES = Citation(
    "Jarocinski and Karadi, Deconstructing Monetary Policy Surprises, update to September 2024",
    "announcements, 30-minute window",
    "https://github.com/marekjarocinski/jkshocks_update_fed",
)
_FRBUS = Citation(
    "Federal Reserve Board, FRB/US model package",
    "responses by its own code",
    "https://www.federalreserve.gov/econres/us-models-about.htm",
)
_SVAR = Citation(
    "Gertler and Karadi, Monetary Policy Surprises, Credit Costs, and Economic Activity (2015)",
    "replication data",
    "https://doi.org/10.1257/mac.20130329",
)
_LATER = Citation(
    "Federal Reserve Board and Bureau of Labor Statistics, monthly series",
    "with the excess bond premium of Favara and others",
    "https://www.federalreserve.gov/data.htm",
)
_RULES = Citation(
    "Federal Reserve Board, Monetary Policy Report, simple policy rules",
    "Taylor (1993), balanced-approach, inertial, first-difference",
    "https://www.federalreserve.gov/monetarypolicy/mpr_default.htm",
)


def asset_run(surprise_bp: float, *, sample: str = "all") -> Run:
    """Return the assets' answers to a surprise, each at the period of its sample."""
    found = assets(surprise_bp, sample=sample)
    return _run(
        (
            "asset reactions",
            f"a surprise of {surprise_bp:+g} basis points",
            _again(f"--surprise-bp={surprise_bp:g} --sample {sample}"),
        ),
        {one.variable: _outcome(one, _sample(one)) for one in found},
        (_SURPRISES,),
        _sample(found[0]),
    )


def month_run(size_bp: float, start: date) -> Run:
    """Return the proxy-SVAR's answers to a move of the one-year yield, by month from ``start``."""
    outcomes = {}
    for one in months(size_bp):
        model = "gk" if "futures" in one.method else "pc1"
        at = _later(Frequency.MONTH, start, int(one.horizon[1:]))
        outcomes[f"{model}/{one.variable}/{one.horizon}"] = _outcome(one, at)
    return _run(
        (
            "proxy-SVAR",
            f"a surprise of {size_bp:+g} basis points in the one-year yield",
            _again(f"--surprise-bp={size_bp:g}"),
        ),
        outcomes,
        (_SVAR, _LATER, _SURPRISES),
        _later(Frequency.MONTH, start, 0),
    )


def shock_run(size_bp: float, start: date) -> Run:
    """Return FRB/US's answers to a shock on the policy rule, by quarter from ``start``."""
    return _run(
        (
            "FRB/US kernel",
            f"a shock of {size_bp:+g} basis points on the policy rule",
            _again(f"--surprise-bp={size_bp:g}"),
        ),
        _by_quarter(quarters(size_bp), start),
        (_FRBUS,),
        _later(Frequency.QUARTER, start, 0),
    )


def path_run(path: Array, start: date, text: str) -> Run:
    """Return FRB/US's answers to a path of the funds rate, by quarter from ``start``.

    Parameters
    ----------
    path : Array
        Deviation from baseline by quarter, percentage points, shape (S,).
    start : date
        A day of the first quarter.
    text : str
        The path as the user wrote it.
    """
    found = [one for kind in ("var", "mce") for one in responses(kernel(kind), path)]
    return _run(
        ("FRB/US kernel", f"the path {text}", f"policywire fed respond --path '{text}' --json"),
        _by_quarter(found, start),
        (_FRBUS,),
        _later(Frequency.QUARTER, start, 0),
    )


def push_run(impulse: PriceImpulse, start: date, replay: str) -> Run:
    """Return FRB/US's answers to a push on core prices under three policy rules.

    The range is that of the push: the model is linear in it. One baseline, so none of its own.
    Beside the quarters stand ``inertial/funds_rate/peak`` and its like: the value largest in size.
    """
    table = push()
    outcomes = {"push": _pushed(1.0, impulse, _PERCENT, _later(Frequency.QUARTER, start, 3))}
    for place, rule in enumerate(table.rules):
        for column, name in enumerate(table.variables):
            unit = _PERCENT if name in {"gdp", "core_pce_prices"} else _POINTS
            held = [float(one) / table.percent for one in table.value[place, :13, column]]
            ats = [_later(Frequency.QUARTER, start, quarter) for quarter in range(13)]
            for quarter, value in enumerate(held):
                key = f"{rule}/{name}/path/q{quarter}"
                outcomes[key] = _pushed(value, impulse, unit, ats[quarter])
            top = max(range(13), key=lambda quarter: abs(held[quarter]))
            outcomes[f"{rule}/{name}/peak"] = _pushed(held[top], impulse, unit, ats[top])
    told = f"a push of {impulse.percent:.2f} percent on core prices: {impulse.origin}"
    begin = _later(Frequency.QUARTER, start, 0)
    return _run(("FRB/US price push", told, replay), outcomes, (_FRBUS,), begin)


def _pushed(per_percent: float, impulse: PriceImpulse, unit: Unit, at: Period) -> Outcome:
    low, high = sorted((per_percent * impulse.low, per_percent * impulse.high))
    ranged = bool(impulse.over)
    return Outcome(
        per_percent * impulse.percent + 0.0,
        unit,
        low + 0.0 if ranged else None,
        high + 0.0 if ranged else None,
        period=at,
        over=impulse.over,
    )


def rule_run(given: Inputs, day: date, span: float = 0.5) -> Run:
    """Return what the policy rules prescribe, with their range over the neutral rate.

    Parameters
    ----------
    given : Inputs
        What they are told.
    day : date
        The day they are asked about.
    span : float
        How far the neutral rate is moved to either side, percentage points.
    """
    low, mid, high = (
        prescribe(replace(given, neutral=given.neutral + move)) for move in (-span, 0.0, span)
    )
    outcomes = {
        one.rule: Outcome(one.rate, _PERCENT, down.rate, up.rate, over="neutral rates")
        for down, one, up in zip(low, mid, high, strict=True)
    }
    told = f"policy rules on {day}"
    replay = f"policywire fed rules --date {day} --json"
    asked = Period.of(Frequency.DAY, day)
    return _run(("policy rules", told, replay), outcomes, (_RULES,), asked, given)


def _by_quarter(found: Iterable[Response], start: date) -> dict[str, Outcome]:
    return {
        f"{one.method.removeprefix('kernel-')}/{one.variable}/{one.horizon}": _outcome(
            one, _later(Frequency.QUARTER, start, int(one.horizon[1:]))
        )
        for one in found
        if int(one.horizon[1:]) <= 12
    }


def _outcome(one: Response, period: Period) -> Outcome:
    scale = 0.01 if one.unit == "bp" else 1.0
    low, high = (None if end is None else end * scale for end in (one.low, one.high))
    unit = _PERCENT if one.unit == "percent" else _POINTS
    return Outcome(
        one.estimate * scale,
        unit,
        low,
        high,
        level=one.level or 0.0,
        period=period,
        over="" if one.level else "baselines",
    )


def _again(options: str) -> str:
    return f"policywire fed respond {options} --json"


def _sample(one: Response) -> Period:
    found = _SPAN.search(one.sample)
    assert found is not None, one.sample
    return Period.parse(f"{found[1]}..{found[2]}")


def _later(grain: Frequency, start: date, count: int) -> Period:
    step = 3 if grain is Frequency.QUARTER else 1
    month = start.year * 12 + (start.month - 1) // step * step + count * step
    return Period.of(grain, date(month // 12, month % 12 + 1, 1))


def _run(
    told: tuple[str, str, str],
    outcomes: dict[str, Outcome],
    sources: tuple[Citation, ...],
    period: Period,
    given: object = None,
) -> Run:
    """Return a run; ``told`` is its model, what was asked, and the command that asks again."""
    model, title, replay = told
    tables: dict[str, Any] = certificate()["tables"]
    inputs = [model, __version__, title, str(period), str(given), tables]
    text = json.dumps(inputs, sort_keys=True)
    return Run(
        run_id=hashlib.sha256(text.encode()).hexdigest()[:12],
        model=model,
        version=__version__,
        title=title,
        replay=replay,
        period=period,
        vintage=RETRIEVED,
        sources=sources,
        residual=0.0,
        outcomes=outcomes,
    )
