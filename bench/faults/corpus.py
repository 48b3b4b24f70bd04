"""The clean corpus: true sentences in token form, over the brief's figures and a second set."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from policywire.analyst.brief import Brief, FigureSpec, load_brief
from policywire.analyst.draft import Line, Sentence
from policywire.analyst.figures import Figure, Interval
from policywire.analyst.registry import Registry
from policywire.analyst.say import expand
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter
from policywire.desks.desk import find_brief
from policywire.evidence import View
from policywire.facts import Period, Quantity, SeriesKey, Status
from policywire.facts.errors import BadDocument
from policywire.newsroom.casework import Case, case_of
from policywire.newsroom.runs import runs_of
from policywire.newsroom.told import Told
from policywire.policy import load_law
from policywire.schema import load

__all__ = [
    "Clean",
    "Projected",
    "brief_case",
    "brief_registry",
    "clean_sentences",
    "contested_sentences",
    "open_registry",
    "read_clean",
    "rendered",
]

HERE = Path(__file__).parent
BRIEF = "usmca-review"
_SPREAD, _LEVEL = 0.08, 0.9  # of the ranges made for the bench


@dataclass(frozen=True, slots=True)
class Projected:
    """A figure made for the bench that is no observation.

    Attributes
    ----------
    id : str
        Its id.
    like : str
        The figure it is made from.
    times : float
        Factor on that figure's number.
    period : str
        What it is about.
    of : Status
        Its status.
    """

    id: str
    like: str
    times: float
    period: str
    of: Status


@dataclass(frozen=True, slots=True)
class _Sheet:
    """``figures.yaml``: short names, periods and figures as in a brief, and the projections."""

    series: dict[str, SeriesKey]
    periods: dict[str, str]
    figures: tuple[FigureSpec, ...]
    projected: tuple[Projected, ...]


@dataclass(frozen=True, slots=True)
class _Spec:
    """A sentence of a corpus file; ``each`` repeats it with ``{name}`` replaced."""

    say: str
    holds: tuple[str, ...] = ()
    otherwise: str = ""
    cites: str = ""
    relation: str = ""
    each: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clean:
    """A clean sentence.

    Attributes
    ----------
    id : str
        File and number: ``wire-12``, or ``wire-12.2`` for the second of a repeated one.
    style : str
        The file it stands in.
    say : str
        The sentence, tokens in double braces.
    holds : tuple of str
        Conditions over figures it stands on.
    cites : str
        Event or provision an attributed statement rests on; empty when none.
    relation : str
        What a draft declares where it may hold phrases and joints alone; else empty.
    """

    id: str
    style: str
    say: str
    holds: tuple[str, ...] = ()
    cites: str = ""
    relation: str = ""

    @property
    def sentence(self) -> Sentence:
        """The sentence, read."""
        return read_sentence(self.say, self.holds, self.cites)


def clean_sentences() -> tuple[Clean, ...]:
    """Return the clean corpus, in the order of its files.

    Raises
    ------
    BadDocument
        If a file breaks the schema.
    """
    paths = sorted(HERE.glob("clean/*.yaml"))
    return tuple(item for path in paths for item in read_clean(path))


def contested_sentences() -> tuple[Clean, ...]:
    """Return true sentences whose counts in words a strict contract may refuse.

    Raises
    ------
    BadDocument
        If the file breaks the schema.
    """
    return tuple(read_clean(HERE / "contested.yaml"))


def open_registry(view: View) -> Registry:
    """Return the figures of the brief and of the second set, computed from a view.

    Raises
    ------
    PolicywireError
        If a figure cannot be computed.
    """
    sheet = load(HERE / "figures.yaml", _Sheet)
    registry = brief_registry(view, sheet)
    made = [_projected(spec, registry.figure(spec.like)) for spec in sheet.projected]
    registry.figures |= {figure.id: figure for figure in made}
    return registry


def brief_registry(view: View, sheet: _Sheet | None = None) -> Registry:
    """Return the figures of the shipped brief, those of its model runs too.

    Parameters
    ----------
    view : View
        Evidence they are computed from.
    sheet : _Sheet, optional
        Figures put beside them.

    Raises
    ------
    PolicywireError
        If a figure cannot be computed.
    """
    desk, case = find_brief(BRIEF)[0], brief_case(view)
    runs = {**runs_of(case.brief, lambda _: None), **case.runs}
    brief = case.brief if sheet is None else _joined(case.brief, sheet)
    return Registry.of(brief, view, case.law, {**desk.names(), **case.names}, runs)


def brief_case(view: View) -> Case:
    """Return the shipped brief as it is written on a view, with its law and money runs.

    Raises
    ------
    PolicywireError
        If it cannot be read.
    """
    desk, path = find_brief(BRIEF)
    return case_of(load_brief(path), load_law(desk.law), Told(), view, lambda _: None)


def rendered(sentence: Sentence, registry: Registry) -> Line:
    """Return a sentence as it is printed, whatever its conditions.

    Raises
    ------
    PolicywireError
        If it cannot be printed.
    """
    return PlainWriter(registry).write(sentence)


def _joined(brief: Brief, sheet: _Sheet) -> Brief:
    return replace(
        brief,
        series=brief.series | sheet.series,
        periods=brief.periods | sheet.periods,
        figures=brief.figures + sheet.figures,
    )


def _projected(spec: Projected, figure: Figure) -> Figure:
    quantity = Quantity(figure.quantity.value * spec.times, figure.quantity.unit)
    period = Period.parse(spec.period)
    spread = _SPREAD * quantity.value
    interval = Interval(quantity.value - spread, quantity.value + spread, _LEVEL)
    made = replace(figure, id=spec.id, quantity=quantity, period=period, status=spec.of)
    return replace(made, interval=interval)


def read_clean(path: Path) -> Iterator[Clean]:
    """Yield the sentences of one file, repeated ones filled.

    Raises
    ------
    BadDocument
        If the file breaks the schema.
    """
    for number, item in enumerate(load(path, tuple[str | _Spec, ...]), 1):
        spec = _Spec(item) if isinstance(item, str) else item
        if spec.each:
            for part, values in enumerate(spec.each, 1):
                yield _filled(spec, values, f"{path.stem}-{number}.{part}", path.stem)
        else:
            name = f"{path.stem}-{number}"
            yield Clean(name, path.stem, spec.say, spec.holds, spec.cites, spec.relation)


def _filled(spec: _Spec, values: dict[str, str], name: str, style: str) -> Clean:
    if not values:
        raise BadDocument(f"{name} repeats a sentence for nothing; give each its words.")
    holds = tuple(expand(condition, values) for condition in spec.holds)
    return Clean(name, style, expand(spec.say, values), holds, spec.cites, spec.relation)
