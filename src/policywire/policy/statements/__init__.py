"""Statements of the Federal Open Market Committee: parsed, set side by side, scored by rules.

A stance score describes words; it is no forecast of a decision or of a market.
"""

from policywire.policy.statements.diff import (
    Change,
    Difference,
    compare,
    difference_record,
    words_common,
)
from policywire.policy.statements.stance import Stance, score_sentence, stance_of
from policywire.policy.statements.statement import Sentence, Statement, as_record, read_statement

__all__ = [
    "Change",
    "Difference",
    "Sentence",
    "Stance",
    "Statement",
    "as_record",
    "compare",
    "difference_record",
    "read_statement",
    "score_sentence",
    "stance_of",
    "words_common",
]
