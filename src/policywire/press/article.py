"""Layout: a verified manuscript and its drawn exhibits become one article of typed blocks.

It is laid out once; HTML, Markdown and JSON are renderings of the same blocks, so they print the
same numbers. What is not bound is refused here, a second time after the analyst's own check.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policywire.analyst.draft import Bullets, Line, Paragraph, Section, Table
from policywire.analyst.figures import Figure
from policywire.analyst.manuscript import Manuscript
from policywire.analyst.numbers import is_printing
from policywire.analyst.numbers import printed as printed_as
from policywire.facts.errors import ClaimRefused, near
from policywire.press.blocks import (
    Article,
    Block,
    Cell,
    Exhibit,
    Grid,
    Note,
    Part,
    Points,
    Prose,
)
from policywire.press.boxes import about, dateline, source_entry, struck, verification
from policywire.press.notes import (
    Numbering,
    note_of,
    source_mark,
    trails_of,
)
from policywire.press.text import Run, Tag, Text, plain, run_on, runs
from policywire.press.walk import Place, exhibit_texts, reading_texts

__all__ = ["lay_out"]


def lay_out(manuscript: Manuscript, exhibits: Sequence[Exhibit]) -> Article:
    """Lay out an article.

    Parameters
    ----------
    manuscript : Manuscript
        Verified text, figures and sources.
    exhibits : sequence of Exhibit
        Its plots, drawn.

    Raises
    ------
    ClaimRefused
        If a numeral is bound to nothing, a figure is printed otherwise than it is, rests on a
        document that is not listed, or an exhibit is missing.
    """
    setter = _Setter(manuscript, Numbering(manuscript.sources))
    drawn = {exhibit.id: setter.with_trails(exhibit) for exhibit in exhibits}
    _check_exhibits(manuscript, drawn)
    article = Article(
        manuscript=manuscript,
        headline=setter.line("headline", manuscript.headline),
        standfirst=setter.line("standfirst", manuscript.standfirst),
        dateline=dateline(manuscript),
        verification=(),
        takeaways=tuple(
            setter.line(f"takeaway {number}", line)
            for number, line in enumerate(manuscript.takeaways, start=1)
        ),
        parts=tuple(setter.part(section, drawn) for section in manuscript.sections),
        struck=tuple(struck(strike) for strike in manuscript.struck),
        about=about(manuscript.byline),
        notes=(),
        sources=tuple(source_entry(source) for source in manuscript.sources),
    )
    printed = tuple(setter.printed(reading_texts(article)))
    figures = {run.ref for run in printed}
    plotted = _plotted(drawn.values()) - figures
    box = verification(manuscript, len(figures), len(plotted))
    return replace(article, verification=box, notes=tuple(setter.notes(printed)))


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets lines of the manuscript as texts, references resolved."""

    manuscript: Manuscript
    numbering: Numbering

    def line(self, where: str, line: Line) -> Text:
        """Return a line with its dates linked and its source named."""
        text = tuple(self._linked(run) for run in runs(line, where))
        number = self._cited(line.cites)
        return text if number is None else (*text, source_mark(number))

    def _linked(self, run: Run) -> Run:
        number = self._cited(run.ref) if run.tag is Tag.EVENT else None
        return run if number is None else replace(run, href=f"#source-{number}")

    def _cited(self, name: str) -> int | None:
        """Return the source number of an event or rule; None where neither is known."""
        if name in self.manuscript.events:
            return self.numbering.citation(self.manuscript.events[name][2])
        cited = self.manuscript.cited.get(name)
        return None if cited is None else self.numbering.citation(cited)

    def part(self, section: Section, drawn: dict[str, Exhibit]) -> Part:
        """Return a section, its exhibits after its text."""
        blocks = [
            self._block(f"{section.id}, block {number}", block)
            for number, block in enumerate(section.blocks, start=1)
        ]
        shown = [drawn[name] for name in section.exhibits]
        heading = self.line(f"{section.id}, heading", section.heading)
        return Part(section.id, heading, (*blocks, *shown))

    def _block(self, where: str, block: Paragraph | Bullets | Table) -> Block:
        if isinstance(block, Table):
            return self._grid(where, block)
        if isinstance(block, Bullets):
            return Points(tuple(self._run_on(where, item) for item in block.items))
        return Prose(self._run_on(where, block.lines))

    def _run_on(self, where: str, lines: Iterable[Line]) -> Text:
        return run_on(self.line(where, line) for line in lines)

    def _grid(self, where: str, table: Table) -> Grid:
        rows = [[self._cell(where, cell) for cell in row] for row in table.rows]
        numeric = [any(row[at].numeric for row in rows) for at in range(len(table.head))]
        set_rows = tuple(tuple(map(_flush, row, numeric)) for row in rows)
        head = [
            Cell(self.line(where, line), is_numeric)
            for line, is_numeric in zip(table.head, numeric, strict=True)
        ]
        note = self.line(where, table.note) if table.note else ()
        return Grid(self.line(where, table.caption), tuple(head), set_rows, note)

    def _cell(self, where: str, line: Line) -> Cell:
        text = self.line(where, line)
        filled = [run for run in text if run.text.strip()]
        return Cell(text, bool(filled) and all(run.tag is Tag.FIGURE for run in filled))

    def with_trails(self, exhibit: Exhibit) -> Exhibit:
        """Return an exhibit with the notes of its rows."""
        plots = {plot.id: plot for plot in self.manuscript.plots}
        if exhibit.id not in plots:
            raise ClaimRefused(
                f"Exhibit {exhibit.id} was drawn, and the manuscript has no such plot."
                f"{near(exhibit.id, plots)} Draw the plots of the manuscript."
            )
        return replace(exhibit, trails=trails_of(plots[exhibit.id], self.numbering))

    def printed(self, places: Iterable[Place]) -> Iterator[Run]:
        """Yield every figure printed in texts, each found to be printed as it is.

        Raises
        ------
        ClaimRefused
            If a figure is unknown or printed otherwise.
        """
        for where, text in places:
            for run in text:
                if run.tag is Tag.FIGURE:
                    _check_print(where, run, self.manuscript.figures)
                    yield run

    def notes(self, printed: Iterable[Run]) -> Iterator[Note]:
        """Yield one note a figure, in order of first print."""
        for number, name in enumerate(dict.fromkeys(run.ref for run in printed), start=1):
            figure = self.manuscript.figures[name]
            yield note_of(figure, printed_as(figure), number, self.numbering)


