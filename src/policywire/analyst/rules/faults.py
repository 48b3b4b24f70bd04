"""Faults, and the catalogue of the rules they break."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from policywire.schema import loads

__all__ = ["Fault", "Mode", "Rule", "Severity", "catalogue", "fault"]


class Severity(StrEnum):
    """What a fault does to the line it stands in."""

    REFUSE = "refuse"  # the line is struck
    WARN = "warn"  # its author is told


class Mode(StrEnum):
    """Which contract a line is written under."""

    BRIEF = "brief"  # by hand: number tokens may stand, each anchored
    PHRASES_ONLY = "phrases only"  # by a model: phrases and a closed list of connectives
    WORDS = "words"  # labels, names and measures: words that hold no token


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the checker.

    Attributes
    ----------
    code : str
        Its code.
    family : str
        The module that holds its code.
    says : str
        What it refuses.
    repair : str
        How to mend it.
    why : str
        What a fault says of the words that broke it.
    severity : Severity
        What a fault does.
    excuse : str
        ``condition``, ``rank`` or ``source``: what lets the words stand; empty for nothing.
    """

    code: str
    family: str
    says: str
    repair: str
    why: str
    severity: Severity = Severity.REFUSE
    excuse: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule broken.

    Attributes
    ----------
    code : str
        The rule.
    words : str
        What broke it.
    why : str
        What is wrong with it.
    start, end : int
        Where the words stand in the printed line.
    severity : Severity
        What it does to the line.
    repair : str
        How to mend it.
    """

    code: str
    words: str
    why: str
    start: int = 0
    end: int = 0
    severity: Severity = Severity.REFUSE
    repair: str = ""

    def __str__(self) -> str:
        """Return the fault in one line."""
        return f"{self.code} '{self.words}': {self.why}"


@dataclass(frozen=True, slots=True)
class _Catalogue:
    rules: tuple[Rule, ...]


@cache
def catalogue() -> dict[str, Rule]:
    """Return every rule by code, in the order of the document."""
    text = files("policywire.analyst.rules").joinpath("catalogue.yaml").read_text("utf-8")
    return {rule.code: rule for rule in loads(text, _Catalogue, "catalogue.yaml").rules}


def fault(code: str, words: str, place: tuple[int, int], more: str = "") -> Fault:
    """Return a fault of a rule; ``more`` says what the rule's own words cannot."""
    rule = catalogue()[code]
    why = f"{rule.why}; {more}" if more else rule.why
    return Fault(code, words, why, *place, severity=rule.severity, repair=rule.repair)
