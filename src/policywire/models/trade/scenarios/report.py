"""A run as machines and the analyst read it: one JSON object, and outcomes by key."""

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import numpy as np

from policywire import __version__
from policywire.facts import Citation, Frequency, Period, Unit
from policywire.facts.errors import BadBaseline
from policywire.models.base import Outcome, Run
from policywire.models.trade.economy import Array, Baseline, Labels, Source
from policywire.models.trade.effects.decompose import EFFECTS, Decomposition
from policywire.models.trade.effects.outcomes import outcomes
from policywire.models.trade.effects.tidy import PartRow, Row, part_rows, tables
from policywire.models.trade.scenarios.run import MODEL, TradeRun
from policywire.models.trade.scenarios.shocks import drawn_over

__all__ = ["as_json", "as_run", "as_tables", "citations", "newest", "year_of"]

Json = dict[str, Any]
_BY_REGION = (
    *("real_income_pct", "first_order_welfare_pct", "real_wage_pct", "terms_of_trade_pct"),
    *("volume_of_trade_pct", "exports_pct", "imports_pct", "cpi_pct"),
    *("revenue_change", "revenue_share_points"),
)
_STUDIES = "Trade elasticities"
_PERCENT, _POINTS = Unit.parse("percent"), Unit.parse("points")
# A certificate allows 1e-6 percent; processors differ by 1e-12, as they sum in other orders. Seven
# decimals lie between. Money is held to 1e-13 of world income, a dollar.
_DECIMALS, _MONEY = 7, 13
_LINES = Period.parse("2024")  # whose imports weigh tariff lines where the law is changed


def as_json(made: TradeRun) -> Json:
    """Return a run as one object: what was asked, certificate, outcomes by region, ranges.

    ``terms_of_trade_pct`` and ``volume_of_trade_pct`` are the parts of
    ``first_order_welfare_pct``, as Caliendo and Parro (2015, Table 2) print them; the parts of
    the exact change, ``real_income_pct``, stand under ``decomposition``, in points.
    """
    labels = made.baseline.labels
    return {
        **_asked(made),
        **{name: _shaped(values, labels) for name, values in _outcomes(made).items()},
        **({"decomposition": _parts(made.decomposition, labels)} if made.decomposition else {}),
        **({"elasticity_sets": _sets(made, labels)} if made.sets else {}),
        **({"interval": _intervals(made, labels)} if made.draws else {}),
        **_law_json(made),
        "sources": [asdict(source) for source in made.baseline.sources],
        "notes": list(made.baseline.notes),
    }


def _asked(made: TradeRun) -> Json:
    scenario, certificate = made.scenario, asdict(made.equilibrium.certificate)
    return {
        "run_id": made.run_id,
        "model": MODEL,
        "version": __version__,
        "scenario": scenario.title,
        "baseline": made.baseline.name,
        "year": made.baseline.year,
        "currency": made.baseline.currency,
        "closure": str(scenario.closure),
        "elasticities": scenario.elasticities,
        "changes": [change.words() for change in scenario.changes],
        "certificate": certificate | {"replay": made.replay, "run_seconds": made.seconds},
    }


def _outcomes(made: TradeRun) -> dict[str, Array]:
    """Return every outcome by name, those by region first."""
    first = made.first_order
    found = dict(made.central) | {
        "first_order_welfare_pct": first.welfare,
        "terms_of_trade_pct": first.terms_of_trade.sum(axis=(0, 2)),
        "volume_of_trade_pct": first.volume_of_trade.sum(axis=(0, 2)),
    }
    return {name: found[name] for name in (*_BY_REGION, *found) if name in found}


def _shaped(values: Array, labels: Labels) -> Json:
    """Return values by region; by importer and exporter; or by region and sector."""
    if values.ndim == 1:
        return dict(zip(labels.regions, values.tolist(), strict=True))
    square = values.shape[1] == len(labels.regions) and values.shape[1] != len(labels.sectors)
    inner = labels.regions if square else labels.sectors
    rows = (dict(zip(inner, row, strict=True)) for row in values.tolist())
    made = dict(zip(labels.regions, rows, strict=True))
    return {one: _abroad(one, row) for one, row in made.items()} if square else made


