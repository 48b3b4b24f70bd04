"""What is learnt of a figure: its finding, derived from expression, series and thresholds."""

from collections.abc import Mapping

from policywire.analyst.figures import Figure, Root
from policywire.analyst.findings import (
    Entity,
    Finding,
    FindingKind,
    FindingStatus,
    Precision,
    Strength,
)
from policywire.analyst.phrases import phrase
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.subjects import concepts_of, product_of, subject_of
from policywire.analyst.wording import thresholds_of
from policywire.evidence import Combination, Derived, Expression, View, parse
from policywire.facts import Dimension, Status

__all__ = ["finding_of", "for_writer", "strength_of"]


def finding_of(figure: Figure, view: View, figures: Mapping[str, Figure] | None = None) -> Finding:
    """Return the finding a figure bears out.

    Parameters
    ----------
    figure : Figure
        The figure.
    view : View
        Evidence, for what is known of the series.
    figures : Mapping of str to Figure, optional
        The other figures of the article, for the ids of operands.
    """
    derived = figure.trail if isinstance(figure.trail, Derived) else None
    tree = parse(derived.expression) if derived else None
    unit = figure.quantity.unit
    return Finding(
        id=figure.id,
        kind=_kind(figure),
        entity=Entity(subject_of(tree) if tree else "", figure.subject),
        metrics=_metrics(tree, figure),
        product=product_of(tree) if tree else "",
        measure=figure.measure,
        period=figure.period,
        against=derived.against if derived else None,
        vintage=figure.vintage.isoformat(),
        quantity=figure.quantity,
        is_real=unit.dimension is Dimension.CURRENCY and bool(unit.base),
        base=unit.base,
        adjustment=figure.adjustment,
        interval=figure.interval,
        operator=_operator(tree),
        operands=_operands(tree, figures or {}),
        root=figure.root,
        status=_status(figure),
        precision=Precision(figure.decimals),
        among=derived.among if derived else 0,
        strength=strength_of(figure),
        caveats=_caveats(derived, view) if derived else (),
    )


def for_writer(finding: Finding, figure: Figure) -> dict[str, str]:
    """Return what a language model is told of a finding: typed facts, no text of any source.

    Parameters
    ----------
    finding : Finding
        What was learnt.
    figure : Figure
        The figure it rests on, for its phrases.
    """
    told = {
        "id": finding.id,
        "kind": finding.kind.value,
        "subject": finding.entity.words,
        "metric": ", ".join(finding.metrics) or finding.measure,
        "period": finding.period.words(),
        "status": finding.status.value,
        "phrase": "".join(span.text for span in phrase(figure)),
        "clause": "".join(span.text for span in phrase(figure, "clause")),
    }
    if finding.against is not None:
        told["against"] = finding.against.words()
    if finding.kind is FindingKind.CHANGE:
        value = finding.quantity.value
        told["direction"] = "none" if value == 0 else "up" if value > 0 else "down"
        told["strength"] = finding.strength.value
    return told


def strength_of(figure: Figure) -> Strength:
    """Return how large a change is; ``NONE`` where a figure is no change."""
    changed = isinstance(figure.trail, Derived) and _kind(figure) is FindingKind.CHANGE
    return _strength(figure) if changed else Strength.NONE


def _kind(figure: Figure) -> FindingKind:
    if figure.root is not Root.OBSERVATION:
        return FindingKind.RULE if figure.root is Root.RULE else FindingKind.MODELLED
    assert isinstance(figure.trail, Derived)
    operator = figure.trail.expression.partition("(")[0]
    if operator == "rank":
        among_years = figure.trail.expression.endswith(", years)")
        return FindingKind.RECORD if among_years else FindingKind.RANK
    over_time = figure.trail.against is not None and operator in ("change", "difference")
    if over_time:
        return FindingKind.CHANGE
    named = {"difference": "difference", "share": "share", "ratio": "ratio"}
    return FindingKind(named.get(operator, "level"))


def _metrics(tree: Expression | None, figure: Figure) -> tuple[str, ...]:
    """Return what is measured: by series where there are any, else by the words of the measure."""
    if tree is not None:
        return tuple(sorted(concepts_of(tree)))
    found = shipped_terms().concepts(figure.measure) if figure.root is Root.RUN else ()
    return tuple(dict.fromkeys(one.code for one in found))


def _operator(tree: Expression | None) -> str:
    if tree is None:
        return ""
    return tree.operator if isinstance(tree, Combination) else tree.gather


def _operands(tree: Expression | None, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Return the ids of the figures an expression is made of; their text where they are none."""
    if not isinstance(tree, Combination):
        return ()
    known = {
        figure.trail.expression: name
        for name, figure in figures.items()
        if isinstance(figure.trail, Derived)
    }
    parts = tuple(known.get(str(part), str(part)) for part in tree.operands)
    return (*parts, tree.among) if tree.among else parts


def _status(figure: Figure) -> FindingStatus:
    """Return how far a number is settled; a projection of no model is somebody's forecast."""
    if figure.basis == "stated position":
        return FindingStatus.QUOTED
    if figure.status is Status.PROJECTION and figure.root is not Root.RUN:
        return FindingStatus.FORECAST
    if figure.root is Root.RUN:
        return FindingStatus.PROJECTION
    return FindingStatus(figure.status.value)


def _strength(figure: Figure) -> Strength:
    limits, size = thresholds_of(figure), abs(figure.quantity.value)
    if figure.quantity.unit.dimension not in (Dimension.PERCENT, Dimension.POINTS):
        return Strength.PLAIN
    if size < limits.flat:
        return Strength.FLAT
    if size < limits.slight:
        return Strength.SLIGHT
    return Strength.SHARP if size >= limits.sharp else Strength.PLAIN


def _caveats(derived: Derived, view: View) -> tuple[str, ...]:
    keys = dict.fromkeys(item.key for item in derived.observations)
    notes = dict.fromkeys(view.series(key).note for key in keys)
    return tuple(note for note in notes if note)
