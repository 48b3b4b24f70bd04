"""Numerals as running text writes them, in English and Spanish.

One pass over the tokens of a text reads digits and number words with their sign, scale and unit;
a second joins ranges (3 to 4 percent) and hands a unit on (15.6 and 12.4 percent). Labels and
periods are found first, and what is inside them is no number.
"""

import re

from policywire.analyst.reading.amounts import (
    Amount,
    digits_at,
    is_continental,
    vulgar_at,
)
from policywire.analyst.reading.found import Found
from policywire.analyst.reading.fractions import fraction_at
from policywire.analyst.reading.joining import Raw, finished, joined
from policywire.analyst.reading.labels import Zone
from policywire.analyst.reading.layout import Sheet, laid_out
from policywire.analyst.reading.lexing import Token
from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.reading.nouns import counted, hyphened
from policywire.analyst.reading.ranks import factor_at, rank_at, times_at
from policywire.analyst.reading.spelled import half_more, many_at, spelled_at
from policywire.analyst.reading.units import TAIL_WORDS, Tail, currency_before, tail_at
from policywire.analyst.reading.words import DOZENS, MANY, MULTIPLES, ORDINALS, SMALL

__all__ = ["numerals"]

_HALVES = ("half", "mitad", "medio", "media")
_FACTORS = frozenset((*MULTIPLES, "double", "triple", "treble", "quadruple", "doble", "cuádruple"))
_RANKS = frozenset((*ORDINALS, "no", "nr", "n", "núm", "num", "number", "número"))
_ARTICLES = frozenset(("a", "an", "un", "una"))
_COUNTS = frozenset((*SMALL, *_ARTICLES, *_HALVES, "mil"))
_TRIGGERS = _FACTORS | _RANKS | _COUNTS | frozenset(MANY) | frozenset(DOZENS)
_A_POINT = re.compile(r"an?[ ](?:percentage|basis)[ -]point(?!s)", re.IGNORECASE)
_SIGN_WORD = re.compile(r"(?:\bminus|\bnegative|(?<!al )(?<!o )\bmenos)[ \u00a0]\Z", re.IGNORECASE)
_ONCE = re.compile(r"[ ](?:mil|millones|meses|años|países|por|puntos|estados|días|empresas|de)\b")
_MIL = re.compile(r"(\d{1,3}) mil (\d{1,3})(?= millones)", re.IGNORECASE)
_LINE_START = re.compile(r"(?:\A|[\n\t|])[ ]*\Z")
_QUARTER = re.compile(r"[QT][1-4]\Z", re.IGNORECASE)
_TEEN_UNITS = frozenset((NumeralKind.PERCENT, NumeralKind.POINTS, NumeralKind.BASIS_POINTS))


def numerals(text: str) -> tuple[Numeral, ...]:
    """Return the numerals of a text, labels included, in order, none inside another.

    Parameters
    ----------
    text : str
        Running text, English or Spanish or both.
    """
    shadow, sheets = laid_out(text)
    comma = is_continental(shadow.text)
    marks: list[Numeral] = []
    for sheet in sheets:
        for raw in _raws(sheet, comma=comma):
            start, end = shadow.span(sheet.base + raw.start, sheet.base + raw.end)
            marks.append(finished(raw, text[start:end], (start, end)))
    return tuple(marks)


def _raws(sheet: Sheet, *, comma: bool) -> list[Raw]:
    """Return what is found on a sheet."""
    if not any(part.kind != "W" or part.low in _TRIGGERS for part in sheet.parts):
        return []
    zones = _closed(sheet)
    raws = [_label(zone) for zone in zones if zone.name]
    raws.extend(joined(sheet.text, _Scan(sheet, comma=comma).run(zones)))
    return sorted(raws, key=lambda raw: raw.start)


def _closed(sheet: Sheet) -> list[Zone]:
    """Return labels and periods as zones in order; a quarter without its year is a label."""
    dated = [
        Zone(found.start, found.end, "label" if _is_bare_quarter(sheet.text, found) else "")
        for found in sheet.found
    ]
    return sorted((*sheet.zones, *dated))


def _is_bare_quarter(text: str, found: Found) -> bool:
    return found.period is None and _QUARTER.match(text[found.start : found.end]) is not None


def _label(zone: Zone) -> Raw:
    return Raw(zone.start, zone.end, Amount(zone.end, 0.0, 0.0, 0.0), NumeralKind.LABEL)