def _abroad(importer: str, row: dict[str, float]) -> dict[str, float]:
    return {exporter: value for exporter, value in row.items() if exporter != importer}


def _parts(parts: Decomposition, labels: Labels) -> Json:
    """Return the parts of the exact change of real income, points, by region."""
    named = [effect.replace(" ", "_") for effect in EFFECTS]
    whole = dict(zip(named, map(list, parts.by_effect.tolist()), strict=True))
    by_region = {
        code: {name: values[at] for name, values in whole.items()}
        for at, code in enumerate(labels.regions)
    }
    instruments = {
        name: {
            code: dict(zip(named, parts.by_instrument[at, :, n].tolist(), strict=True))
            for n, code in enumerate(labels.regions)
        }
        for at, name in enumerate(parts.instruments)
    }
    return {
        "unit": "points of base real income",
        "exact_real_income_pct": dict(zip(labels.regions, parts.exact.tolist(), strict=True)),
        "by_region": by_region,
        "by_instrument": instruments,
        "largest_gap": float(np.abs(parts.gap).max()),
        "error": parts.error,
    }


def _sets(made: TradeRun, labels: Labels) -> Json:
    """Return lowest and highest outcome over the baseline's elasticity sets, by region."""
    told: Json = {"sets": list(made.sets)}
    for name in _BY_REGION:
        held = [found[name] for found in made.sets.values() if name in found]
        if held:
            ends = np.stack([np.min(held, axis=0), np.max(held, axis=0)], axis=1)
            told[name] = {
                code: {"low": low, "high": high}
                for code, (low, high) in zip(labels.regions, ends.tolist(), strict=True)
            }
    return told


def _intervals(made: TradeRun, labels: Labels) -> Json:
    assert made.draws is not None
    draws = made.draws
    told: Json = {"level": draws.level, "draws": draws.n, "seed": draws.seed}
    told["over"] = drawn_over(made.scenario)
    told["failed"] = [asdict(one) for one in draws.failed]
    for name in draws.central:
        low, high = (_shaped(part[name], labels) for part in (draws.low, draws.high))
        told[name] = _ends(low, high)
    return told


def _law_json(made: TradeRun) -> Json:
    """Return what a change of law does to claims and duties; nothing where none is changed."""
    told: Json = {}
    for one in made.law:
        told.setdefault(one.name, {}).setdefault(one.place, {})[one.side] = {
            "value": one.value,
            **({} if one.low is None else {"low": one.low, "high": one.high}),
        }
    return {"law": told | {"notes": list(made.law_notes)}} if told else {}


def _ends(low: Json, high: Json) -> Json:
    return {
        key: _ends(value, high[key])
        if isinstance(value, dict)
        else {"low": value, "high": high[key]}
        for key, value in low.items()
    }


# ------------------------------------------------------------------- as tables


def as_tables(made: TradeRun) -> dict[str, str]:
    """Return outcomes and parts as CSV, one row a figure, by file name."""
    baseline, currency = made.baseline, made.baseline.currency
    rows = tables(outcomes(made.equilibrium), baseline.labels, currency=currency)
    texts = {"outcomes.csv": _csv(rows, Row._fields)}
    if made.decomposition is not None:
        parts = part_rows(made.decomposition, made.first_order, baseline.labels)
        texts["parts.csv"] = _csv(parts, PartRow._fields)
    return texts


