"""Verification: what a line may not say unless a figure, event or source bears it out.

Each rule has a code. The text of tokens is written by code and rechecked here against the
registry; the rules below read the literal words around them.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from policywire.analyst.draft import Kind, Line, Span
from policywire.analyst.figures import Figure
from policywire.analyst.numbers import is_printing

__all__ = ["RULES", "Fault", "check_line"]


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
        What to do about it.
    """

    code: str
    words: str
    why: str

    def __str__(self) -> str:
        """Return the fault in one line."""
        return f"{self.code} '{self.words}': {self.why}"


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    pattern: re.Pattern[str]
    why: str
    excuse: str = ""  # "condition" or "source": what lets the words stand


def _words(text: str) -> re.Pattern[str]:
    """Return the pattern of whole words; a hyphen ends a word, so "two-thirds" holds two."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(text.split(' | '))})(?!\w)", re.IGNORECASE)


# Digits of any script, and fractions, superscripts and circled numbers, which are no digits.
_OTHER_NUMERALS = "".join(
    character
    for character in map(chr, range(0x20000))  # none lies beyond
    if unicodedata.category(character) in ("No", "Nl")
)
_NUMERAL = re.compile(rf"\S*[\d{_OTHER_NUMERALS}]\S*")

RULES = (
    _Rule("N1", _NUMERAL, "a numeral that is no token; bind it to a figure"),
    _Rule(
        "N3",
        re.compile(r"[$¢-¥₠-⃀%‰]|(?<!\w)(?:bn|mn|pp|bps)(?!\w)"),
        "a unit sign outside a token; let the figure write it",
    ),
    _Rule(
        "N2",
        _words(
            "zero | two | three | four | five | six | seven | eight | nine | ten | eleven | "
            "twelve | (?:thir|four|fif|six|seven|eigh|nine)teen | "
            "(?:twen|thir|for|fif|six|seven|eigh|nine)ty | hundreds? | thousands? | "
            "millions? | billions? | trillions? | dozens? | half | halve[sd]? | halving | "
            "thirds? | quarters? | fifths? | tenths? | double[sd]? | doubling | triple[sd]? | "
            "tripling | quadruple[sd]? | quintuple[sd]? | twice | thrice | "
            "(?:two|three|four|five|six|seven|eight|nine|ten|hundred|many|several)fold | "
            "eighths? | ninths? | sixths? | sevenths? | twentieths? | hundredths? | nil | myriad | "
            "percent | per cent | "
            "percentage points? | basis points?"
        ),
        "a number in words that is no token; bind it to a figure",
    ),
    _Rule(
        "D1",
        _words(
            "rises? | rose | risen | rising | falls? | fell | fallen | falling | grows? | "
            "grew | grown | growing | increase[sd]? | increasing | decrease[sd]? | decreasing | "
            "declines? | declined | declining | drops? | dropped | dropping | shrinks? | shrank | "
            "shrunk | shrinking | climb(?:s|ed|ing)? | slip(?:s|ped|ping)? | surg(?:e|es|ed|ing) | "
            "soar(?:s|ed|ing)? | plung(?:e|es|ed|ing) | widen(?:s|ed|ing)? | "
            "narrow(?:s|ed|ing) | jump(?:s|ed|ing)? | expand(?:s|ed|ing)? | "
            "contract(?:ed|ing) | accelerat(?:e|es|ed|ing) | slow(?:s|ed|ing) | higher | lower | "
            "larger | smaller | greater | fewer | stronger | weaker | faster | slower | gains? | "
            "gained | gaining | loses? | lost | losing | outpaced? | overtook | overtaken | "
            "collaps(?:e|es|ed|ing) | tumbl(?:e|es|ed|ing) | sank | sunk | "
            "dip(?:s|ped|ping) | "
            "rebound(?:s|ed|ing)? | passed | exceed(?:s|ed|ing)? | "
            "(?:up|down) (?:from|by|on|to) | more than | less than | ahead of | behind | "
            "above | below"
        ),
        "a direction or comparison; use a token, or state the condition it holds under",
        "condition",
    ),
    _Rule(
        "S1",
        _words(
            "largest | biggest | greatest | highest | lowest | smallest | (?<!at )least | "
            "fastest | slowest | steepest | strongest | weakest | best | worst | record | "
            "most of | majority | top | leading | unprecedented | peaked"
        ),
        "a superlative; state the rank it holds under",
        "condition",
    ),
    _Rule(
        "C1",
        _words(
            "because | due to | owing to | thanks to | driven | drove | cause[sd]? | causing | "
            "led to | leads to | resulted in | results in | as a result | on the back of | "
            "spark(?:s|ed|ing) | trigger(?:s|ed|ing) | fuell?(?:s|ed|ing) | prompt(?:s|ed|ing) | "
            "spur(?:s|red|ring)"
        ),
        "a cause; only a model result or an attributed source may give one",
        "source",
    ),
    _Rule(
        "B1",
        _words(
            "game.chang(?:er|ers|ing) | robust(?:ly)? | delv(?:e|es|ed|ing) | "
            "navigat(?:e|es|ed|ing) | landscapes? | unlock(?:s|ed|ing)? | poised | "
            "skyrocket(?:s|ed|ing)? | staggering | remarkabl[ey] | impressive | stunning | "
            "crucial(?:ly)? | pivotal"
        ),
        "a promotional word; leave it out",
    ),
    _Rule(
        "I1",
        _words(
            "investors should | buy(?:ing)? | sell(?:ing)? | overweight | underweight | "
            "we recommend | price target | act now | act early"
        ),
        "reads as investment advice; leave it out",
    ),
)


def check_line(
    line: Line, figures: dict[str, Figure], *, conditions: bool = False
) -> tuple[Fault, ...]:
    """Return every fault of a line.

    Parameters
    ----------
    line : Line
        A printed sentence, title, heading or cell.
    figures : dict of str to Figure
        The registry, for the text of figure tokens.
    conditions : bool
        Whether the sentence stands under conditions that were found true.
    """
    faults = [fault for span in line.spans for fault in _bound(span, figures)] + _glued(line)
    excuses = {"condition"} if conditions else set()
    excuses |= {"source"} if line.cites else set()
    for rule in RULES:
        if rule.excuse not in excuses or not rule.excuse:
            faults += _broken(rule, line)
    return tuple(faults)


def _broken(rule: _Rule, line: Line) -> list[Fault]:
    """Return the faults of one rule in the literal words of a line."""
    words = [span.text for span in line.spans if span.kind is Kind.TEXT]
    folded = [_folded(text) for text in words]
    literal = "\x00".join(words if words == folded else [*words, *folded])
    return [Fault(rule.code, found[0], rule.why) for found in rule.pattern.finditer(literal)]


def _folded(text: str) -> str:
    """Return words as they look: compatibility forms, accents and invisible characters undone."""
    plain = unicodedata.normalize("NFKD", text)
    seen = (c for c in plain if unicodedata.category(c) not in ("Cf", "Mn"))
    return "".join(seen).replace("_", " ")


def _glued(line: Line) -> list[Fault]:
    """Return a fault where a sign or another number touches a figure."""
    faults = []
    for before, after in pairwise(line.spans):
        if after.kind is not Kind.FIGURE:
            continue
        signed = re.search(r"(?:[-\u2212\u2013+]|minus|negative)\s*$", before.text, re.IGNORECASE)
        if before.kind is Kind.FIGURE or signed:
            faults.append(Fault("N6", f"{before.text}{after.text}", "a sign or number glued on"))
    return faults


def _bound(span: Span, figures: dict[str, Figure]) -> list[Fault]:
    """Return a fault where a span's text is not what its figure prints."""
    if span.kind is not Kind.FIGURE:
        return []
    figure = figures.get(span.ref)
    if figure is None:
        return [Fault("N4", span.ref, "a token that names no figure")]
    if is_printing(figure, span.text):
        return []
    return [Fault("N5", span.text, f"is not how the figure {span.ref} is printed")]
