"""Guards around composition: names, axes, direction forms and events that may not be used."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

from policywire.analyst.brief import Brief
from policywire.analyst.draft import Kind, Line, Sentence, Span, Token
from policywire.analyst.exhibit_spec import ExhibitSpec
from policywire.analyst.verify import Fault, check_line
from policywire.facts.errors import BadDocument
from policywire.policy import Law

__all__ = ["check_name", "form_faults", "refuse_unknown", "without_unit"]

# Words of art that hold a number word or a unit; a name may be one of them, whole.
_TERMS = frozenset(("billions of U.S. dollars", "percent", "two-way", "three-digit NAICS"))
_DATED = re.compile(r"\{\{d:([^}|]+)")


def check_name(name: str, text: str) -> None:
    """Refuse a registered name that smuggles in a figure, a comparison or a cause.

    A name may hold digits, as in Article 34.7, but not be a number; number words stand only in
    the terms of art listed above, whole.

    Raises
    ------
    BadDocument
        Naming every fault.
    """
    faults = [] if text in _TERMS else check_line(Line((Span(text),)), {}, conditions=False)
    wrong = [str(fault) for fault in faults if fault.code != "N1"]
    if not re.match(r"[^\W\d]|\d+-[a-z]", text):
        wrong.append("a name begins with a letter, or as 10-year does")
    if wrong:
        raise BadDocument(f"The name '{name}' may not say '{text}': {'; '.join(wrong)}")


def without_unit(spec: ExhibitSpec) -> str:
    """Return the axis without the words of its unit, which it must name rightly.

    Raises
    ------
    BadDocument
        If it names another unit or scale.
    """
    unit = str(spec.unit)
    named = {
        "USD billion": "billions of dollars",
        "USD million": "millions of dollars",
        "points": "percentage points",
    }
    expected = named.get(unit, unit)
    found = re.findall(r"(?:thousand|million|billion|trillion)s?|percent\w*", spec.axis.lower())
    if found and any(word.rstrip("s") not in expected for word in found):
        raise BadDocument(f"Exhibit '{spec.id}' is in {unit}; its axis says '{spec.axis}'.")
    words = sorted({expected, unit, "percent"}, key=len, reverse=True)  # the longest first
    pattern = "|".join(map(re.escape, words))
    return re.sub(pattern, "", spec.axis, flags=re.IGNORECASE)


def form_faults(sentence: Sentence, *, conditions: bool) -> tuple[Fault, ...]:
    """Return the faults of the words an author gave a direction, where a direction is no fault."""
    tokens = [part for part in sentence.parts if isinstance(part, Token)]
    words = [word for token in tokens if token.kind is Kind.DIRECTION for word in token.forms]
    line = Line(tuple(Span(f"{word} ") for word in words), sentence.cites)
    faults = check_line(line, {}, conditions=conditions)
    return tuple(fault for fault in faults if fault.code != "D1")


def refuse_unknown(brief: Brief, law: Law, as_of: date) -> None:
    """Refuse a brief whose events were not known, before anything is computed.

    Raises
    ------
    NotHeld
        Naming the first event that was not known as of that day.
    """
    named = [name for text in _texts(brief) for name in _DATED.findall(text)]
    for name in dict.fromkeys(named):
        if name in law.events:
            law.events[name].asked(as_of)


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a brief, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