def _csv(rows: Iterable[Sequence[object]], head: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


# ------------------------------------------------------------------- for the analyst


def as_run(made: TradeRun) -> Run:
    """Return a run as figures are taken from it: outcomes by key, with their ranges.

    Keys are ``exports_pct/MEX``, ``bilateral_imports_pct/USA/MEX``, ``sector_output_pct/USA/C29``.
    Values are rounded below what the solver vouches for: other processors and backends agree.
    """
    baseline = made.baseline
    return Run(
        *(made.run_id, MODEL, __version__, made.scenario.title, made.replay),
        period=year_of(baseline),
        vintage=newest(baseline),
        sources=citations(baseline),
        residual=_ceiling(made.equilibrium.certificate.residual),
        outcomes=dict(_keyed(made)),
        names=_names(baseline.labels),
        members=dict(baseline.labels.members),
    )


def _names(labels: Labels) -> dict[str, str]:
    sectors = dict(zip(labels.sectors, labels.sector_names, strict=True))
    return sectors | dict(zip(labels.regions, labels.region_names, strict=True))


def newest(baseline: Baseline) -> date:
    """Return when a baseline's newest part was retrieved; the year's end where nothing is said."""
    days = [date.fromisoformat(source.retrieved) for source in baseline.sources]
    return max(days, default=date(baseline.year, 12, 31))


def year_of(baseline: Baseline) -> Period:
    """Return the year a baseline is of.

    Raises
    ------
    BadBaseline
        If it says none: a figure without a period is none.
    """
    if not baseline.year:
        raise BadBaseline(
            f"The baseline '{baseline.name}' says no year, so its figures have no period. Write a "
            "line such as year: 2022 into the folder's baseline.yaml."
        )
    return Period.of(Frequency.YEAR, date(baseline.year, 1, 1))


def citations(baseline: Baseline) -> tuple[Citation, ...]:
    """Return where a baseline's parts come from; studies of elasticities stand together."""
    studies = [source for source in baseline.sources if source.what.startswith(_STUDIES)]
    told = tuple(_citation(source) for source in baseline.sources if source not in studies)
    if not studies:
        return told
    named = "; ".join(f"{source.publisher}, {source.dataset}" for source in studies)
    return (*told, Citation("Published trade elasticities", named, ""))


def _citation(source: Source) -> Citation:
    via = f", through {source.via}" if source.via else ""
    return Citation(f"{source.publisher}, {source.dataset}", f"{source.what}{via}", "")


def _ceiling(residual: float) -> float:
    """Return the power of ten that a residual does not exceed; what is below it is noise."""
    return float(f"1e{math.ceil(math.log10(residual))}") if residual > 0 else 0.0


def _keyed(made: TradeRun) -> Iterator[tuple[str, Outcome]]:
    labels = made.baseline.labels
    ranged = _flat(_intervals(made, labels)) if made.draws else {}
    level = made.draws.level if made.draws else 0.9
    for name, values in _outcomes(made).items():
        unit, decimals = _measured(name, made.baseline)
        for key, value in _flat({name: _shaped(values, labels)}).items():
            ends = ranged.get(f"{key}/low"), ranged.get(f"{key}/high")
            yield key, _outcome((value, *ends), unit, level, decimals)
    for one in made.law:
        found = _outcome((one.value, one.low, one.high), _PERCENT, level, _DECIMALS)
        yield one.key, replace(found, period=_LINES)


def _outcome(
    held: tuple[float, float | None, float | None], unit: Unit, level: float, decimals: int
) -> Outcome:
    """Return value, low and high as an outcome, rounded; no zero has a sign."""
    value, low, high = (None if one is None else round(one, decimals) + 0.0 for one in held)
    assert value is not None
    return Outcome(value, unit, low, high, level=level)


def _flat(tree: Mapping[str, Any], above: str = "") -> dict[str, float]:
    flat: dict[str, float] = {}
    for key, value in tree.items():
        name = f"{above}/{key}" if above else key
        flat |= _flat(value, name) if isinstance(value, dict) else {name: value}
    return flat


def _measured(name: str, baseline: Baseline) -> tuple[Unit, int]:
    """Return an outcome's unit and decimals; ``million USD`` of the baseline is USD million."""
    if name != "revenue_change":
        return _POINTS if "points" in name else _PERCENT, _DECIMALS
    scale, _, code = baseline.currency.rpartition(" ")
    size = math.floor(math.log10(baseline.economy.income.sum()))
    return Unit.parse(f"{code} {scale}".strip()), _MONEY - size
