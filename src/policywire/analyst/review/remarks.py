"""What is found wrong with an article as a whole, each rule with a code."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["RULES", "Remark", "Rule", "Severity"]


class Severity(StrEnum):
    """How much a remark weighs."""

    WARN = "warn"  # to be changed
    INFO = "info"  # to be considered


@dataclass(frozen=True, slots=True)
class Rule:
    """What an article is held to.

    Attributes
    ----------
    code : str
        Its code.
    title : str
        What it finds, in a few words.
    severity : Severity
        How much it weighs.
    repair : str
        What to do.
    """

    code: str
    title: str
    severity: Severity
    repair: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding on an article.

    Attributes
    ----------
    rule : str
        Code of the rule.
    text : str
        The words it is about; empty where it is about the whole.
    start, end : int
        Where they stand in ``Document.text``; 0 and 0 for the whole.
    note : str
        What is wrong, and what to do.
    """

    rule: str
    text: str
    start: int
    end: int
    note: str

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return RULES[self.rule].severity

    @property
    def title(self) -> str:
        """What its rule finds."""
        return RULES[self.rule].title


_ALL = (
    Rule("A1", "figure without a source", Severity.WARN, "Name who published it, or link to it."),
    Rule("A2", "no source at all", Severity.WARN, "Name or link a source for every figure."),
    Rule("A3", "lost citation", Severity.WARN, "Put the link or the note back."),
    Rule("B1", "promotional words", Severity.WARN, "Say what happened and by how much."),
    Rule("C1", "cause without support", Severity.WARN, "Name the study, or write 'while' or 'as'."),
    Rule("F1", "forecast without an author", Severity.WARN, "Say whose forecast, when, and how."),
    Rule("F2", "forecast without a range", Severity.INFO, "Give the range, or say there is none."),
    Rule("I1", "investment advice", Severity.WARN, "Leave it out, or say who advises and why."),
    Rule("W1", "monetary claim against the ledger", Severity.WARN, "Say what was priced in."),
    Rule("K1", "counter-case without a figure", Severity.INFO, "Measure the other side as well."),
    Rule("P1", "outside the author's remit", Severity.WARN, "Let an author of the field sign it."),
    Rule("Q1", "quotation without a speaker", Severity.WARN, "Say who said it, where and when."),
    Rule("S1", "superlative without a rank", Severity.WARN, "Give rank, period and source."),
    Rule("T2", "figure without a period", Severity.WARN, "Say which year or month it is about."),
    Rule("T4", "overtaken by events", Severity.WARN, "Say what has happened since, with its day."),
    Rule("T5", "article without a day", Severity.WARN, "Give the day of publication."),
    Rule("V1", "note on the reading", Severity.INFO, "Check the file that was given."),
)
RULES = {rule.code: rule for rule in _ALL}
