"""Where the checkers under test are plugged in. The only file that knows how they are called.

A checker takes what its level shows and returns the codes of the faults it found; none means
that it lets the sentence pass.
"""

from collections.abc import Callable
from dataclasses import replace

from bench.faults.stock import Faulty
from bench.faults.trace import Tracer
from policywire.analyst.conditions import holds
from policywire.analyst.guards import form_faults
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.registry import Registry
from policywire.analyst.review.checking import check_text
from policywire.analyst.review.conduct import conduct
from policywire.analyst.review.document import read_document
from policywire.analyst.review.remarks import Remark
from policywire.analyst.review.report import Verdict
from policywire.analyst.tokens import read_sentence
from policywire.analyst.verify import check_line
from policywire.analyst.writers.plain import PlainWriter
from policywire.facts.errors import PolicywireError

__all__ = ["BoundCheck", "TextCheck", "bound_checker", "prose_checker", "trace_checker"]

BoundCheck = Callable[[Faulty, Registry], list[str]]
TextCheck = Callable[[str], list[str]]
_DATE_MISSING = "T2"  # a sentence on its own may lean on the one before
_AGAINST = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.WRONG_PLACE, Verdict.BROKEN)


def bound_checker() -> BoundCheck:
    """Return the checker of drafts: the one every line of a brief passes."""
    return _bound


def prose_checker(registry: Registry) -> TextCheck | None:
    """Return the checker of printed prose: ``policywire check``, sentence by sentence.

    An alarm is a claim with a verdict against it, or a remark on words of the sentence; what has
    no evidence or cannot be checked is none. Remarks on an article as a whole are left out.
    """
    view, as_of, terms = registry.evaluator.view, registry.as_of, shipped_terms()

    def check(text: str) -> list[str]:
        claims = check_text(text, view, terms, as_of)
        found = [claim.verdict.value for claim in claims if claim.verdict in _AGAINST]
        document = read_document(text.encode(), "sentence.txt", "text")
        remarks = conduct(document, as_of, terms, ())
        return found + [remark.rule for remark in remarks if _is_alarm(remark)]

    return check


def _is_alarm(remark: Remark) -> bool:
    """Return whether a remark is on words of the sentence, and on more than a date it lacks."""
    return remark.end > remark.start and remark.rule != _DATE_MISSING


def trace_checker(registry: Registry) -> TextCheck:
    """Return the tracer, which looks at numbers alone."""
    return Tracer(registry)


def _bound(draft: Faulty, registry: Registry) -> list[str]:
    """Read, render and check one draft sentence as the composer does."""
    extra = {figure.id: figure for figure in draft.extra}
    held = replace(registry, figures=registry.figures | extra) if extra else registry
    try:
        sentence = read_sentence(draft.draft, draft.holds, draft.cites)
        if not _stands(draft, held):
            return ["condition"]
        line = PlainWriter(held).write(sentence)
    except PolicywireError as error:
        return [type(error).__name__]
    conditions = bool(draft.holds)
    faults = check_line(line, held.figures, conditions=conditions)
    faults += form_faults(sentence, conditions=conditions)
    return [fault.code for fault in faults]


def _stands(draft: Faulty, registry: Registry) -> bool:
    if not draft.holds:
        return True
    numbers = registry.numbers(draft.holds)
    return all(holds(condition, numbers) for condition in draft.holds)
