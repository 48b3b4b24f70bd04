"""Faults of single numbers: unbound, misplaced, denied, disguised, in another currency."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policywire.analyst.prose.binding import Bound
from policywire.analyst.prose.profiles import Profiles
from policywire.analyst.prose.reading import Reading
from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.faults import Fault, fault

__all__ = ["currencies", "denied", "disguised", "labels", "told", "unbound"]

_WORDED = (NumeralKind.FRACTION, NumeralKind.MULTIPLE)
_NOT = r"(?:did|was|were|is|are|has|have|had|does|do|could) not|never|no longer"
_PLAINLY = sifted(rf"(?<!\w)(?:{_NOT})(?!\w)", re.IGNORECASE)
_DENIED = sifted(rf"(?<!\w)(?:{_NOT}|\w+n[’']t)(?!\w)", re.IGNORECASE)
_GRADED = re.compile(
    r"(?: \w+){0,2} (?:(?:larg|small|high|low)(?:er|est)|more|less|most|least)(?!\w)"
)
_CURRENCY = re.compile(
    r"\s*(?:Canadian|Australian|Mexican|Hong Kong)(?=[\s,.;)]|$)"
    r"|\s*in (?:euros?|pesos?|pounds?|yen|yuan|Canadian dollars)(?!\w)"
)
_CODES = {"place": "E1", "measure": "M1", "period": "T1"}


def disguised(reading: Reading) -> Iterator[Fault]:
    """Yield a fault for each digit of another script, and each invisible sign in a number."""
    if reading.text.isascii():
        return
    for at, letter in enumerate(reading.text):
        if letter <= "\x7f":
            continue
        if unicodedata.category(letter) in ("Nd", "Nl", "No"):
            yield fault("N1", letter, (at, at + 1))
        elif unicodedata.category(letter) == "Cf":
            yield fault("G4", f"U+{ord(letter):04X}", (at, at + 1))


def labels(reading: Reading, texts: str) -> Iterator[Fault]:
    """Yield a fault for each name with digits that nothing held bears."""
    for one in reading.labels:
        if one.text not in texts:
            yield fault("N1", one.text, (one.start, one.end), "no such name is held")


def unbound(numeral: Numeral, reading: Reading, profiles: Profiles) -> Fault:
    """Return the fault of a number that no figure prints."""
    place = (numeral.start, numeral.end)
    if numeral.kind in _WORDED:
        return fault("N2", numeral.text, place)
    kinds = (NumeralKind.MONEY, NumeralKind.PERCENT, NumeralKind.POINTS)
    other = [kind for kind in kinds if kind is not numeral.kind]
    if any(profiles.printing(replace(numeral, kind=kind)) for kind in other):
        return fault("U2", numeral.text, place, "a figure prints it in another unit")
    return fault("N1", numeral.text, place, "no figure prints it")


def told(one: Bound) -> Iterator[Fault]:
    """Yield what speaks against the figure a number is taken for."""
    assert one.profile is not None
    about = one.profile
    more = {
        "E1": f"it is about {about.place}",
        "M1": f"it is {about.figure.measure}",
        "T1": f"which is {about.period.words()}",
    }
    for name in one.codes:
        code = _CODES.get(name, name)
        place = (one.numeral.start, one.numeral.end)
        yield fault(code, one.numeral.text, place, more.get(code, f"it is a {about.sort}"))


def denied(reading: Reading, bound: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault for each number that is said not to be."""
    shortened = "'" in reading.text or "’" in reading.text
    words = _DENIED if shortened else _PLAINLY  # which finds the same where nothing is shortened
    for one in bound:
        start, end = reading.clause(one.numeral.start)
        before = words.search(reading.text, start, one.numeral.start)
        after = words.search(reading.text, one.numeral.end, end)
        match = before or (after if after and _GRADED.match(reading.text, after.end()) else None)
        if match is not None:
            yield fault("M2", match[0], match.span(), "a true number is denied")
            return


def currencies(reading: Reading, bound: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault for a currency typed behind an amount that has one."""
    for one in bound:
        if one.numeral.kind is NumeralKind.MONEY:
            match = _CURRENCY.match(reading.text, one.numeral.end)
            if match is not None:
                yield fault("U1", match[0].strip(), match.span())
