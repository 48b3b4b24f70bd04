"""Exhibits before they are drawn: rows computed, and the title proved over them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from policywire.analyst.brief import FigureSpec
from policywire.analyst.exhibit_spec import ExhibitSpec, QuotedRow, RowSpec
from policywire.analyst.figures import Figure, Root, RuleTrail, RunTrail
from policywire.analyst.manuscript import Mark, Row
from policywire.analyst.periods import grains
from policywire.analyst.registry import RULE, Registry, figure_of, number_of, run_figure
from policywire.analyst.say import expand
from policywire.evidence import Words, parse
from policywire.facts import Adjustment, Frequency, Period, Quantity, Status
from policywire.facts.errors import BadDocument, PolicywireError
from policywire.policy import Event

_EVERY = "/*"
_HELD = "held"
_VALUE = re.compile(r"value\((\w+), \$p\)")

__all__ = ["plotted_numbers", "rows_of", "slug", "sources_of"]


def rows_of(spec: ExhibitSpec, registry: Registry) -> tuple[Row, ...]:
    """Compute the rows of an exhibit.

    Raises
    ------
    PolicywireError
        If an expression is wrong or what it needs is not held; the message names the exhibit.
    """
    try:
        rows = [row for part in spec.rows for row in _rows(spec, part, registry)]
    except PolicywireError as error:
        raise type(error)(f"Exhibit '{spec.id}': {error}") from error
    if not rows:
        raise BadDocument(f"Exhibit '{spec.id}' has no rows.")
    if spec.keep:
        size = sorted((abs(number_of(row.figure)) for row in rows), reverse=True)[: spec.keep][-1]
        rows = [row for row in rows if abs(number_of(row.figure)) >= size][: spec.keep]
    _check_periods(spec, rows)
    if spec.order == "value" and spec.mark in (Mark.BAR, Mark.MAP):
        rows.sort(key=lambda row: -number_of(row.figure))
    ids = [row.figure.id for row in rows]
    if len(set(ids)) < len(ids):
        raise BadDocument(f"Exhibit '{spec.id}' plots one series, category and period twice.")
    return tuple(rows)


def _check_periods(spec: ExhibitSpec, rows: list[Row]) -> None:
    """Refuse bars or states of different periods side by side."""
    # A run's figures may rest on samples of their own, which are no periods to set side by side.
    bare = [row for row in rows if row.period is None and row.figure.root is not Root.RUN]
    untimed = {row.figure.period for row in bare}
    labels = [(f"{row.series} {row.category}", str(row.figure.period)) for row in bare]
    if len(untimed) > 1 and not all(period in label for label, period in labels):
        named = ", ".join(sorted(map(str, untimed)))
        raise BadDocument(f"Exhibit '{spec.id}' sets values of {named} side by side.")


def plotted_numbers(rows: tuple[Row, ...]) -> dict[str, float]:
    """Return what a title may be proved by, money in ones.

    ``first.S``, ``last.S``, ``max.S``, ``min.S`` of each series; ``bar.C`` of each category;
    ``max.all`` and ``min.all`` of everything plotted. Names are slugs of the labels.
    """
    numbers: dict[str, float] = {}
    for series in dict.fromkeys(row.series for row in rows):
        values = [number_of(row.figure) for row in rows if row.series == series]
        named = {"first": values[0], "last": values[-1], "max": max(values), "min": min(values)}
        numbers |= {f"{name}.{slug(series)}": value for name, value in named.items()}
    every = [number_of(row.figure) for row in rows]
    bars = {f"bar.{slug(row.category)}": number_of(row.figure) for row in rows if row.category}
    return numbers | bars | {"max.all": max(every), "min.all": min(every)}


def sources_of(rows: tuple[Row, ...]) -> str:
    """Return the publishers and data sets behind the rows, each once, third parties named."""
    found: dict[str, None] = {}
    for row in rows:
        trail = row.figure.trail
        if isinstance(trail, RuleTrail):
            found[trail.citation.words()] = None
        elif isinstance(trail, RunTrail):
            found |= {source.title: None for source in trail.sources}
            found[f"Policywire {trail.model} {trail.version}, run {trail.run_id}"] = None
        else:
            for origin in trail.documents:
                via = f", through a copy by {origin.via.name}" if origin.via else ""
                found[f"{origin.publisher}, {origin.dataset}{via}"] = None
    return "; ".join(found)


def slug(text: str) -> str:
    """Return a label as a name: lower case, plain letters, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _rows(spec: ExhibitSpec, part: RowSpec, registry: Registry) -> Iterator[Row]:
    for values in part.each or ({},):
        texts = replace(
            part,
            expression=expand(part.expression, values),
            measure=expand(part.measure, values),
            subject=expand(part.subject, values),
            series=expand(part.series, values),
            category=expand(part.category, values),
            event=expand(part.event, values),
            run=expand(part.run, values),
            outcome=expand(part.outcome, values),
            rule=expand(part.rule, values),
        )
        if texts.rule:
            yield _rule_row(spec, texts, registry)
            continue
        if texts.event:
            yield _event_row(spec, texts, registry)
            continue
        if texts.outcome.endswith(_EVERY):
            yield from _run_rows(spec, texts, registry)
            continue
        for period in _periods(texts, registry):
            yield _row(spec, texts, period, registry)


