"""The composer: writes a brief line by line, and lets no line through that breaks a rule."""

import re
from dataclasses import dataclass, field

from policywire.analyst.brief import Audience, BlockSpec, Brief, SectionSpec, TableSpec
from policywire.analyst.checking import DraftChecker
from policywire.analyst.conditions import holds
from policywire.analyst.draft import Bullets, Kind, Line, Paragraph, Section, Sentence, Span, Table
from policywire.analyst.exhibit_spec import ExhibitSpec
from policywire.analyst.figures import Figure, Root
from policywire.analyst.guards import form_faults, without_unit
from policywire.analyst.learnt import finding_of, for_writer
from policywire.analyst.manuscript import Plot, Strike
from policywire.analyst.plot import plotted_numbers, rows_of, sources_of
from policywire.analyst.redraft import Written, figures_in, free_runs
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Severity
from policywire.analyst.say import Say, Signed, said
from policywire.analyst.signing import answered
from policywire.analyst.sources import quotable
from policywire.analyst.tokens import read_sentence
from policywire.analyst.verify import check_line
from policywire.analyst.writers.instructions import ParagraphTask
from policywire.analyst.writers.model import ModelWriter
from policywire.analyst.writers.plain import PlainWriter
from policywire.desks.desk import Gloss
from policywire.facts import Citation, Period
from policywire.facts.errors import BadDocument, ClaimRefused, WrongUse, near
from policywire.policy import Event, Provision

__all__ = ["Composer"]


