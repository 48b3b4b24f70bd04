"""Tables: whether a table bears a sentence out, without a language model."""

from policywire.analyst.tables.judge import judge_line
from policywire.analyst.tables.lines import TableLine, read_line, read_lines
from policywire.analyst.tables.verdicts import Judgement, Verdict

__all__ = ["Judgement", "TableLine", "Verdict", "judge_line", "read_line", "read_lines"]