def _flush(cell: Cell, is_numeric: bool) -> Cell:
    """Return a cell; an empty one is set as its column is."""
    return cell if plain(cell.text).strip() else Cell((), is_numeric)


def _plotted(exhibits: Iterable[Exhibit]) -> set[str]:
    """Return the ids of the figures printed in pictures and their tables."""
    texts = [text for exhibit in exhibits for _, text in exhibit_texts(exhibit)]
    return {run.ref for text in texts for run in text if run.tag is Tag.FIGURE}


# ------------------------------------------------------------------- checks


def _check_exhibits(manuscript: Manuscript, drawn: dict[str, Exhibit]) -> None:
    shown = [name for section in manuscript.sections for name in section.exhibits]
    missing = [name for name in shown if name not in drawn]
    loose = [name for name in drawn if name not in shown]
    if missing or loose or len(set(shown)) < len(shown):
        raise ClaimRefused(
            f"{manuscript.brief} shows the exhibits {', '.join(shown) or 'none'} and was given "
            f"{', '.join(drawn) or 'none'}. Draw each plot, and show each once in a section."
        )


def _check_print(where: str, run: Run, figures: dict[str, Figure]) -> None:
    """Refuse a figure that is unknown, or not printed as the formatter prints it."""
    if run.ref not in figures:
        raise ClaimRefused(
            f"{where} prints '{run.text}' as the figure '{run.ref}', which the manuscript lacks."
            f"{near(run.ref, figures)} Register it, or print another."
        )
    figure = figures[run.ref]
    if not is_printing(figure, run.text):
        raise ClaimRefused(
            f"{where} prints '{run.text}' for the figure '{run.ref}', which is {figure.quantity}. "
            "Let policywire.analyst.numbers write it."
        )
