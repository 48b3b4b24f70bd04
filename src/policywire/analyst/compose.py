"""Composition: a brief, evidence and law become a verified manuscript."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from policywire.analyst.brief import (
    BlockSpec,
    Brief,
    ExhibitSpec,
    Say,
    SectionSpec,
    TableSpec,
    said,
)
from policywire.analyst.conditions import holds
from policywire.analyst.draft import (
    Bullets,
    Line,
    Paragraph,
    Section,
    Sentence,
    Span,
    Table,
)
from policywire.analyst.figures import Figure
from policywire.analyst.findings import finding_of
from policywire.analyst.guards import check_name, form_faults, refuse_unknown, without_unit
from policywire.analyst.manuscript import Byline, Manuscript, Plot, Release, Strike
from policywire.analyst.plot import plotted_numbers, rows_of, sources_of
from policywire.analyst.registry import Registry
from policywire.analyst.sources import newest_vintage, sources_behind
from policywire.analyst.tokens import read_sentence
from policywire.analyst.verify import check_line
from policywire.analyst.writers.plain import PlainWriter
from policywire.evidence import View
from policywire.facts import Citation, Period
from policywire.facts.errors import BadDocument, ClaimRefused, WrongUse, near
from policywire.policy import Event, Law, Provision

__all__ = ["compose"]

Progress = Callable[[str], None]


def compose(
    brief: Brief,
    view: View,
    law: Law,
    *,
    names: Mapping[str, str],
    byline: Byline,
    releases: tuple[Release, ...],
    progress: Progress = lambda stage: None,
) -> Manuscript:
    """Write a brief and verify every line of it.

    Parameters
    ----------
    brief : Brief
        The assignment.
    view : View
        Evidence as it stood for the reader.
    law : Law
        The desk's provisions and events.
    names : Mapping of str to str
        Registered names that hold digits.
    byline : Byline
        The author.
    releases : tuple of Release
        What comes next in the desk's calendar.
    progress : callable
        Told each stage as it ends.

    Raises
    ------
    NotHeld, Incomparable, BadReference
        If a figure cannot be computed.
    ClaimRefused
        If the headline, standfirst, a takeaway, a heading or an exhibit's title does not stand.
    """
    refuse_unknown(brief, law, view.as_of)
    registry = Registry.of(brief, view, law, names)
    progress(f"{len(registry.figures)} figures computed")
    made = _Composer(brief, registry, PlainWriter(registry))
    for figure in registry.figures.values():
        made.words(f"figure {figure.id}", f"{figure.subject}. {figure.measure}", allowed=("N1",))
    for name, text in names.items():
        check_name(name, text)
    headline, standfirst = (made.must("head", spec) for spec in (brief.headline, brief.standfirst))
    takeaways = tuple(made.must("takeaways", spec) for spec in brief.takeaways)
    sections = tuple(made.section(spec) for spec in brief.sections)
    progress(f"{made.checked} lines of text written and checked")
    plots = tuple(made.plot(_exhibit(brief, name)) for name in _shown(brief))
    progress(f"{len(plots)} exhibits computed, titles proved")
    made.settle()
    figures = made.printed_figures(plots)
    events = {name: registry.event(name) for name in made.writer.events}
    cited = made.citations()
    behind = [event.citation for event in events.values()] + list(cited.values())
    return Manuscript(
        brief=brief.name,
        language="en",
        headline=headline,
        standfirst=standfirst,
        takeaways=takeaways,
        sections=sections,
        plots=plots,
        figures=figures,
        events={name: (event.day, event.what, event.citation) for name, event in events.items()},
        names={name: registry.name(name) for name in made.writer.names},
        cited=cited,
        sources=sources_behind(figures, behind),
        byline=byline,
        as_of=view.as_of,
        data_as_of=newest_vintage(figures, view.as_of),
        releases=releases,
        struck=tuple(made.struck),
        checked=made.checked,
        findings=tuple(finding_of(registry.figure(name), view) for name in made.writer.used),
    )


@dataclass(slots=True)
class _Composer:
    """Writes and checks line by line, counting."""

    brief: Brief
    registry: Registry
    writer: PlainWriter
    struck: list[Strike] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    checked: int = 0
    cites: dict[str, None] = field(default_factory=dict)

    def must(self, where: str, spec: str | Say) -> Line:
        """Return a line that may not be left out; if it does not stand, note the refusal."""
        return self._required(self.may(where, spec), where, said(spec).say)

    def _required(self, line: Line | None, where: str, text: str) -> Line:
        if line is None:
            self.refused.append(f"{where}: '{text}': {self.struck[-1].why}")
        return line or Line(())

    def settle(self) -> None:
        """Refuse the article if a line that may not be left out did not stand.

        Raises
        ------
        ClaimRefused
            Naming every such line at once.
        """
        if self.refused:
            listed = "\n  ".join(self.refused)
            raise ClaimRefused(
                f"{self.brief.name} is not written; these lines do not stand:\n  {listed}\n"
                "Change each sentence, or give it an otherwise."
            )

    def may(self, where: str, spec: str | Say) -> Line | None:
        """Return a line, its alternative, or None with a strike on record."""
        wanted = said(spec)
        first = read_sentence(wanted.say, wanted.holds, wanted.cites)
        if self.writer.stands(first):
            return self._checked(where, first, bool(wanted.holds))
        if wanted.otherwise:
            return self._checked(where, read_sentence(wanted.otherwise, (), wanted.cites), False)
        self.struck.append(Strike(where, wanted.say, f"not true: {', '.join(wanted.holds)}"))
        return None

    def _checked(self, where: str, sentence: Sentence, conditions: bool) -> Line | None:
        try:
            line = self.writer.write(sentence)
        except WrongUse as error:
            raise BadDocument(f"{self.brief.name}, {where}: {error}") from error
        self.checked += 1
        if sentence.cites:
            if sentence.cites in self.registry.law.events:
                self.registry.event(sentence.cites)
            elif sentence.cites in self.registry.law.provisions:
                self.registry.law.provisions[sentence.cites].asked(self.registry.as_of)
            self.cites[sentence.cites] = None
        faults = check_line(line, self.registry.figures, conditions=conditions)
        faults += form_faults(sentence, conditions=conditions)
        if not faults:
            return line
        self.struck.append(Strike(where, line.text, "; ".join(map(str, faults))))
        return None

    def section(self, spec: SectionSpec) -> Section:
        heading = self.must(spec.id, spec.heading)
        blocks = tuple(self._block(spec.id, block) for block in spec.blocks)
        return Section(spec.id, heading, blocks, spec.exhibits)

    def _block(self, where: str, spec: BlockSpec) -> Paragraph | Bullets | Table:
        if spec.paragraph:
            return Paragraph(self._lines(where, spec.paragraph))
        if spec.bullets:
            items = tuple(self._lines(where, item) for item in spec.bullets)
            return Bullets(tuple(item for item in items if item))
        assert spec.table is not None
        return self._table(where, spec.table)

    def _lines(self, where: str, specs: tuple[str | Say, ...]) -> tuple[Line, ...]:
        lines = (self.may(where, spec) for spec in specs)
        return tuple(line for line in lines if line is not None)

    def _table(self, where: str, spec: TableSpec) -> Table:
        rows = tuple(tuple(self.must(where, cell) for cell in row) for row in spec.rows)
        head = tuple(self.must(where, cell) for cell in spec.head)
        note = self.must(where, spec.note) if spec.note else None
        return Table(self.must(where, spec.caption), head, rows, note)

    def plot(self, spec: ExhibitSpec) -> Plot:
        """Return an exhibit whose title was proved over its rows."""
        self.plain(spec)
        rows = rows_of(spec, self.registry)
        title = self._title(spec, plotted_numbers(rows))
        reading = self.must(spec.id, spec.reading)
        return Plot(
            *(spec.id, spec.mark, title, reading, spec.alt, spec.unit, spec.axis, rows),
            source=sources_of(rows),
            breaks=_dated(spec.breaks),
            marks=_dated(spec.marks),
            credit=spec.credit,
        )

    def plain(self, spec: ExhibitSpec) -> None:
        """Check the words of a picture that hold no token: axis, labels, alternative text."""
        labels = [label for row in spec.rows for label in (row.series, row.category)]
        events = (*spec.breaks.values(), *spec.marks.values())
        for text in (spec.alt, spec.credit.replace("CC BY 4.0", ""), *events, *labels):
            self.words(f"words of {spec.id}", text)
        for row in spec.rows:
            self.words(f"rows of {spec.id}", f"{row.subject}. {row.measure}", allowed=("N1",))
        self.words(f"axis of {spec.id}", without_unit(spec))

    def words(self, where: str, text: str, allowed: tuple[str, ...] = ()) -> None:
        """Check words that hold no token; a measure may hold a name such as 10-year."""
        found = check_line(Line((Span(text),)), {}, conditions=True)
        faults = [fault for fault in found if fault.code not in allowed]
        if faults:
            self.refused.append(f"{where}: '{text}': {'; '.join(map(str, faults))}")

    def _title(self, spec: ExhibitSpec, numbers: dict[str, float]) -> Line:
        """Return a title that was proved over the plotted rows."""
        wanted = said(spec.title)
        known = self.registry.numbers(wanted.holds) | numbers
        false = [condition for condition in wanted.holds if not holds(condition, known)]
        if not wanted.holds:
            false = ["it states no condition"]
        if false:
            self.refused.append(f"title of {spec.id}: '{wanted.say}': not true: {', '.join(false)}")
        line = self._checked(f"title of {spec.id}", read_sentence(wanted.say), True)
        return self._required(line, f"title of {spec.id}", wanted.say)

    def printed_figures(self, plots: tuple[Plot, ...]) -> dict[str, Figure]:
        """Return every figure text and exhibits rest on, by id, in order of first use."""
        written = {**self.writer.used, **self.writer.leaned_on}
        figures = {name: self.registry.figure(name) for name in written}
        plotted = [row.figure for plot in plots for row in plot.rows]
        ids = [*figures, *(figure.id for figure in plotted)]
        doubled = next((name for name in ids if ids.count(name) > 1), None)
        if doubled:
            raise BadDocument(f"{self.brief.name} has two figures called '{doubled}'.")
        return figures | {figure.id: figure for figure in plotted}

    def citations(self) -> dict[str, Citation]:
        """Return what attributed sentences rest on, by id."""
        law = self.registry.law
        held: dict[str, Event | Provision] = {**law.provisions, **law.events}
        missing = [name for name in self.cites if name not in held]
        if missing:
            hint = near(missing[0], held)
            raise BadDocument(f"No event or provision is called '{missing[0]}'.{hint}")
        return {name: held[name].citation for name in self.cites}


def _dated(words: dict[str, str]) -> tuple[tuple[Period, str], ...]:
    return tuple((Period.parse(day), word) for day, word in words.items())


def _shown(brief: Brief) -> list[str]:
    return [name for section in brief.sections for name in section.exhibits]


def _exhibit(brief: Brief, name: str) -> ExhibitSpec:
    return next(spec for spec in brief.exhibits if spec.id == name)