class _Scan:
    """One pass over the tokens of a sheet."""

    def __init__(self, sheet: Sheet, *, comma: bool) -> None:
        self.text, self.parts, self.comma = sheet.text, sheet.parts, comma

    def run(self, zones: list[Zone]) -> list[Raw]:
        """Return the numbers that stand outside the zones."""
        raws: list[Raw] = []
        free, zone = 0, 0
        for at, token in enumerate(self.parts):
            if token.kind == "W" and token.low not in _TRIGGERS:
                continue
            while zone < len(zones) and zones[zone].end <= token.start:
                free = max(free, zones[zone].end)
                zone += 1
            closed = zone < len(zones) and token.start >= zones[zone].start
            if not closed and token.start >= free:
                limit = zones[zone].start if zone < len(zones) else len(self.text)
                raw = self._read(at, token, free)
                if raw is not None and raw.end <= limit:
                    raws.append(raw)
                    free = raw.end
        return raws

    def _read(self, at: int, token: Token, free: int) -> Raw | None:
        """Return the number that begins with a token."""
        if token.kind == "W":
            raw = self._worded(at) if token.low in _TRIGGERS else None
        elif token.kind == "N":
            raw = self._ranked(at) or self._digits(at)
        elif token.kind == "F":
            raw = self._whole(at, vulgar_at(self.text, token.start))
        else:
            return None
        return self._signed(raw, free) if raw is not None else None

    def _worded(self, at: int) -> Raw | None:
        low = self.parts[at].low
        if low in _FACTORS and (factor := factor_at(self.text, self.parts, at)):
            return _exact(factor, NumeralKind.MULTIPLE)
        if low in _COUNTS and (raw := self._counted_words(at)):
            return raw
        if low in MANY and (many := many_at(self.text, self.parts, at)):
            return self._whole(at, many[0])
        return self._ranked(at) if low in _RANKS or low in SMALL else None

    def _counted_words(self, at: int) -> Raw | None:
        """Read fractions, then numbers in words."""
        if ranked := self._compound_rank(at):
            return ranked
        if fraction := fraction_at(self.text, self.parts, at):
            return self._whole(at, fraction[0])
        if _A_POINT.match(self.text, self.parts[at].start):
            return self._whole(at, Amount(self.parts[at].end, 1.0, 0.5, 1.0, words=True))
        if self._is_other_word(at):
            return None
        found = spelled_at(self.text, self.parts, at)
        return self._whole(at, found[0]) if found else None

    def _compound_rank(self, at: int) -> Raw | None:
        low = self.parts[at].low
        return self._ranked(at) if low in SMALL and SMALL[low] >= 20 else None

    def _is_other_word(self, at: int) -> bool:
        """Whether a number word is none here: once upon a time; por ciento."""
        token = self.parts[at]
        if token.low == "once":
            return _ONCE.match(self.text, token.end) is None
        if token.low in ("ciento", "cien"):
            return at > 0 and self.parts[at - 1].low == "por"
        return (
            token.low == "one"
            and at > 0
            and self.parts[at - 1].low
            in ("no", "any", "every", "some", "this", "that", "each", "another", "only")
        )

    def _ranked(self, at: int) -> Raw | None:
        rank = rank_at(self.text, self.parts, at)
        return _exact(rank, NumeralKind.RANK, words=self.parts[at].kind == "W") if rank else None

    def _digits(self, at: int) -> Raw | None:
        token = self.parts[at]
        if fraction := fraction_at(self.text, self.parts, at):
            return self._whole(at, fraction[0])
        if thousands := _MIL.match(self.text, token.start):
            value = float(thousands[1]) * 1000 + float(thousands[2])
            return self._whole(at, Amount(thousands.end(), value, 0.5, 1.0))
        amount = digits_at(self.text, token.start, token.end, comma=self.comma)
        return self._whole(at, amount) if amount else None

    def _whole(self, at: int, amount: Amount) -> Raw | None:
        """Return the number with its currency, scale, unit or noun."""
        start = self.parts[at].start
        sign = _sign_at(self.text, start)
        money = currency_before(self.text, start - len(sign)) if not amount.part else None
        begin = money[0] if money else start
        if self.parts[at].low == "mitad":
            begin = self.parts[at - 1].start
        size = amount.step if amount.words and amount.step >= 1e3 else 1.0
        amount = half_more(self.text, amount, size)
        bracket = self._bracketed(begin, amount)
        end = amount.end + 1 if bracket else amount.end
        tail = self._tail(end, money[1] if money else "", amount)
        if amount.part and tail.kind is NumeralKind.MONEY and tail.scale == 1:
            tail = Tail(end, 1.0, NumeralKind.PLAIN, "")
        raw = Raw(begin - bracket, tail.end, amount, tail.kind, tail.unit, tail.scale)
        raw.negative = bracket or (bool(money) and sign in ("-", "\u2013"))
        raw.leading = money is not None
        if tail.kind is NumeralKind.PLAIN and not self._kinded(at, raw):
            return None
        return None if self._is_article(at, raw) else raw

    def _tail(self, end: int, money: str, amount: Amount) -> Tail:
        """Return scale and unit behind; the look is spared where nothing like them follows."""
        following = self.text[end : end + 1]
        if (
            not money
            and following
            and following not in " \u00a0\n%\u2030-€£¢"
            and not following.isalpha()
        ):
            return Tail(end, 1.0, NumeralKind.PLAIN, "")
        word = re.match(r"[ \u00a0\n-]{0,3}([^\W\d_]+|[%\u2030€£¢])", self.text[end : end + 24])
        if not money and (word is None or word[1].lower() not in TAIL_WORDS):
            return Tail(end, 1.0, NumeralKind.PLAIN, "")
        return tail_at(self.text, end, money=money, whole=not amount.part)

    def _bracketed(self, begin: int, amount: Amount) -> bool:
        """Whether brackets stand for a minus: (12.4)%."""
        text, end = self.text, amount.end
        if not (begin and text[begin - 1] == "(" and text[end : end + 1] == ")"):
            return False
        tail = tail_at(text, end + 1, money="", whole=True)
        return tail.end > end + 1

    def _kinded(self, at: int, raw: Raw) -> bool:
        """Find the kind of a number without unit; return whether it is one at all."""
        amount = raw.amount
        scaled = raw.scale > 1 or (amount.words and amount.step >= 1e3)
        whole = amount.value == int(min(amount.value, 1e15)) and amount.half >= 0.5
        if not scaled and (times := times_at(self.text, self.parts, at, raw.end, whole=whole)):
            raw.end, raw.kind = times[0], NumeralKind.MULTIPLE if times[1] else NumeralKind.COUNT
            raw.unit = "" if times[1] else "times"
            return True
        if amount.part:
            raw.kind = NumeralKind.FRACTION
            return True
        noun = hyphened(self.text, raw.end)
        if noun is None and amount.words and self.text[raw.end : raw.end + 1] == "-" and not scaled:
            return self.text[raw.end + 1 : raw.end + 3].lower() in ("to", "a ") or amount.value > 20
        one = raw.scale == 1 and amount.value == 1
        noun = noun or counted(self.text, raw.end, one=one, large=scaled or amount.most is not None)
        if noun is not None:
            raw.end, raw.kind, raw.unit = noun[0], NumeralKind.COUNT, noun[1]
        return True

    def _is_article(self, at: int, raw: Raw) -> bool:
        """Whether one, a, un or una is no number but an article or a pronoun."""
        low = self.parts[at].low
        if low not in ("one", "uno", *_ARTICLES) or raw.amount.part or raw.amount.value != 1:
            return False
        if raw.scale > 1:
            return False
        if low == "one":
            return raw.kind is NumeralKind.PLAIN
        return raw.kind not in _TEEN_UNITS

    def _signed(self, raw: Raw, free: int) -> Raw | None:
        """Take a sign before the number, or the brackets of a line's first number."""
        text = self.text
        if raw.start < free:
            return None
        if sign := _sign_at(text, raw.start):
            raw.start -= 1
            raw.negative ^= sign != "+"
        elif lead := _SIGN_WORD.search(text, max(free, raw.start - 10), raw.start):
            raw.start, raw.negative = lead.start(), True
        elif raw.start and text[raw.start - 1] == "(" and text[raw.end : raw.end + 1] == ")":
            unit = raw.kind in _TEEN_UNITS or raw.kind is NumeralKind.MONEY
            if unit and _LINE_START.search(text, max(0, raw.start - 6), raw.start - 1):
                raw.start, raw.end, raw.negative = raw.start - 1, raw.end + 1, True
        return raw if raw.start >= free else None


def _sign_at(text: str, start: int) -> str:
    """Return the sign that stands right before a place, or nothing."""
    sign = text[start - 1 : start] if start else ""
    if sign not in ("-", "\u2013", "+") or not sign:
        return ""
    before = text[start - 2 : start - 1] if start > 1 else ""
    return sign if not before or before in " \u00a0\n\t([|\"'$€£¥,;:=/" else ""


def _exact(found: tuple[int, int, float], kind: NumeralKind, *, words: bool = True) -> Raw:
    """Return a rank as it is, or a factor within a twentieth."""
    start, end, value = found
    half = 0.0 if kind is NumeralKind.RANK else value / 20
    return Raw(start, end, Amount(end, value, half, half, words=words), kind)
