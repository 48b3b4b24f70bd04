"""The Markdown edition, read line by line into blocks.

Markdown marks no period and no name, so a paragraph is bound through the record: its text must be
one of the record's, and each of its footnotes must follow the figure that the record has there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tools.audit.blocks import Block, Run, Scope
from tools.audit.cover import covered
from tools.audit.edition import Edition
from tools.audit.fields import field_runs, fields_of
from tools.audit.prints import trailing_print
from tools.audit.ranges import cell_runs
from tools.audit.record import Known
from tools.audit.tables import row_at, row_named
from tools.audit.wordings import quoted_cell

__all__ = ["MARKDOWN", "read_markdown"]

MARKDOWN = "article.md"
_NOTE = re.compile(r"\[\^([^\]]+)\]")
_LINK = re.compile(r"(!?)\[((?:\\.|[^\]\\])*)\]\(<?([^)>]*(?:\)[^)>]*)*?)>?\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_SOURCE = re.compile(r"(\d+)\. (.*)")
_PLACE = re.compile(r"(?:rows \d+|head) \d+$")


@dataclass(slots=True)
class _Line:
    """A text with its markup gone: bare characters, and where its footnotes stood."""

    text: str = ""
    notes: list[tuple[int, str]] = field(default_factory=list)


def read_markdown(text: str, edition: Edition, known: Known) -> list[Block]:
    """Return the blocks of a Markdown edition; ``known`` holds the record's texts."""
    return list(_Reader(edition, known).read(text))


