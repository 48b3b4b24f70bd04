"""The Markdown edition, read line by line into blocks.

Markdown marks no period and no name, so a paragraph is bound through the record: its text must be
one of the record's, and each of its footnotes must follow the figure that the record has there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tools.audit.blocks import Block, Run, Scope
from tools.audit.cover import covered
from tools.audit.edition import Edition
from tools.audit.prints import trailing_print
from tools.audit.record import Known
from tools.audit.tables import row_at, row_named

__all__ = ["MARKDOWN", "read_markdown"]

MARKDOWN = "article.md"
_NOTE = re.compile(r"\[\^([^\]]+)\]")
_LINK = re.compile(r"(!?)\[((?:\\.|[^\]\\])*)\]\(<?([^)>]*(?:\)[^)>]*)*?)>?\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_FIELD = re.compile(
    r"(?:^|; )(Value|Unit|Basis|Layer|Seasonal adjustment|Status|Vintage|In force from|Known from|"
    r"Stated|"
    r"Expression|Observations|Rule|Written in|Sources|License|Licence|Retrieved|File|Hash|"
    r"Read through a copy by|Interval|Model|Run|Replay|Measure|Date): "
)
_KINDS = {
    "Value": ("exact", ""),
    "Unit": ("ref", "unit"),
    "Basis": ("ref", "basis"),
    "Layer": ("ref", "layer"),
    "Vintage": ("date", "vintage"),
    "In force from": ("date", "vintage"),
    "Known from": ("date", "vintage"),
    "Stated": ("date", "vintage"),
    "Expression": ("ref", "expression"),
    "Rule": ("ref", "rule"),
    "Observations": ("count", "observations"),
    "Written in": ("ref", "citation"),
    "License": ("ref", "licence"),
    "Licence": ("ref", "licence"),
    "Retrieved": ("date", "retrieved"),
    "File": ("ref", "file"),
    "Hash": ("ref", "sha256"),
}
_SOURCE = re.compile(r"(\d+)\. (.*)")
_MARK = re.compile(r"\[(\d+)\]")
_COPIED = re.compile(r"(.*), copied (.+)")


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
            self.exhibit, self.caption = "", bare.text
        name, _, rest = bare.text.partition(": ")
        if (name, rest) in self.known:
            yield self._known_block(bare.text, bare, scope, name)
            return
        yield self._known_block(bare.text, bare, scope)

    def _known_block(self, text: str, line: _Line, scope: Scope, name: str = "") -> Block:
        """Return a block with the runs that the record has for its text."""
        offset = len(name) + 2 if name else 0
        own = self.known.get((name, text[offset:]))
        if own is not None:
            runs = (Run(text[:offset]), *own.runs) if offset else own.runs
            made = Block(MARKDOWN, "", runs, replace(own.scope, exhibit=scope.exhibit))
            return replace(made, runs=(*runs, *self._stray(line, runs)))
        return Block(MARKDOWN, "", tuple(self._pieced(text, line)), scope)

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
        yield from self.known["", known].runs
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
        for cell in cells:
            block = self._known_block(cell.text, cell, Scope())
            yield replace(block, scope=replace(block.scope, table=self.caption))

    def _plotted(self, cells: list[str]) -> Iterator[Block]:
        """Yield the cells of an exhibit's table, each bound by its row and column."""
        item = self.edition.exhibits[self.exhibit]
        labels = {item["axis"], *(row["series"] for row in item["rows"])}
        scope = Scope(exhibit=self.exhibit)
        if cells[0] in ("Period", "Item", "State", "Date"):
            self.columns = cells
            runs = [Run(cell, "label" if cell in labels else "", self.exhibit) for cell in cells]
            yield from (Block(MARKDOWN, "", (run,), scope) for run in runs)
            return
        for at, cell in enumerate(cells):
            yield (
                Block(MARKDOWN, "", (self._plotted_run(cells, at),), scope)
                if cell
                else (Block(MARKDOWN, "", (), scope))
            )

    def _plotted_run(self, cells: list[str], at: int) -> Run:
        item = self.edition.exhibits[self.exhibit]
        if at == 0:
            return row_named(cells[0], item, self.edition)
        return row_at(cells, self.columns, at, item, self.edition)

    # --------------------------------------------------------------- notes and sources

    def _note(self, name: str, text: str) -> Iterator[Block]:
        figure = self.edition.by_anchor.get(name, name)
        scope = Scope(note=figure)
        if figure not in self.edition.figures:
            yield Block(MARKDOWN, "", (Run(name, "figure", name),), scope)
            return
        head, fields = _fields(text)
        block = Block(MARKDOWN, "", (Run(_bare(head).text),), scope)
        yield covered(block, self.edition.figures[figure], self.edition)
        yield from self._field_blocks(fields, scope, figure)

    def _source(self, number: int, text: str) -> Iterator[Block]:
        scope = Scope(source=number)
        title, fields = _fields(text)
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
                MARKDOWN, f" {name}", tuple(_field_runs(name, _bare(text).text, figure)), place
            )


def _linked(line: str) -> Iterator[Block]:
    """Yield the addresses a line leads to out of the edition."""
    for match in _LINK.finditer(line):
        if "://" in match[3]:
            yield Block(MARKDOWN, "", (Run(match[3], "address"),))


def _field_runs(name: str, text: str, figure: str) -> Iterator[Run]:
    """Yield the runs of one field of a note or source."""
    if name == "Sources":
        end = 0
        for match in _MARK.finditer(text):
            yield from (Run(text[end : match.start()]), Run(match[0], "mark", "source"))
            end = match.end()
        yield Run(text[end:])
    elif name == "Read through a copy by" and (found := _COPIED.fullmatch(text)):
        yield from (Run(found[1], "ref", "via"), Run(", copied "), Run(found[2], "date", "copied"))
    elif name in _KINDS:
        kind, ref = _KINDS[name]
        yield Run(text, kind, ref or figure)
    else:
        yield Run(text)


def _fields(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the head of a note or source, and its fields."""
    marked = re.sub(r"\. (?=Value: |Measure: |Date: |Basis: )", "; ", text, count=1)
    found = list(_FIELD.finditer(marked))
    if not found:
        return text, []
    ends = [*(match.start() for match in found[1:]), len(marked)]
    return marked[: found[0].start()], [
        (match[1], marked[match.end() : end].rstrip().removesuffix("."))
        for match, end in zip(found, ends, strict=True)
    ]


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
