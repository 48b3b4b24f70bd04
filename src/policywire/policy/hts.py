"""The tariff schedule as packaged: lines, their rates in column 1, and how a number is found.

A *line* is an eight-digit number, which sets the rate; a *leaf* is the ten-digit number under it,
at which lists of goods are sometimes drawn. The rates are of the 2025 basic edition (U.S.
International Trade Commission, a work of the U.S. government).
"""

import csv
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from policywire.facts.errors import BadCode, BadDocument
from policywire.policy.specific import Base

__all__ = ["EDITION", "Line", "Schedule", "read_number", "schedule"]

EDITION = "Harmonized Tariff Schedule of the United States, 2025 basic edition"
_DIGITS = (4, 6, 8, 10)
_SUFFIX = 2  # digits of a statistical suffix
_WHOLE = "00"  # the suffix of a line that is not divided
_NEAR = 4  # how many near numbers an error names


@dataclass(frozen=True, slots=True)
class Line:
    """A tariff line.

    Attributes
    ----------
    code : str
        Its eight digits.
    general : Base
        Rate of column 1 general.
    usmca : str
        What column 1 special gives goods of the USMCA: ``Free``, another text, or nothing.
    leaves : tuple of str
        Its ten-digit numbers.
    """

    code: str
    general: Base
    usmca: str
    leaves: tuple[str, ...]


def read_number(text: str) -> str:
    """Return the digits of a tariff number such as ``8703.23.01``.

    Raises
    ------
    BadCode
        If it is no number, or of an odd length, as when a leading zero was lost.
    """
    digits = re.sub(r"[.\s]", "", text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise BadCode(
            f"'{text}' is no tariff number. Write digits, with or without dots: 8703.23.01."
        )
    if len(digits) % 2:
        raise BadCode(
            f"'{text}' has {len(digits)} digits, and tariff numbers have 4, 6, 8 or 10. Was a zero "
            f"lost, as in spreadsheets? Write 0{digits} if it stood first, {digits}0 if last."
        )
    if len(digits) not in _DIGITS:
        raise BadCode(f"'{text}' has {len(digits)} digits. Give 4, 6, 8 or 10 of them.")
    return digits


class Schedule:
    """The lines of one edition, by number.

    Parameters
    ----------
    lines : dict of str to Line
        Every line by its eight digits.
    edition : str
        Its name, for citations.
    """

    def __init__(self, lines: dict[str, Line], edition: str = EDITION) -> None:
        self.lines = dict(sorted(lines.items()))
        self.edition = edition
        self._codes = list(self.lines)
        self._under: dict[str, tuple[Line, ...]] = {}

    def find(self, text: str) -> tuple[str, tuple[Line, ...]]:
        """Return the digits of a number, and the lines that are it or stand under it.

        Raises
        ------
        BadCode
            If it is no number, or none is held there; the message names near ones.
        """
        self._refuse_lost_zero(text)
        digits = read_number(text)
        found = self.under(digits)
        if not found:
            raise BadCode(self._unknown(text, digits))
        return digits, found

    def _refuse_lost_zero(self, text: str) -> None:
        """Refuse a number of odd length with the numbers that a zero more would make of it."""
        if not isinstance(text, str):
            raise BadCode(f"a tariff number is text, not {text!r}: as a number it loses its zeros.")
        digits = re.sub(r"[.\s]", "", text)
        if digits.isdigit() and len(digits) % 2:
            held = [code for code in (f"0{digits}", f"{digits}0") if self.under(code)]
            if held:
                meant = " or ".join(dotted(code) for code in held)
                raise BadCode(
                    f"'{text}' has {len(digits)} digits: a zero was lost, as in spreadsheets. "
                    f"Did you mean {meant}? Keep tariff numbers as text."
                )

    def under(self, digits: str) -> tuple[Line, ...]:
        """Return the lines whose number begins with ``digits``; for ten digits, the line above."""
        if digits not in self._under:
            self._under[digits] = self._search(digits)
        return self._under[digits]

    def _search(self, digits: str) -> tuple[Line, ...]:
        if len(digits) > 8:
            line = self.lines.get(digits[:8])
            return (line,) if line and (digits in line.leaves or digits[8:] == _WHOLE) else ()
        start, end = (bisect_left(self._codes, edge) for edge in (digits, digits + ":"))
        return tuple(self.lines[code] for code in self._codes[start:end])

    def _unknown(self, text: str, digits: str) -> str:
        hint = self._near(digits)
        again = f" Did a leading zero get lost? 0{digits[:-1]} is held." * bool(
            self.under("0" + digits[:-1])
        )
        if digits[:2] in ("98", "99"):
            again = (
                " Chapters 98 and 99 hold provisions on other lines: give the good's own number."
            )
        return f"{text} is in no chapter of the {self.edition}. Near: {hint}.{again}"

    def _near(self, digits: str) -> str:
        """Return the numbers of the same length that stand next to one that is not held."""
        size = len(digits)
        if size > 8:
            line = self.lines.get(digits[:8])
            known = list(line.leaves) if line else self._codes
        else:
            known = sorted({code[:size] for code in self._codes})
        at = bisect_left(known, digits)
        around = known[max(0, at - _NEAR // 2) : at + _NEAR // 2]
        return ", ".join(dotted(code) for code in around)


def dotted(digits: str) -> str:
    """Return a number with its dots: ``8703.23.01.10``."""
    parts = [digits[:4], *(digits[at : at + 2] for at in range(4, len(digits), 2))]
    return ".".join(parts)


@cache
def schedule() -> Schedule:
    """Return the packaged schedule.

    Raises
    ------
    BadDocument
        If the packaged file is damaged.
    """
    path = Path(str(files("policywire"))) / "data" / "hts" / "lines.csv"
    return read_lines(path.read_text(encoding="utf-8"), path.name)


def read_lines(text: str, name: str) -> Schedule:
    """Return the schedule of a file of lines: line, general, usmca, suffixes.

    Raises
    ------
    BadDocument
        If a row is damaged.
    """
    lines: dict[str, Line] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        code, suffixes = row.get("line") or "", row.get("suffixes")
        if len(code) != 8 or suffixes is None or len(suffixes) % _SUFFIX or code in lines:
            raise BadDocument(f"{name}:{number}: '{code}' is damaged. Install the package anew.")
        ends = [suffixes[at : at + _SUFFIX] for at in range(0, len(suffixes), _SUFFIX)] or [_WHOLE]
        leaves = tuple(code + end for end in ends)
        lines[code] = Line(code, Base.parse(row["general"]), row["usmca"], leaves)
    return Schedule(lines)
