"""Notes: for every figure, how to arrive at it again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from policywire.analyst.figures import Figure, RuleTrail, RunTrail
from policywire.analyst.manuscript import Mark, Plot, Row, Source
from policywire.analyst.numbers import MINUS, NO_RANGE
from policywire.facts import Adjustment, Citation, Origin
from policywire.facts.errors import ClaimRefused
from policywire.press.blocks import Field, Note, Trails
from policywire.press.rows import by_series, category_words, period_run, printed_run
from policywire.press.text import Run, Tag, Text, anchor, day_words, run_on

__all__ = ["Numbering", "citation_run", "day_run", "note_of", "source_mark", "trails_of"]

_ADJUSTED = {
    Adjustment.ADJUSTED: "seasonally adjusted",
    Adjustment.UNADJUSTED: "not seasonally adjusted",
    Adjustment.NONE: "none to make",
}
_DIGITS = 10  # significant digits of an unrounded value


class Numbering:
    """The numbers of the sources an article lists.

    Parameters
    ----------
    sources : iterable of Source
        Documents, numbered.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self._origins: dict[str, int] = {}
        self._citations: dict[Citation, int] = {}
        for source in sources:
            if source.origin is not None:
                self._origins[source.origin.id] = source.number
            if source.citation is not None:
                self._citations[source.citation] = source.number

    def document(self, origin: Origin) -> int:
        """Return the number of a document.

        Raises
        ------
        ClaimRefused
            If the article does not list it.
        """
        if origin.id not in self._origins:
            raise ClaimRefused(
                f"A figure rests on {origin.words()}, which is not among the article's sources. "
                "List every document a figure rests on."
            )
        return self._origins[origin.id]

    def citation(self, citation: Citation) -> int | None:
        """Return the number of a citation; None when the article does not list it."""
        return self._citations.get(citation)


def source_mark(number: int) -> Run:
    """Return the reference to a source."""
    return Run(f"[{number}]", Tag.MARK, "source", f"#source-{number}")


# ------------------------------------------------------------------- one figure


def note_of(figure: Figure, printed: str, number: int, numbering: Numbering) -> Note:
    """Return the note of a figure.

    Parameters
    ----------
    figure : Figure
        The number and its trail.
    printed : str
        As printed in full.
    number : int
        Place among the notes.
    numbering : Numbering
        Of the sources.
    """
    head = (
        Run(printed, Tag.FIGURE, figure.id, f"#from-{anchor(figure.id)}"),
        Run(", "),
        Run(figure.measure, Tag.REF, "measure"),
        Run(", "),
        Run(figure.period.words(), Tag.PERIOD, str(figure.period)),
    )
    return Note(figure.id, number, head, _fields(figure, numbering), _brief(figure))


def _fields(figure: Figure, numbering: Numbering) -> tuple[Field, ...]:
    fields = [
        Field("Value", _exact(figure)),
        Field("Unit", (Run(str(figure.quantity.unit), Tag.REF, "unit"),)),
        *_interval(figure),
        *_words("Basis", figure.basis),
        *_words("Layer", figure.layer),
        Field("Seasonal adjustment", (Run(_ADJUSTED[figure.adjustment]),)),
        Field("Status", (Run(figure.status.value),)),
        _said(figure),
        *_trail(figure),
        Field("Sources", _sources(figure, numbering)),
    ]
    return tuple(field for field in fields if field.value)


def _exact(figure: Figure) -> Text:
    return (Run(_digits(figure.quantity.value), Tag.EXACT, figure.id),)


def _digits(value: float) -> str:
    """Return a value with at most ten significant digits, grouped."""
    text = f"{abs(value):,.{max(0, _DIGITS - _whole_digits(value))}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS}{text}" if value < 0 else text


def _whole_digits(value: float) -> int:
    return len(f"{abs(value):.0f}")


def _interval(figure: Figure) -> tuple[Field, ...]:
    if figure.interval is None:
        return ()
    low, high, level = figure.interval.low, figure.interval.high, figure.interval.level
    if low == high:
        return (Field("Range", (Run(NO_RANGE, Tag.REF, "range"),)),)
    ends = [Run(_digits(end), Tag.EXACT, figure.id) for end in (low, high, level)]
    if figure.interval.over:
        over = Run(f", over {figure.interval.over}", Tag.REF, "range")
        return (Field("Range", (ends[0], Run(" to "), ends[1], over)),)
    return (Field("Range", (ends[0], Run(" to "), ends[1], Run(", coverage "), ends[2])),)