def _run_rows(spec: ExhibitSpec, part: RowSpec, registry: Registry) -> Iterator[Row]:
    """Yield a row for each outcome below ``path/*`` in the run's order, at its own period."""
    run, stem = registry.run(part.run), part.outcome.removesuffix("*")
    keys = [key for key in run.outcomes if key.startswith(stem) and "/" not in key[len(stem) :]]
    if not keys:
        raise BadDocument(f"The run '{part.run}' has no outcomes below '{stem}'.")
    for key in keys:
        at = replace(part, outcome=key)
        yield _row(spec, at, run.outcome(key).period, registry)


def _periods(part: RowSpec, registry: Registry) -> tuple[Period | None, ...]:
    if part.over and part.grain == _HELD:
        return _held(part, registry)
    return grains(part.over, part.grain, registry.periods) if part.over else (None,)


def _held(part: RowSpec, registry: Registry) -> tuple[Period, ...]:
    """Return the periods inside a range at which the series of a plain ``value`` is held."""
    found = _VALUE.fullmatch(part.expression)
    if found is None or found[1] not in registry.words.series:
        raise BadDocument(f"The grain 'held' wants value(SERIES, $p), not '{part.expression}'.")
    ends = grains(part.over, "D", registry.periods)
    first, last = ends[0].start, ends[-1].end
    held = registry.evaluator.view.observations(registry.words.series[found[1]]).values()
    return tuple(one.period for one in held if first <= one.period.start <= last)


def _row(spec: ExhibitSpec, part: RowSpec, period: Period | None, registry: Registry) -> Row:
    figure = _figure(spec, part, period, registry)
    return Row(part.series, part.category, period, figure)


def _event_row(spec: ExhibitSpec, part: RowSpec, registry: Registry) -> Row:
    """Return the row of a dated fact; its number is the day, counted from the year 1."""
    event = registry.event(part.event)
    period = Period.of(Frequency.DAY, event.day)
    figure = Figure(
        id=f"{spec.id}.{slug(event.id)}",
        subject=part.subject or event.id,
        measure=event.what,
        quantity=Quantity(float(event.day.toordinal()), spec.unit),
        period=period,
        vintage=event.known,
        status=Status.ACTUAL,
        basis="dated fact",
        layer="",
        adjustment=Adjustment.NONE,
        root=Root.RULE,
        trail=RuleTrail(event.id, event.day, event.citation),
        decimals=0,
    )
    return Row(
        part.series or _standing(event, registry.as_of), part.category or event.what, period, figure
    )


def _rule_row(spec: ExhibitSpec, part: RowSpec, registry: Registry) -> Row:
    """Return the row of a provision's value, with what is quoted beside it."""
    held = registry.figure(f"{RULE}{part.rule}")
    named = f"{spec.id}.{slug(part.rule)}"
    figure = replace(held, id=named, subject=part.subject, decimals=spec.decimals)
    quoted = part.passages if isinstance(part, QuotedRow) else ()
    return Row(part.series, part.category, None, figure, quoted)


def _standing(event: Event, as_of: date) -> str:
    """Return whether an event lies ahead, is known to have happened, or was only due."""
    if event.day > as_of:
        return "Ahead"
    return "Done" if event.known >= event.day else "Was due; outcome not held"


def _figure(spec: ExhibitSpec, part: RowSpec, period: Period | None, registry: Registry) -> Figure:
    at = [part.series, part.category, str(period or "")]
    name = ".".join([spec.id, *(slug(label) for label in at if label)])
    plan = FigureSpec(
        *(name, part.measure, part.subject, part.expression, part.run, part.outcome), spec.decimals
    )
    if part.run:
        return run_figure(plan, registry.run(part.run))
    periods = dict(registry.words.periods) | ({"p": period} if period else {})
    words = Words(registry.words.series, periods, registry.words.figures)
    derived = registry.evaluator.evaluate(parse(part.expression, words))
    if period and not derived.period.same_days(period):
        raise BadDocument(f"the row of {period} plots a value of {derived.period}; use $p.")
    return figure_of(plan, derived)
