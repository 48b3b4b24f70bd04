"""Briefs: the assignment as a YAML document, its figures, sentences and exhibits."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from policywire.analyst.exhibit_spec import ExhibitSpec, check_decimals
from policywire.analyst.say import Say
from policywire.facts import SeriesKey
from policywire.facts.errors import BadDocument, near
from policywire.schema import load

__all__ = [
    "Audience",
    "BlockSpec",
    "Brief",
    "FigureSpec",
    "RunSpec",
    "SectionSpec",
    "TableSpec",
    "load_brief",
]

_MODELS = ("trade", "assets", "paths", "months", "rules", "push", "claims", "layers", "wait")


class Audience(StrEnum):
    """Whom a brief is written for."""

    GENERAL = "general"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class RunSpec:
    """A model run that figures are taken from.

    Attributes
    ----------
    scenario : str
        A packaged scenario's name; empty where the model wants none.
    model : str
        ``trade``; of the law ``claims``, ``layers`` or ``wait``; or of the money desk
        ``assets``, ``paths``, ``months``, ``rules`` or ``push``.
    closure, elasticities : str
        As the scenario says where empty.
    draws : int
        How many elasticities are drawn for the ranges.
    percent : float or None
        Of a push: the core price level's rise, where no scenario gives it.
    ends : tuple of float
        Of a push: the lowest and highest published.
    bp : float
        The surprise or shock that assets, months and paths answer to, basis points.
    on : date or None
        Of layers: the day of the law. Of a wait: the day a firm decides on.
    """

    scenario: str = ""
    closure: str = ""
    elasticities: str = ""
    draws: int = 200
    model: str = "trade"
    percent: float | None = None
    ends: tuple[float, ...] = ()
    bp: float = 25.0
    on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a model that is not known, or one without what it runs on."""
        if self.model not in _MODELS:
            raise BadDocument(f"No model is called '{self.model}'.{near(self.model, _MODELS)}")
        if self.model in ("trade", "claims") and not self.scenario:
            raise BadDocument(f"A run of {self.model} names its scenario.")
        if (self.model in ("wait", "layers")) != (self.on is not None):
            raise BadDocument("A run of wait or layers, and no other, names its day: on.")
        if self.model == "push" and bool(self.scenario) == (self.percent is not None):
            raise BadDocument("A push on prices wants a scenario or percent, and not both.")


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """A figure to compute, from series or from a run.

    Attributes
    ----------
    id : str
        How sentences name it.
    measure : str
        What it is, in words.
    subject : str
        Whom it is about.
    expression : str
        The expression over series.
    run, outcome : str
        Instead of an expression, one of the brief's runs and its outcome: ``exports_pct/MEX``.
    decimals : int
        Decimals in print.
    each : tuple of dict of str to str
        The specification is repeated for each, with ``{name}`` replaced.
    """

    id: str
    measure: str
    subject: str
    expression: str = ""
    run: str = ""
    outcome: str = ""
    decimals: int = 1
    each: tuple[dict[str, str], ...] = ()
    when: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse decimals that hide a number or show noise, and two roots or none."""
        check_decimals(self.id, self.decimals)
        _check_root(self.id, self)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table in the text."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """One block: a paragraph, a list, or a table.

    Attributes
    ----------
    paragraph, bullets, table
        One of the three.
    audience : tuple of Audience
        For whom it is printed; for all when empty.
    """

    paragraph: tuple[str | Say, ...] = ()
    bullets: tuple[tuple[str | Say, ...], ...] = ()
    table: TableSpec | None = None
    audience: tuple[Audience, ...] = ()
    when: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a block that is nothing, or two things."""
        if sum(map(bool, (self.paragraph, self.bullets, self.table))) != 1:
            raise BadDocument("a block is one of paragraph, bullets or table.")


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A question answered."""

    id: str
    heading: str
    blocks: tuple[BlockSpec, ...] = ()
    exhibits: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """An assignment.

    Attributes
    ----------
    name : str
        What ``policywire write`` calls it.
    desk : str
        The author.
    question : str
        What the article answers.
    audience : Audience
        Whom it is written for.
    series : dict of str to SeriesKey
        Short names for expressions.
    periods : dict of str to str
        Named periods: a period, or ``last(series, GRAIN)``, either less some years.
    figures : tuple of FigureSpec
        Every figure sentences may print.
    headline, standfirst : str or Say
        The finding, and one sentence more.
    takeaways : tuple of str or Say
        At most six.
    sections : tuple of SectionSpec
        The body.
    exhibits : tuple of ExhibitSpec
        The pictures.
    releases : tuple of str
        Events to wait for, beside the desk's release calendar.
    runs : dict of str to RunSpec
        Model runs that figures name.
    takes : tuple of str
        What it must be told: ``meeting``, ``path``; ``statements`` where it may be.
    """

    name: str
    desk: str
    question: str
    audience: Audience
    series: dict[str, SeriesKey]
    periods: dict[str, str]
    figures: tuple[FigureSpec, ...]
    headline: str | Say
    standfirst: str | Say
    takeaways: tuple[str | Say, ...]
    sections: tuple[SectionSpec, ...]
    exhibits: tuple[ExhibitSpec, ...]
    releases: tuple[str, ...] = ()
    runs: dict[str, RunSpec] = field(default_factory=dict)
    takes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse more than six takeaways, and exhibits that are shown twice or not at all."""
        # A brief for many cases is counted once it is fitted to one.
        if len(self.takeaways) > 6 and not self.takes:
            raise BadDocument(f"{self.name} has {len(self.takeaways)} takeaways; six at most.")
        shown = sorted(name for section in self.sections for name in section.exhibits)
        if shown != sorted(exhibit.id for exhibit in self.exhibits):
            raise BadDocument(f"{self.name} must show each exhibit once; it shows {shown}.")


def _check_root(name: str, spec: FigureSpec) -> None:
    if bool(spec.expression) == bool(spec.run) or bool(spec.run) != bool(spec.outcome):
        raise BadDocument(f"'{name}' wants an expression, or a run and its outcome, not both.")


def load_brief(path: Path) -> Brief:
    """Read a brief.

    Raises
    ------
    BadDocument
        If it breaks the schema.
    """
    return load(path, Brief)