def _words(name: str, text: str) -> tuple[Field, ...]:
    return (Field(name, (Run(text, Tag.REF, name.lower()),)),) if text else ()


def _said(figure: Figure) -> Field:
    return Field(_said_word(figure), (day_run(figure.vintage, "vintage"),))


def _said_word(figure: Figure) -> str:
    """Return what the day of a figure means: law holds, a position is stated, a number said."""
    if not isinstance(figure.trail, RuleTrail):
        return "Vintage"
    known = dict.fromkeys(("dated fact", "published record"), "Known from")
    return ({"stated position": "Stated"} | known).get(figure.basis, "In force from")


def day_run(day: date, ref: str) -> Run:
    """Return a day of the edition; ``ref`` says which."""
    return Run(day_words(day), Tag.DATE, ref)


def _trail(figure: Figure) -> tuple[Field, ...]:
    """Return how the figure is arrived at: expression, run or rule."""
    trail = figure.trail
    if isinstance(trail, RuleTrail):
        rule = Field("Rule", (Run(trail.rule, Tag.CODE, "rule"),))
        return (rule, Field("Written in", (citation_run(trail.citation),)))
    if isinstance(trail, RunTrail):
        model = (Run(f"{trail.model} {trail.version}", Tag.REF, "model"),)
        run = (Run(f"{trail.run_id} {trail.outcome}".rstrip(), Tag.CODE, "run"),)
        replay = (Run(trail.replay, Tag.CODE, "replay"),)
        return (Field("Model", model), Field("Run", run), Field("Run again", replay))
    count = Run(str(len(trail.observations)), Tag.COUNT, "observations")
    wording = (Run(trail.expression, Tag.CODE, "expression"),)
    return (Field("Expression", wording), Field("Observations", (count,)))


def citation_run(citation: Citation) -> Run:
    """Return a citation, leading to its text where an address is known."""
    return Run(citation.words(), Tag.REF, "citation", citation.href)


def _sources(figure: Figure, numbering: Numbering) -> Text:
    trail = figure.trail
    if isinstance(trail, RuleTrail | RunTrail):
        cited = trail.sources if isinstance(trail, RunTrail) else (trail.citation,)
        found = map(numbering.citation, cited)
        numbers = [number for number in found if number is not None]
    else:
        numbers = sorted({numbering.document(origin) for origin in trail.documents})
    return run_on([(source_mark(number),) for number in numbers])


def _brief(figure: Figure) -> str:
    """Return the note in one sentence."""
    said = _said_word(figure).lower()
    basis = f", {figure.basis}" if figure.basis else ""
    return (
        f"{figure.measure}, {figure.period.words()}: {_digits(figure.quantity.value)} "
        f"{figure.quantity.unit}{basis}; {said} {day_words(figure.vintage)}."
    )


# ------------------------------------------------------------------- the rows of an exhibit


def trails_of(plot: Plot, numbering: Numbering) -> tuple[Trails, ...]:
    """Return the notes of an exhibit's rows by series, what is common to a series said once."""
    made = []
    for name, rows in by_series(plot).items():
        notes = tuple(_row_note(plot, row, numbering) for row in rows)
        shared = _shared(notes)
        common = set(shared)
        kept = tuple(
            replace(note, fields=tuple(field for field in note.fields if field not in common))
            for note in notes
        )
        made.append(Trails((Run(name, Tag.LABEL, plot.id),) if name else (), shared, kept))
    return tuple(made)


def _row_note(plot: Plot, row: Row, numbering: Numbering) -> Note:
    note = note_of(row.figure, "", 0, numbering)
    fields = (Field("Measure", (Run(row.figure.measure, Tag.REF, "measure"),)), *note.fields)
    if plot.mark is Mark.TIMELINE:  # what is plotted is the day
        fields = tuple(field for field in fields if field.name not in ("Value", "Unit"))
        return Note(row.figure.id, 0, (_row_name(plot, row),), fields, note.brief)
    head = (_row_name(plot, row), Run(": "), printed_run(plot, row))
    return Note(row.figure.id, 0, head, fields, note.brief)


def _row_name(plot: Plot, row: Row) -> Run:
    if row.period is not None:
        return period_run(row.period)
    return Run(category_words(plot, row), Tag.LABEL, plot.id)


def _shared(notes: Sequence[Note]) -> tuple[Field, ...]:
    """Return the fields that all notes have alike."""
    first, *others = notes
    return tuple(field for field in first.fields if all(field in note.fields for note in others))
