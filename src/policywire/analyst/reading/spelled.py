"""Numbers written in words: twenty-five, one hundred and five, dos millones y medio, two-thirds."""

import re

from policywire.analyst.reading.amounts import Amount
from policywire.analyst.reading.lexing import Token
from policywire.analyst.reading.words import (
    DOZENS,
    MANY,
    SCALES,
    SMALL,
)

__all__ = ["half_more", "many_at", "near", "spelled_at"]

_AND = frozenset(("and", "y"))
_JOINT = re.compile(r"[ \u00a0]{1,2}|-|[ \u00a0]?\n[ \u00a0]?")
_HALF_MORE = re.compile(
    r"[ -](?:and[ -](?:a|one)[ -](half|quarter)|y[ ](medi[oa]))(?![^\W_])", re.IGNORECASE
)


class _Words:
    """The words of one number, read from left to right."""

    def __init__(self, text: str, parts: list[Token], at: int) -> None:
        self.text, self.parts, self.at = text, parts, at
        self.group = self.sub = self.big = 0.0
        self.top, self.unit = 1e30, 1.0
        self.last = ""
        self.scaled = False

    @property
    def value(self) -> float:
        return self.big + self.sub + self.group

    def take(self) -> bool:
        """Take the next word if it goes on with the number."""
        token = self.parts[self.at] if self.at < len(self.parts) else None
        if token is None or token.kind != "W" or not self._joins(token):
            return False
        low = token.low
        if low in SMALL:
            return self._small(SMALL[low])
        if low == "hundred":
            return self._hundred()
        if low in SCALES and self.last:
            return self._scale(SCALES[low])
        if low == "mil":
            return self._scale(1e3)
        return low in _AND and self._and(low)

    def _joins(self, token: Token) -> bool:
        if not self.last:
            return True
        return _JOINT.fullmatch(self.text, self.parts[self.at - 1].end, token.start) is not None

    def _done(self, kind: str) -> bool:
        self.last, self.at = kind, self.at + 1
        return True

    def _small(self, number: int) -> bool:
        room = 100 if self.group % 100 == 0 and self.group else 1000
        tens = self.group % 100
        if number >= 100:
            fits = self.group == 0
        elif number >= 10:
            fits = tens == 0
        else:
            fits = tens == 0 or (tens >= 20 and tens % 10 == 0)
        if (
            not fits
            or self.last in ("small", "one")
            or number >= room
            or (number == 0 and self.last)
        ):
            return False
        self.group, self.unit = self.group + number, 1.0
        return self._done("small" if number < 20 else "tens")

    def _hundred(self) -> bool:
        if not 0 < self.group < 100 or self.last == "hundred":
            return False
        self.group *= 100
        self.unit = 100.0
        return self._done("hundred")

    def _scale(self, size: float) -> bool:
        if size == 1e3:
            if self.sub:
                return False
            self.sub, self.group = (self.group or 1) * size, 0.0
        elif size >= self.top or not self.group + self.sub:
            return False
        else:
            self.big += (self.sub + self.group) * size
            self.sub = self.group = 0.0
            self.top = size
        self.unit, self.scaled = size, True
        return self._done("scale")

    def _and(self, low: str) -> bool:
        """Take ``and`` where a smaller number must follow: one hundred and five."""
        following = self.parts[self.at + 1] if self.at + 1 < len(self.parts) else None
        number = SMALL.get(following.low, 0) if following is not None else 0
        if low == "and":
            fits = self.last in ("hundred", "scale") and 0 < number < 100
            fits = fits and not self._is_other(following)
        else:
            fits = self.last == "tens" and 0 < number < 10 and self.group % 100 >= 30
        if not fits:
            return False
        self.at += 1
        return True

    def _is_other(self, following: Token | None) -> bool:
        """Whether ``and`` begins another large number: one million and two million."""
        at = self.at + 2
        return following is None or (at < len(self.parts) and self.parts[at].low in SCALES)


def spelled_at(text: str, parts: list[Token], at: int) -> tuple[Amount, int] | None:
    """Read a number in words that begins at a token; return it and the token behind it."""
    first = parts[at].low
    if first in ("a", "an", "un", "una", "one") and (dozen := _dozen(text, parts, at)):
        return dozen
    words = _Words(text, parts, at)
    if first in ("a", "an"):
        if at + 1 >= len(parts) or parts[at + 1].low not in _SCALED or not near(text, parts, at):
            return None
        words.group, words.last = 1.0, "small"
        words.at += 1
    while words.take():
        pass
    if words.at == at or (first == "mil" and words.at == at + 1):
        return None
    return _spelled(text, parts, words)


_SCALED = frozenset((*SCALES, "hundred")) - {"mil"}


def _spelled(text: str, parts: list[Token], words: _Words) -> tuple[Amount, int]:
    last = parts[words.at - 1]
    half = 0.5 * words.unit if words.scaled else 0.5
    amount = Amount(last.end, words.value, half, words.unit, words=True)
    point = parts[words.at] if words.at < len(parts) else None
    if point is not None and point.low in ("point", "punto", "coma") and words.at + 1 < len(parts):
        digit = SMALL.get(parts[words.at + 1].low, 99)
        if digit < 10 and near(text, parts, words.at) and near(text, parts, words.at - 1):
            end = parts[words.at + 1].end
            return Amount(end, words.value + digit / 10, 0.05, 0.1, words=True), words.at + 2
    if (
        point is not None
        and point.low in DOZENS
        and near(text, parts, words.at - 1)
        and point.low != "score"
    ):
        return Amount(point.end, words.value * 12, 6.0, 12.0, words=True), words.at + 1
    return amount, words.at


def _dozen(text: str, parts: list[Token], at: int) -> tuple[Amount, int] | None:
    if at + 1 < len(parts) and parts[at + 1].low in ("dozen", "docena") and near(text, parts, at):
        return Amount(parts[at + 1].end, 12.0, 0.5, 12.0, words=True), at + 2
    return None


def near(text: str, parts: list[Token], at: int) -> bool:
    """Whether a token and the next are parted by a space or hyphen."""
    if at + 1 >= len(parts):
        return False
    return _JOINT.fullmatch(text, parts[at].end, parts[at + 1].start) is not None


def half_more(text: str, amount: Amount, scale: float = 1.0) -> Amount:
    """Return an amount with the half behind it: two and a half; dos millones y medio."""
    match = _HALF_MORE.match(text, amount.end)
    if match is None:
        return amount
    more = 0.25 if (match[1] or "").lower() == "quarter" else 0.5
    return Amount(
        match.end(), amount.value + more * scale, more * scale / 2, more * scale, words=amount.words
    )


def many_at(text: str, parts: list[Token], at: int) -> tuple[Amount, int] | None:
    """Read a vague plural: hundreds of; tens of thousands of; miles de."""
    low, high = MANY[parts[at].low]
    if parts[at].low in ("millones", "billones", "tens", "scores", "miles") and not _is_of(
        parts, at + 1
    ):
        return None
    end = at + 1
    if _is_of(parts, end) and end + 1 < len(parts) and parts[end + 1].low in MANY:
        least, _ = MANY[parts[end + 1].low]
        if least >= 1e3 and low < least:
            low, high, end = low * least, high * least, end + 2
    elif not _is_of(parts, end):
        return None
    return Amount(parts[end - 1].end, low, 0.0, low, words=True, most=high), end


def _is_of(parts: list[Token], at: int) -> bool:
    return at < len(parts) and parts[at].low in ("of", "de", "upon")