@dataclass(slots=True)
class Composer:
    """Writes and checks line by line, counting.

    Attributes
    ----------
    brief : Brief
        The assignment.
    registry : Registry
        What tokens may name.
    writer : PlainWriter
        What turns drafts into lines.
    struck : list of Strike
        Lines the checker did not let through.
    refused : list of str
        Lines that may not be left out, and did not stand.
    checked : int
        Lines the checker read.
    cites : dict of str to None
        What attributed sentences rest on.
    lines : list of Line
        The lines that stand.
    audience : Audience
        For whom it is written.
    glossary : tuple of Gloss
        Terms not explained yet.
    model : ModelWriter or None
        Drafts paragraphs, where one is configured.
    signed : list of Signed
        Words of lines that stand which the editor signed for.
    """

    brief: Brief
    registry: Registry
    writer: PlainWriter
    struck: list[Strike] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    checked: int = 0
    cites: dict[str, None] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    audience: Audience = Audience.PROFESSIONAL
    glossary: tuple[Gloss, ...] = ()
    model: ModelWriter | None = None
    signed: list[Signed] = field(default_factory=list)
    _checker: DraftChecker | None = None

    @property
    def checker(self) -> DraftChecker:
        """The rules and the reading of words, over the registry's figures."""
        if self._checker is None:
            self._checker = DraftChecker(self.registry)
        return self._checker

    def must(self, where: str, spec: str | Say, before: tuple[Line, ...] = ()) -> Line:
        """Return a line that may not be left out; if it does not stand, note the refusal."""
        return self._required(self.may(where, spec, before), where, said(spec).say)

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

    def may(self, where: str, spec: str | Say, before: tuple[Line, ...] = ()) -> Line | None:
        """Return a line, its alternative, or None with a strike on record.

        ``before`` is what stands before it in its paragraph; for a cell, caption and headings.
        """
        wanted = said(spec)
        first = read_sentence(wanted.say, wanted.holds, wanted.cites)
        if self.writer.stands(first):
            return self._checked(where, first, before, signed=wanted.signed)
        if wanted.otherwise:
            other = read_sentence(wanted.otherwise, (), wanted.cites)
            return self._checked(where, other, before, signed=wanted.signed)
        self.struck.append(Strike(where, wanted.say, f"not true: {', '.join(wanted.holds)}"))
        return None

    def _checked(
        self,
        where: str,
        sentence: Sentence,
        before: tuple[Line, ...] = (),
        *,
        modelled: bool = False,
        signed: tuple[str, ...] = (),
    ) -> Line | None:
        try:
            line = self.writer.write(sentence)
        except WrongUse as error:
            raise BadDocument(f"{self.brief.name}, {where}: {error}") from error
        self.checked += 1
        if sentence.cites:
            self._cite(sentence.cites)
        found = self.checker.check(
            line,
            holds=sentence.holds,
            before=before,
            quotes=quotable(self.registry.law, sentence.cites),
            modelled=modelled,
        )
        found, words = answered(where, line, found, signed)
        faults = [fault for fault in found if fault.severity is Severity.REFUSE]
        faults += form_faults(sentence, conditions=bool(sentence.holds))
        if not faults:
            self.lines.append(line)
            self.signed += words
            return line
        self.struck.append(Strike(where, line.text, "; ".join(map(str, faults))))
        return None

    def _cite(self, name: str) -> None:
        """Note what a sentence rests on, if it was known to the reader."""
        if name in self.registry.law.events:
            self.registry.event(name)
        elif name in self.registry.law.provisions:
            self.registry.law.provisions[name].asked(self.registry.as_of)
        self.cites[name] = None

    def section(self, spec: SectionSpec) -> Section:
        """Return a section, its lines checked."""
        heading = self.must(spec.id, spec.heading)
        wanted = (one for one in spec.blocks if self.audience in (one.audience or Audience))
        blocks = tuple(self._block(spec.id, heading, block) for block in wanted)
        return Section(spec.id, heading, blocks, spec.exhibits)

    def _block(self, where: str, heading: Line, spec: BlockSpec) -> Paragraph | Bullets | Table:
        if spec.paragraph:
            lines = self._redrafted(where, heading, self._written(where, spec.paragraph))
            return Paragraph((*lines, *self._glosses(where, lines)))
        if spec.bullets:
            items = tuple(self._lines(where, item) for item in spec.bullets)
            return Bullets(tuple(item for item in items if item))
        assert spec.table is not None
        return self._table(where, spec.table)

    def _lines(self, where: str, specs: tuple[str | Say, ...]) -> tuple[Line, ...]:
        """Return the lines of a list item, each checked with what stands before it."""
        return tuple(item.line for item in self._written(where, specs))

    def _written(self, where: str, specs: tuple[str | Say, ...]) -> tuple[Written, ...]:
        """Return the lines of a paragraph with their drafts, each checked with those before it."""
        made: tuple[Written, ...] = ()
        for spec in specs:
            line = self.may(where, spec, tuple(item.line for item in made))
            made += (Written(spec, line),) if line is not None else ()
        return made

    def _redrafted(
        self, where: str, heading: Line, paragraph: tuple[Written, ...]
    ) -> tuple[Line, ...]:
        """Return the lines of a paragraph, those the model drafted in place of the plain ones."""
        lines = [item.line for item in paragraph]
        if self.model is None:
            return tuple(lines)
        for run in reversed(list(free_runs(paragraph))):
            drafted = self.model.paragraph(self._task(where, heading, lines[run]))
            if drafted is not None:
                self._replace(lines[run], drafted)
                lines[run] = drafted
        return tuple(lines)

    def _task(self, where: str, heading: Line, lines: list[Line]) -> ParagraphTask:
        """Return what the model is asked: to say the figures these lines print."""
        figures = [self.registry.figure(name) for name in figures_in(lines)]
        view = self.registry.evaluator.view
        told = (for_writer(finding_of(one, view, self.registry.figures), one) for one in figures)
        return ParagraphTask(
            *(where, heading.text, self.brief.question, self.audience.value), findings=tuple(told)
        )

    def _replace(self, plain: list[Line], drafted: tuple[Line, ...]) -> None:
        """Note that drafted lines stand in place of plain ones."""
        self.lines = [line for line in self.lines if line not in plain]
        self.lines += drafted
        self.checked += len(drafted)

    def _glosses(self, where: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return a sentence for each term of a paragraph a general reader has not met yet."""
        if self.audience is not Audience.GENERAL:
            return ()
        text = " ".join(line.text for line in lines).lower()
        met = [one for one in self.glossary if any(_names(word, text) for word in one.words)]
        self.glossary = tuple(one for one in self.glossary if one not in met)
        return tuple(self.must(where, Say(one.gloss, keep=True)) for one in met)

    def _table(self, where: str, spec: TableSpec) -> Table:
        caption = self._told(where, spec.caption, modelled=self._is_modelled(spec))
        head = tuple(self.must(where, cell) for cell in spec.head)
        rows = tuple(self._row(where, row, caption, head) for row in spec.rows)
        note = self.must(where, spec.note) if spec.note else None
        return Table(caption, head, rows, note)

    def _is_modelled(self, spec: TableSpec) -> bool:
        """Return whether every figure of a table's cells comes from a model run."""
        cells = [read_sentence(cell) for row in spec.rows for cell in row]
        names = {one.ref for cell in cells for one in cell.tokens if one.kind is Kind.FIGURE}
        return bool(names) and all(self.registry.figure(name).root is Root.RUN for name in names)

    def _told(self, where: str, spec: str | Say, *, modelled: bool) -> Line:
        """Return a line over modelled values, which may say that they are; else as ``must``."""
        if not modelled:
            return self.must(where, spec)
        wanted = said(spec)
        draft = read_sentence(wanted.say, wanted.holds, wanted.cites)
        line = self._checked(where, draft, modelled=True, signed=wanted.signed)
        return self._required(line, where, wanted.say)

    def _row(
        self, where: str, row: tuple[str, ...], caption: Line, head: tuple[Line, ...]
    ) -> tuple[Line, ...]:
        """Return a row; its cells are read with caption, column and row heading."""
        name = self.must(where, row[0])
        columns = (*head, *(caption for _ in row[len(head) :]))
        pairs = zip(row[1:], columns[1:], strict=False)
        return (name, *(self.must(where, cell, (caption, top, name)) for cell, top in pairs))

    def plot(self, spec: ExhibitSpec) -> Plot:
        """Return an exhibit whose title was proved over its rows."""
        self.plain(spec)
        rows = rows_of(spec, self.registry)
        modelled = all(row.figure.root is Root.RUN for row in rows)
        title = self._title(spec, plotted_numbers(rows), modelled)
        reading = self._told(spec.id, spec.reading, modelled=modelled)
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

    def _title(self, spec: ExhibitSpec, numbers: dict[str, float], modelled: bool) -> Line:
        """Return a title that was proved over the plotted rows."""
        wanted = said(spec.title)
        known = self.registry.numbers(wanted.holds) | numbers
        false = [condition for condition in wanted.holds if not holds(condition, known)]
        if not wanted.holds:
            false = ["it states no condition"]
        if false:
            self.refused.append(f"title of {spec.id}: '{wanted.say}': not true: {', '.join(false)}")
        sentence = read_sentence(wanted.say, wanted.holds)
        where = f"title of {spec.id}"
        line = self._checked(where, sentence, modelled=modelled, signed=wanted.signed)
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


def _names(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text) is not None


def _dated(words: dict[str, str]) -> tuple[tuple[Period, str], ...]:
    return tuple((Period.parse(day), word) for day, word in words.items())