class _Reader:
    """Reads lines; keeps which exhibit, table and part it is in."""

    def __init__(self, edition: Edition, known: Known) -> None:
        self.edition, self.known = edition, known
        self.exhibit = self.caption = self.part = ""
        self.columns: list[str] = []
        self.row = 0
        self.told = _told_cells(known)
        self.numbers = {item["number"]: name for name, item in edition.exhibits.items()}

    def read(self, text: str) -> Iterator[Block]:
        """Yield the blocks of a text."""
        for at, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                for block in (*self._line(line), *_linked(line)):
                    yield replace(block, where=f"line {at}{block.where}")

    def _line(self, line: str) -> Iterator[Block]:
        if match := re.match(r"(#+) (.*)", line):
            yield from self._heading(len(match[1]), match[2])
        elif match := re.match(rf"{_NOTE.pattern}: ", line):
            yield from self._note(match[1], line[match.end() :])
        elif line.startswith("|"):
            yield from self._cells(line)
        elif self.part == "Sources" and (match := _SOURCE.fullmatch(line)):
            yield from self._source(int(match[1]), match[2])
        elif match := re.fullmatch(r"!\[(.*)\]\((.*)\)", line):
            alt = _bare(match[1]).text
            yield self._known_block(alt, _Line(alt), Scope(exhibit=self.exhibit, region="alt"))
        else:
            yield from self._paragraph(line)

    def _heading(self, depth: int, text: str) -> Iterator[Block]:
        bare = _bare(text).text
        match = re.fullmatch(r"Exhibit (\d+)\. (.*)", bare)
        if match is None:
            self.exhibit = ""
            self.part = bare if depth == 2 else self.part
            yield self._known_block(bare, _bare(text), Scope())
            return
        self.exhibit = self.numbers.get(int(match[1]), "")
        scope = Scope(exhibit=self.exhibit)
        number = Run(f"Exhibit {match[1]}", "mark", "exhibit")
        title = self._known_block(match[2], _Line(match[2]), scope)
        yield Block(MARKDOWN, "", (number, Run(". "), *title.runs), scope)

    # --------------------------------------------------------------- paragraphs and tables

    def _paragraph(self, line: str) -> Iterator[Block]:
        bare = _bare(re.sub(r"^(?:[-*] )", "", line))
        scope = Scope(exhibit=self.exhibit)
        caption = re.fullmatch(r"\*\*(.*)\*\*", line)
        if caption:
            self.exhibit, self.caption, self.row = "", bare.text, 0
        name, _, rest = bare.text.partition(": ")
        if (name, rest) in self.known:
            yield self._known_block(bare.text, bare, scope, name)
            return
        yield self._known_block(bare.text, bare, scope)

    def _known_block(self, text: str, line: _Line, scope: Scope, name: str = "") -> Block:
        """Return a block with the runs that the record has for its text."""
        offset = len(name) + 2 if name else 0
        made = [
            self._as_known(Run(text[:offset]), own, line, scope)
            for own in self.known.get((name, text[offset:]), ())
        ]
        if made:  # of texts that repeat, the one whose footnotes these are
            return min(made, key=lambda block: sum(run.kind == "stray" for run in block.runs))
        return Block(MARKDOWN, "", tuple(self._pieced(text, line)), scope)

    def _as_known(self, head: Run, own: Block, line: _Line, scope: Scope) -> Block:
        """Return a block as the record has it, and a run for each footnote that is not."""
        runs = (head, *own.runs) if head.text else own.runs
        stray = tuple(self._stray(line, runs))
        return Block(MARKDOWN, "", (*runs, *stray), replace(own.scope, exhibit=scope.exhibit))

    def _stray(self, line: _Line, runs: tuple[Run, ...]) -> Iterator[Run]:
        """Yield a run for each footnote that is not where the record has its figure."""
        ends, at = set(), 0
        for run in runs:
            at += len(run.text)
            if run.kind == "figure":
                ends.add((at, run.ref))
        told = {(place, self.edition.by_anchor.get(name, name)) for place, name in line.notes}
        for place, name in sorted(ends ^ told):
            yield Run("", "stray", f"{name} at character {place}")

    def _pieced(self, text: str, line: _Line) -> Iterator[Run]:
        """Yield the runs of a text the record does not have: known parts and footnoted figures."""
        runs, end = [], 0
        for place, name in line.notes:
            shown = trailing_print(text[end:place])
            start = place - len(shown)
            runs += [
                Run(text[end:start]),
                Run(shown, "figure", self.edition.by_anchor.get(name, name)),
            ]
            end = place
        runs.append(Run(text[end:]))
        for run in runs:
            yield from [run] if run.kind else self._parts(run.text)

    def _parts(self, text: str) -> Iterator[Run]:
        """Yield the runs of a text, longest known texts within it first."""
        held = [known for known in self._long if known in text]
        if not held:
            if text:
                yield Run(text)
            return
        known = held[0]
        start = text.index(known)
        yield from self._parts(text[:start])
        yield from self.known["", known][0].runs
        yield from self._parts(text[start + len(known) :])

    @property
    def _long(self) -> list[str]:
        return sorted((text for _, text in self.known if len(text) > 15), key=len, reverse=True)

    def _cells(self, line: str) -> Iterator[Block]:
        cells = [_bare(cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if all(re.fullmatch(r":?-+:?", cell.text) for cell in cells):
            return
        texts = [cell.text for cell in cells]
        if self.exhibit:
            yield from self._plotted(texts)
            return
        for at, cell in enumerate(cells, start=1):
            yield self._told_cell(cell, at)
        self.row += 1

    def _told_cell(self, cell: _Line, at: int) -> Block:
        """Return a cell of a table of the text, as the record has it in that row and column."""
        where = f"rows {self.row} {at}" if self.row else f"head {at}"
        own = self.told.get((self.caption, where))
        if own is not None and own.text == cell.text:
            return self._as_known(Run(""), own, cell, Scope())
        held = "" if own is None else own.text
        moved = Run("", "moved", held) if held != cell.text else Run("")
        block = self._known_block(cell.text, cell, Scope())
        scope = replace(block.scope, table=self.caption)
        return replace(block, runs=(*block.runs, moved), scope=scope)

    def _plotted(self, cells: list[str]) -> Iterator[Block]:
        """Yield the cells of an exhibit's table, each bound by its row and column."""
        item = self.edition.exhibits[self.exhibit]
        labels = {item["axis"], *(row["series"] for row in item["rows"])}
        scope = Scope(exhibit=self.exhibit)
        if cells[0] in ("Period", "Item", "State", "Country", "Date", "Part"):
            self.columns = cells
            runs = [Run(cell, "label" if cell in labels else "", self.exhibit) for cell in cells]
            yield from (Block(MARKDOWN, "", (run,), scope) for run in runs)
            return
        for at, cell in enumerate(cells):
            told = tuple(self._plotted_runs(cells, at)) if cell else ()
            place = replace(scope, row=cells[0], column=self.columns[at]) if at else scope
            yield Block(MARKDOWN, "", told, place)

    def _plotted_runs(self, cells: list[str], at: int) -> Iterator[Run]:
        item = self.edition.exhibits[self.exhibit]
        if at == 0:
            yield row_named(cells[0], item, self.edition)
            return
        if item["mark"] == "words" and at < len(cells) - 1:
            yield from self._quoted(cells, at, item)
            return
        run = row_at(cells, self.columns, at, item, self.edition)
        figure = self.edition.figures.get(run.ref) if run.kind == "figure" else None
        yield from cell_runs(run.text, figure) if figure else [run]

    def _quoted(self, cells: list[str], at: int, item: dict[str, Any]) -> Iterator[Run]:
        """Yield the runs of a cell that quotes, where it quotes what the record has."""
        runs = list(quoted_cell(cells, self.columns[at], item))
        same = "".join(run.text for run in runs) == cells[at]
        yield from runs if same else [Run(cells[at], "quote", item["id"])]

    # --------------------------------------------------------------- notes and sources

    def _note(self, name: str, text: str) -> Iterator[Block]:
        figure = self.edition.by_anchor.get(name, name)
        scope = Scope(note=figure)
        if figure not in self.edition.figures:
            yield Block(MARKDOWN, "", (Run(name, "figure", name),), scope)
            return
        head, fields = fields_of(text)
        block = Block(MARKDOWN, "", (Run(_bare(head).text),), scope)
        yield covered(block, self.edition.figures[figure], self.edition)
        yield from self._field_blocks(fields, scope, figure)

    def _source(self, number: int, text: str) -> Iterator[Block]:
        scope = Scope(source=number)
        title, fields = fields_of(text)
        held = self.edition.sources.get(number, {"document": None})
        kind = "source" if held["document"] else "citation"
        mark = Run(str(number), "mark", "source")
        yield Block(MARKDOWN, "", (mark, Run(". "), Run(_bare(title).text, "ref", kind)), scope)
        yield from self._field_blocks(fields, scope, "")

    def _field_blocks(
        self, fields: list[tuple[str, str]], scope: Scope, figure: str
    ) -> Iterator[Block]:
        for name, text in fields:
            place = replace(scope, field=name)
            yield Block(
                MARKDOWN, f" {name}", tuple(field_runs(name, _bare(text).text, figure)), place
            )


def _told_cells(known: Known) -> dict[tuple[str, str], Block]:
    """Return the cells of the text's tables by caption and place: ``head 2``, ``rows 3 1``."""
    blocks = (block for alike in known.values() for block in alike if block.scope.table)
    placed = ((block, _PLACE.search(block.where)) for block in blocks)
    return {(block.scope.table, match[0]): block for block, match in placed if match}


def _linked(line: str) -> Iterator[Block]:
    """Yield the addresses a line leads to out of the edition."""
    for match in _LINK.finditer(line):
        if "://" in match[3]:
            yield Block(MARKDOWN, "", (Run(match[3], "address"),))


def _bare(text: str) -> _Line:
    """Return a text without its markup."""
    made, at = _Line(), 0
    text = re.sub(r"^(\*{1,2})(.*)\1$", r"\2", text)
    pattern = re.compile(rf"{_NOTE.pattern}|{_LINK.pattern}|`([^`]*)`|{_ESCAPE.pattern}")
    for match in pattern.finditer(text):
        made.text += text[at : match.start()]
        at = match.end()
        note, _, label, _, code, escaped = match.groups()
        if note:
            made.notes.append((len(made.text), note))
        else:
            made.text += _ESCAPE.sub(r"\1", label) if label is not None else code or escaped or ""
    made.text += text[at:]
    return made
