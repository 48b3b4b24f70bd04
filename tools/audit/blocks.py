"""Blocks of printed text: runs, each with what binds it, and where the block stands."""

from collections import Counter
from dataclasses import dataclass, field

from tools.audit.numerals import Found, find, order_words

__all__ = ["Block", "Problem", "Report", "Run", "Scope"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; ``kind`` says what binds its numerals, none where nothing does."""

    text: str
    kind: str = ""
    ref: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a block belongs to: a note's figure, a source, an exhibit, a series, a field, a cell."""

    note: str = ""
    source: int = 0
    exhibit: str = ""
    series: str = ""
    field: str = ""
    row: str = ""
    column: str = ""
    table: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a file."""

    file: str
    where: str
    runs: tuple[Run, ...]
    scope: Scope = Scope()

    @property
    def text(self) -> str:
        """Return the bare characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not so: ``kind`` is unbound, mismatch, recompute, missing or order."""

    kind: str
    file: str
    where: str
    text: str
    why: str

    def __str__(self) -> str:
        """Return the problem in one line."""
        return f"{self.kind}: {self.file}, {self.where}: '{self.text}' {self.why}"


@dataclass(slots=True)
class Report:
    """What an audit found."""

    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    order_words: Counter[str] = field(default_factory=Counter)
    recomputed: dict[str, tuple[int, int]] = field(default_factory=dict)
    replayed: tuple[int, int] | None = None

    def take(self, block: Block, run: Run, why: str) -> None:
        """Count the numerals of a run by what binds them, and keep why the binding fails."""
        numerals = find(run.text)
        if not run.kind:
            self.order_words += order_words(run.text)
            for item in numerals:
                context = _around(block.text, run.text, item)
                reason = f"is bound to nothing, in '{context}'"
                self.problems.append(Problem("unbound", block.file, block.where, item.text, reason))
        elif why:
            self.problems.append(Problem("mismatch", block.file, block.where, run.text, why))
        kind = run.kind or "unbound"
        self.found[block.file, "mismatch" if why else kind] += len(numerals)

    @property
    def unbound(self) -> list[Problem]:
        """Return the numerals that nothing binds."""
        return [problem for problem in self.problems if problem.kind == "unbound"]


def _around(text: str, part: str, item: Found, width: int = 30) -> str:
    """Return the words around a numeral."""
    at = max(text.find(part), 0) + item.start
    return text[max(0, at - width) : at + len(item.text) + width]
