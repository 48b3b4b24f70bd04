"""Drafts of the phrase contract: code writes number, measure and period, an author the rest.

There are two such contracts. A closed draft, a language model's, holds phrases and the joints it
was told, and declares what it uses and how it stands to the sentence before it. An open draft, a
person's, has words of its own round its phrases.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bench.faults.corpus import HERE, read_clean
from bench.faults.stock import Part, unread
from policywire.analyst.draft import Line, Relation, Sentence
from policywire.analyst.registry import Registry
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter

__all__ = ["Draft", "Half", "drafted", "hand_drafts", "written"]


class Half(StrEnum):
    """Which half of the set: what was missed in the first was mended, the second is held out."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of the phrase contract, clean or spoilt.

    Attributes
    ----------
    id : str
        Where it comes from.
    half : Half
        Which half of the set it belongs to.
    parts : tuple of str or Token
        Words and tokens.
    holds : tuple of str
        Conditions it stands on.
    cites : str
        What an attributed statement rests on.
    closed : bool
        Whether it may hold phrases and joints alone.
    uses : tuple of str or None
        What a closed draft declares; None for what its tokens name.
    relation : Relation
        What a closed draft declares.
    printed : tuple of str
        Printed text to be replaced after the writer is done, and what by; none where empty.
    """

    id: str
    half: Half
    parts: tuple[Part, ...]
    holds: tuple[str, ...] = ()
    cites: str = ""
    closed: bool = False
    uses: tuple[str, ...] | None = None
    relation: Relation = Relation.STATEMENT
    printed: tuple[str, str] | None = None

    @property
    def sentence(self) -> Sentence:
        """The draft as a sentence, read anew from its text as a reply would be."""
        made = read_sentence(unread(self.parts), self.holds, self.cites)
        uses = made.uses if self.uses is None else self.uses
        return replace(made, uses=uses, relation=self.relation)

    @property
    def text(self) -> str:
        """Its parts as draft text."""
        return unread(self.parts)


def hand_drafts() -> Iterator[Draft]:
    """Yield the open drafts written by hand.

    Raises
    ------
    BadDocument
        If a file breaks the schema.
    """
    first = (HERE / "phrases.yaml", HERE / "phrased" / "first.yaml")
    second = (HERE / "phrased" / "second.yaml",)
    for half, paths in ((Half.FIRST, first), (Half.SECOND, second)):
        for path in paths:
            for item in read_clean(path):
                yield drafted(item.id, half, item.say, holds=item.holds, cites=item.cites)


def drafted(
    name: str,
    half: Half,
    say: str,
    *,
    holds: tuple[str, ...] = (),
    cites: str = "",
    relation: Relation | None = None,
) -> Draft:
    """Return a draft of a text; closed where a relation is declared."""
    parts = read_sentence(say, holds, cites).parts
    closed, told = relation is not None, relation or Relation.STATEMENT
    return Draft(name, half, parts, holds, cites, closed, None, told)


def written(draft: Draft, registry: Registry) -> Line:
    """Return a draft as it is printed, its printed text replaced where it asks for that.

    Raises
    ------
    PolicywireError
        If it cannot be printed.
    """
    line = PlainWriter(registry).write(draft.sentence)
    if draft.printed is None:
        return line
    old, new = draft.printed
    spans = list(line.spans)
    at = next(at for at, span in enumerate(spans) if span.ref and span.text == old)
    spans[at] = replace(spans[at], text=new)
    return replace(line, spans=tuple(spans))
