"""The checker: one line against every rule that binds it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from policywire.analyst.draft import Kind, Line, Sentence
from policywire.analyst.figures import Figure
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.registry import Registry
from policywire.analyst.rules.anchors import check_anchors
from policywire.analyst.rules.bearing import Bearings
from policywire.analyst.rules.bound import check_bound, check_glued
from policywire.analyst.rules.context import Context
from policywire.analyst.rules.contract import check_contract
from policywire.analyst.rules.embedding import check_embedding
from policywire.analyst.rules.faults import Fault, Mode, fault
from policywire.analyst.rules.framing import check_framing, check_twice
from policywire.analyst.rules.joints import check_joints, check_literals, is_joint
from policywire.analyst.rules.length import check_length
from policywire.analyst.rules.modelled import about_lines, check_modelled, is_bare
from policywire.analyst.rules.monetary import check_monetary
from policywire.analyst.rules.phrased import authored, phrases_in
from policywire.analyst.rules.status import check_sizes, check_status
from policywire.analyst.rules.strokes import Read, read_line
from policywire.analyst.rules.vocabulary import check_vocabulary
from policywire.analyst.rules.voice import check_voice
from policywire.analyst.rules.words import check_words
from policywire.analyst.writers.plain import PlainWriter
from policywire.facts.errors import BadDocument, ClaimRefused, NotHeld, WrongUse

__all__ = ["Checker", "Setting", "check"]

_NO_CONTEXT = Context()
_MOST = 1024  # contexts kept


@dataclass(frozen=True, slots=True)
class Setting:
    """How a line stands in its article.

    Attributes
    ----------
    mode : Mode
        The contract it is written under.
    holds : tuple of str
        Conditions that were found true.
    proved : bool
        Whether a condition not told here was found true.
    before : tuple of Line
        The lines of its paragraph before it; for a cell, caption and headings.
    quotes : tuple of str
        Texts of what it cites.
    modelled : bool
        Whether it stands on a picture of modelled values.
    """

    mode: Mode = Mode.BRIEF
    holds: tuple[str, ...] = ()
    proved: bool = False
    before: tuple[Line, ...] = ()
    quotes: tuple[str, ...] = ()
    modelled: bool = False


def check(
    draft: Line | Sentence,
    registry: Registry,
    *,
    mode: Mode = Mode.BRIEF,
    before: tuple[Line, ...] = (),
) -> tuple[Fault, ...]:
    """Return every fault of a printed line or of a draft sentence.

    A draft is written first; what cannot be written is a fault as well, with the writer's words.

    Parameters
    ----------
    draft : Line or Sentence
        What is checked. Of a sentence its declared uses and relation are checked too.
    registry : Registry
        What its tokens may name.
    mode : Mode
        The contract it is written under.
    before : tuple of Line
        The lines of its paragraph before it.
    """
    checker = Checker(registry.figures, registry.as_of)
    if isinstance(draft, Line):
        return checker.check(draft, mode=mode, before=before)
    try:
        line = PlainWriter(registry).write(draft)
    except (BadDocument, NotHeld) as error:
        return (fault("N4", _named(draft), (0, 0), str(error)),)
    except (WrongUse, ClaimRefused) as error:
        return (fault("N5", _named(draft), (0, 0), str(error)),)
    found = checker.check(line, mode=mode, holds=draft.holds, before=before)
    told = (
        (*check_contract(draft), *check_joints(draft, registry.figures))
        if mode is Mode.PHRASES_ONLY
        else ()
    )
    return (*told, *found)


def _named(sentence: Sentence) -> str:
    return ", ".join(token.ref for token in sentence.tokens)


@dataclass(slots=True)
class Checker:
    """Checks lines against one registry of figures.

    Attributes
    ----------
    figures : Mapping of str to Figure
        The registry.
    as_of : date or None
        Where the reader stands; with it the tense of rules is rechecked.
    """

    figures: Mapping[str, Figure]
    as_of: date | None = None
    _bearings: Bearings | None = None
    _contexts: dict[tuple[int, int], tuple[Line, Context, Context]] = field(default_factory=dict)

    @property
    def bearings(self) -> Bearings:
        """Whom and what each figure is about."""
        if self._bearings is None:
            self._bearings = Bearings(self.figures, shipped_terms())
        return self._bearings

    def check(
        self,
        line: Line,
        *,
        mode: Mode = Mode.BRIEF,
        holds: tuple[str, ...] = (),
        proved: bool = False,
        before: tuple[Line, ...] = (),
        quotes: tuple[str, ...] = (),
        modelled: bool = False,
    ) -> tuple[Fault, ...]:
        """Return every fault of a line, in the order of its text.

        Parameters
        ----------
        line : Line
            A printed sentence, title, heading or cell.
        mode, holds, proved, before, quotes, modelled
            As in :class:`Setting`.
        """
        setting = Setting(mode, holds, proved, before, quotes, modelled)
        found = self._faults(line, read_line(line), setting)
        return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end)))

    def _faults(self, line: Line, read: Read, setting: Setting) -> Iterator[Fault]:
        cited, proved = bool(line.cites), setting.proved or bool(setting.holds)
        yield from check_bound(read, self.figures, mode=setting.mode, as_of=self.as_of)
        yield from check_glued(read)
        yield from check_words(
            read,
            holds=setting.holds,
            proved=setting.proved,
            cited=cited,
            quotes=setting.quotes,
        )
        if setting.mode is Mode.WORDS:
            return
        yield from check_status(
            read,
            self.figures,
            cited=cited or setting.modelled,
            proved=proved,
            about=about_lines(setting.before) if is_bare(read) else "",
        )
        yield from check_modelled(read, self.figures, self.bearings, setting.before)
        yield from check_sizes(read, self.figures)
        yield from check_monetary(read, self.figures)
        yield from check_length(read, setting.mode)
        if setting.mode is Mode.PHRASES_ONLY:
            yield from check_literals(read)
        yield from self._round_phrases(read, setting, cited=cited)
        yield from self._anchored(line, read, self._context(setting.before))[0]

    def _round_phrases(self, read: Read, setting: Setting, *, cited: bool) -> Iterator[Fault]:
        """Yield the faults of what stands round the phrases of a line."""
        said = phrases_in(read, self.bearings)
        if not said:
            return
        yield from check_twice(said)
        loose = [one.span for one in read.spans if not one.span.phrase]
        if all(one.kind is Kind.TEXT and is_joint(one.text) for one in loose):
            return
        text, kinds = authored(read), {one.kind for one in loose}
        yield from check_framing(read, text, said, self.bearings)
        yield from check_embedding(text, said)
        yield from check_voice(text, said, cited=cited)
        if Kind.FIGURE not in kinds:  # a number beside phrases is anchored by the words round it
            yield from check_vocabulary(
                text,
                said,
                sources=setting.quotes if cited else (),
                dated=Kind.DATE in kinds,
                proved=bool(setting.holds),
            )

    def _context(self, before: tuple[Line, ...]) -> Context:
        """Return what the lines before are about."""
        context = _NO_CONTEXT
        for line in before:
            held = self._contexts.get((id(line), id(context)))
            if held is None:
                held = self._anchored(line, read_line(line), context)[1]
            context = held[2]
        return context

    def _anchored(
        self, line: Line, read: Read, context: Context
    ) -> tuple[list[Fault], tuple[Line, Context, Context]]:
        """Return the faults of a line's numbers; keep the context before it and after it."""
        faults, after = check_anchors(read, self.figures, self.bearings, context)
        if len(self._contexts) > _MOST:
            self._contexts.clear()
        held = (line, context, after)  # line and context are held, so that no other has their ids
        self._contexts[id(line), id(context)] = held
        return faults, held
