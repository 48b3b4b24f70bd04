"""Where the checkers under test are plugged in. The only file that knows how they are called.

A checker takes what its level shows and returns the codes of the faults it found; none means
that it lets the sentence pass.
"""

from collections.abc import Callable
from dataclasses import replace

from bench.faults.drafts import Draft, written
from bench.faults.stock import Faulty
from bench.faults.trace import Tracer
from policywire.analyst.checking import DraftChecker
from policywire.analyst.conditions import holds
from policywire.analyst.draft import Line, Sentence
from policywire.analyst.guards import form_faults
from policywire.analyst.prose import ProseChecker
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Fault, Mode, Severity
from policywire.analyst.rules.article import Whole, check_article
from policywire.analyst.rules.contract import check_contract
from policywire.analyst.rules.joints import check_joints
from policywire.analyst.sources import quotable
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter
from policywire.facts.errors import PolicywireError

__all__ = [
    "BoundCheck",
    "TextCheck",
    "bound_checker",
    "phrase_checker",
    "prose_checker",
    "trace_checker",
]

BoundCheck = Callable[[Faulty, Registry], list[str]]
TextCheck = Callable[[str], list[str]]


def bound_checker(*, waives: bool = False) -> BoundCheck:
    """Return the checker of drafts: the one every line of a brief passes, unless it waives."""
    made: dict[int, DraftChecker] = {}

    def check(draft: Faulty, registry: Registry) -> list[str]:
        """Read, render and check one draft sentence as the composer does."""
        known = made.get(id(registry.law))
        made[id(registry.law)] = checker = known or DraftChecker(registry, waives)
        return _bound(draft, registry, checker)

    return check


def phrase_checker(registry: Registry) -> Callable[[Draft], list[str]]:
    """Return the checker of phrase drafts: as a brief's where open, a model's where closed."""
    checker = DraftChecker(registry)

    def check(draft: Draft) -> list[str]:
        try:
            sentence = draft.sentence
            if not _stands(draft.holds, registry):
                return ["condition"]
            line = written(draft, registry)
        except PolicywireError as error:
            return [type(error).__name__]
        faults = (
            _model_faults(sentence, line, checker)
            if draft.closed
            else [
                *checker.check(line, holds=draft.holds, quotes=quotable(registry.law, draft.cites)),
                *form_faults(sentence, conditions=bool(draft.holds)),
            ]
        )
        return [fault.code for fault in faults if fault.severity is Severity.REFUSE]

    return check


def _model_faults(sentence: Sentence, line: Line, checker: DraftChecker) -> list[Fault]:
    return [
        *check_contract(sentence),
        *check_joints(sentence, checker.registry.figures),
        *checker.check(line, mode=Mode.PHRASES_ONLY),
    ]


def prose_checker(registry: Registry) -> TextCheck | None:
    """Return the checker of printed prose, over the figures, rules, events and names held.

    A warning is none of its alarms; no condition, citation or token is shown to it.
    """
    law = registry.law
    ruled = [f"rule.{item.id}@{day}" for item in law.provisions.values() for day in item.values]
    figures = registry.figures | {name: registry.figure(name) for name in ruled}
    names = tuple(registry.names.values())
    checker = ProseChecker(figures, registry.as_of, law, names)

    def check(text: str) -> list[str]:
        found = checker.check(text)
        return [fault.code for fault in found if fault.severity is Severity.REFUSE]

    return check


def trace_checker(registry: Registry) -> TextCheck:
    """Return the tracer, which looks at numbers alone."""
    return Tracer(registry)


def _bound(draft: Faulty, registry: Registry, known: DraftChecker) -> list[str]:
    extra = {figure.id: figure for figure in draft.extra}
    held = replace(registry, figures=registry.figures | extra) if extra else registry
    try:
        sentence = read_sentence(draft.draft, draft.holds, draft.cites)
        if not _stands(draft.holds, held):
            return ["condition"]
        line = PlainWriter(held).write(sentence)
    except PolicywireError as error:
        return [type(error).__name__]
    checker = known if known.registry is held else known.over(held)
    quotes = quotable(held.law, sentence.cites)
    faults = [*checker.check(line, holds=sentence.holds, quotes=quotes)]
    faults += form_faults(sentence, conditions=bool(sentence.holds))
    told = {name: held.figure(name) for name in sentence.figures}
    faults += check_article(Whole((line,), (line,), (), told, tuple(held.figures.values()), None))
    return [fault.code for fault in faults if fault.severity is Severity.REFUSE]


def _stands(conditions: tuple[str, ...], registry: Registry) -> bool:
    if not conditions:
        return True
    numbers = registry.numbers(conditions)
    return all(holds(condition, numbers) for condition in conditions)
