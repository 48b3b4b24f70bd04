"""The manuscript: everything the press needs to print an article, verified."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policywire.analyst.draft import Line, Section
from policywire.analyst.figures import Figure
from policywire.analyst.findings import Finding
from policywire.analyst.model_use import ModelUse
from policywire.analyst.say import Signed
from policywire.facts import Citation, Origin, Period, Unit
from policywire.models.base import Run

__all__ = ["Byline", "Manuscript", "Mark", "Passage", "Plot", "Release", "Row", "Source", "Strike"]


class Mark(StrEnum):
    """How an exhibit draws its rows."""

    LINE = "line"  # value over time, one line a series
    STEP = "step"  # the same where a value holds until the next: a rate as decided
    BAR = "bar"  # one bar a category, from zero
    COLUMN = "column"  # value over time as columns, one colour a series
    MAP = "map"  # Mexican states, or countries, shaded by value
    HEAT = "heat"  # a grid, categories down and series across, each cell shaded by value
    TIMELINE = "timeline"  # dated events on one axis
    WORDS = "words"  # two versions of a text, part by part: words taken out, put in, kept


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of two versions of a text, quoted word for word.

    Attributes
    ----------
    kind : str
        ``kept``, ``changed``, ``moved``, ``added`` or ``removed``.
    words : tuple of tuple of str
        Runs of words in order, each (``same`` | ``added`` | ``removed``, text).
    label : str
        What word rules call the new sentence: ``hawkish``; empty where it is gone.
    """

    kind: str
    words: tuple[tuple[str, str], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One plotted value.

    Attributes
    ----------
    series : str
        Label of the line or colour it belongs to.
    category : str
        Bar or place it stands for: a label, or a state code such as ``MEX-NLE``.
    period : Period or None
        What it is about; None where the axis is no time.
    figure : Figure
        The number, with its trail; its id is unique within the article.
    passages : tuple of Passage
        What is quoted beside it, where the exhibit sets two texts side by side.
    """

    series: str
    category: str
    period: Period | None
    figure: Figure
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """An exhibit before it is drawn: rows, and a title proved over them.

    Attributes
    ----------
    id : str
        Stable name, also the file name.
    mark : Mark
        How to draw it.
    title : Line
        The finding, checked against the rows.
    reading : Line
        One sentence that says how to read it.
    alt : str
        What a person who cannot see it needs to know.
    unit : Unit
        Unit of the plotted values, scale included.
    axis : str
        Name of the value axis.
    rows : tuple of Row
        What is plotted, in order.
    source : str
        Publishers and data sets.
    breaks : tuple of (Period, str)
        Data events on the time axis, with a word or two; no line joins the values on each side.
    marks : tuple of (Period, str)
        Events of the world on the time axis; lines run through them.
    credit : str
        Whom to credit for outlines; empty when none.
    """

    id: str
    mark: Mark
    title: Line
    reading: Line
    alt: str
    unit: Unit
    axis: str
    rows: tuple[Row, ...]
    source: str
    breaks: tuple[tuple[Period, str], ...] = ()
    marks: tuple[tuple[Period, str], ...] = ()
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote the piece.

    Attributes
    ----------
    desk, remit, audience, purpose, disclosure : str
        The desk as its ``desk.yaml`` describes it.
    writer : str
        What wrote the prose: ``plain`` and its version, or a language model and its size.
    """

    desk: str
    remit: str
    audience: str
    purpose: str
    disclosure: str
    writer: str


@dataclass(frozen=True, slots=True)
class Release:
    """A dated thing to wait for.

    Attributes
    ----------
    day : date
        When it is due.
    what : str
        What is due.
    citation : Citation
        Where the date is written.
    """

    day: date
    what: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Source:
    """A document the article rests on.

    Attributes
    ----------
    number : int
        Its number in the list of sources, from 1.
    origin : Origin or None
        Of a data document.
    citation : Citation or None
        Of an act, agreement or statement.
    """

    number: int
    origin: Origin | None
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Strike:
    """A sentence or title the checker did not let through.

    Attributes
    ----------
    where : str
        Section and position.
    text : str
        What it would have said.
    why : str
        The rule that stopped it.
    """

    where: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A verified article before layout.

    Attributes
    ----------
    brief : str
        Name of the brief.
    language : str
        ``en``.
    headline, standfirst : Line
        The finding, and one sentence more.
    takeaways : tuple of Line
        At most six.
    sections : tuple of Section
        The body.
    plots : tuple of Plot
        The exhibits, in the order of their numbers.
    figures : dict of str to Figure
        Every figure printed in text, tables or exhibits, by id.
    events : dict of str to (date, text, Citation)
        Every dated fact printed, by id.
    names : dict of str to str
        Every registered name printed, by id.
    cited : dict of str to Citation
        What attributed sentences rest on, by id of the event or provision.
    sources : tuple of Source
        Documents behind all of them.
    byline : Byline
        Who wrote it.
    as_of : date
        Where the reader stands: nothing said later was used.
    data_as_of : date
        The newest vintage used.
    releases : tuple of Release
        What comes next.
    struck : tuple of Strike
        What the checker took out.
    checked : int
        Sentences, titles and cells the checker read.
    findings : tuple of Finding
        What was learnt, one for each figure in the text, in order.
    model : ModelUse or None
        What a language model did; None where none took part.
    runs : tuple of Run
        Model runs that printed figures come from.
    signed : tuple of Signed
        Words outside the vocabulary that the editor signed for, in order.
    """

    brief: str
    language: str
    headline: Line
    standfirst: Line
    takeaways: tuple[Line, ...]
    sections: tuple[Section, ...]
    plots: tuple[Plot, ...]
    figures: dict[str, Figure]
    events: "dict[str, tuple[date, str, Citation]]"
    names: dict[str, str]
    cited: dict[str, Citation]
    sources: tuple[Source, ...]
    byline: Byline
    as_of: date
    data_as_of: date
    releases: tuple[Release, ...]
    struck: tuple[Strike, ...]
    checked: int
    findings: tuple[Finding, ...] = ()
    model: ModelUse | None = None
    runs: tuple[Run, ...] = ()
    signed: tuple[Signed, ...] = ()
