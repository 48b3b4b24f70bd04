"""Cautions: why a number that agrees with nothing may still not be called wrong.

To be called wrong, a number needs a measure, parties and a period that are written beside it, in
words that are all understood. Whatever else may be meant is a caution, told in the note.
"""

import re
from collections.abc import Iterator

from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.review import around
from policywire.analyst.review.cues import STRONG
from policywire.analyst.review.frame import Frame, partners_of
from policywire.analyst.review.metrics import FLOWS, is_metric, is_rate
from policywire.analyst.review.plain_words import unknown
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.segments import Segment, Sentence
from policywire.facts import Frequency, Period

__all__ = ["cautions_of"]

_POINTING = re.compile(
    r"\b(?:(?:to|with|from|of|for|on|by|in|than|against)\s+(?:it|them|there|others?|both|each)|"
    r"the\s+(?:former|latter|rest|others?|two|three|remainder|difference|pair)|all\s+other|"
    r"every\s+other|the\s+other|(?:sold|bought|shipped)\s+there|its\s+neighbou?r)\b",
    re.IGNORECASE,
)
_SUMMED = re.compile(
    r"\b(?:together|combined|sum|less|minus|plus|gives?|subtract\w*|ratio)\b", re.I
)
_BREAK = re.compile(r"[;:]\s|\s[—–]\s")
_LINK = re.compile(
    r"^\s*(?:(?:in|of|on|en|de)\s.*|(?:its|their|the|our|sus?|el|las?|los)?\s*)$", re.IGNORECASE
)  # a rise in imports; raised its range
_TOTALS = ("imports", "exports", "trade", "balance", "deficit", "surplus")
_COMPARED = re.compile(
    r"\b(?:than|above|below|exceed\w*|versus|against|vs|ahead\s+of|behind|short\s+of|outpac\w+|"
    r"outstrip\w*|que|frente\s+a)\b",
    re.IGNORECASE,
)
_AVERAGED = re.compile(r"\b(?:averag\w+|mean|monthly|quarterly|daily|weekly|promedi\w+)\b", re.I)
_BACK = re.compile(
    r"\b(?:year|same\s+month|year-\w+|a(?:ñ|n)o|anual\w*|annual\w*|12\s+months|twelve\s+months)\b",
    re.I,
)
_INDICES = ("inflation", "core_inflation", "core_pce")
_SHORT = (Frequency.MONTH, Frequency.QUARTER)
_YEAR = 12
_LEAST = 1e6  # dollars; less is no total of trade
_TRADED = re.compile(r"^(?:b(?:uy|uys|ought)|s(?:ell|ells|old)|purchased|shipped|ships|sent)", re.I)
_NAMED = 4  # words not understood that a note names
_HEDGED = 4  # characters between "more than" and its number
_OF_A_STEP = re.compile(
    r"\s+of\s+(?:the|that|this|its|their|all|total|overall)?\s*(?:\w+\s+)?(?:increase|growth|decline|"
    r"decrease|rise|fall|drop|gain|loss|change|difference|gap|expansion|contraction)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\s+(?:those|that|the|what|its|as|of)\b", re.IGNORECASE)
_STRETCH = re.compile(
    r"\b(?:(?:the|that|this)\s+)?(?:same|past|last|previous|that)\s+(?:\w+\s+)?(?:decades?|period|span|"
    r"stretch|years|months|interval|time|half)\b|\b(?:since\s+then|over\s+(?:the|a)\s+decade)\b",
    re.IGNORECASE,
)
_APART = frozenset(("imports", "exports", "trade", "balance", "deficit", "surplus", "fdi"))
_DELTAS = (Shape.CHANGE, Shape.DIFFERENCE)


def cautions_of(
    sentence: Sentence, segment: Segment, made: Said, concept: str, frame: Frame
) -> tuple[str, ...]:
    """Return why the words around a number leave open what it measures."""
    return tuple(dict.fromkeys(_cautions(sentence, segment, made, concept, frame)))


def _cautions(
    sentence: Sentence, segment: Segment, made: Said, concept: str, frame: Frame
) -> Iterator[str]:
    own = any(segment.holds(item) and item.code == concept for item in sentence.concepts)
    start, end = _clause(sentence, segment) if own else (0, segment.end)
    odd = tuple(dict.fromkeys(unknown(sentence.text, start, end, sentence.marked)))
    if odd:
        yield f"the words around the number were not all understood: {', '.join(odd[:_NAMED])}"
    pointing = _POINTING.search(sentence.text, start, end)
    if pointing:
        yield f"what '{pointing.group()}' points to is not sure"
    if _SUMMED.search(sentence.text, start, end):
        yield "the sentence reckons with its numbers"
    yield from _of_shape(made)
    yield from _of_kind(sentence, (start, end), made)
    yield from _of_comparison(sentence, (start, end), made)
    yield from _of_direction(sentence, segment, made)
    yield from _of_parties(sentence, made, frame)
    yield from _of_period(sentence, segment, made)
    yield from _of_total(made)
    if own and _by_verb(sentence, segment, concept):
        yield "who bought or sold is not named beside the number"
    if not own and (_adrift(sentence, segment, frame) or _between(sentence, segment, concept)):
        yield "the measure is not named beside the number"


def _of_parties(sentence: Sentence, made: Said, frame: Frame) -> Iterator[str]:
    partners = partners_of(made.about)
    if len(partners) > 1 and len(sentence.numerals) > 1:
        yield "which of several places it is of is not sure"
    earlier = partners_of(frame.about) or ((frame.owner,) if frame.owner else ())
    if made.about and not partners and earlier and frame.age <= 1:
        yield "the partner named before may be meant"


def _of_shape(made: Said) -> Iterator[str]:
    kind = made.numeral.kind if made.numeral else NumeralKind.PLAIN
    if made.shape in _DELTAS and not made.direction and kind is not NumeralKind.MULTIPLE:
        yield "it does not say whether it is a change or a level"
    if made.since and made.period is not None and made.period.frequency is Frequency.YEAR:
        yield "up to when is not said"


def _of_kind(sentence: Sentence, clause: tuple[int, int], made: Said) -> Iterator[str]:
    """Yield a caution where a clause names a kind of goods that was not taken up."""
    if made.about is None:
        return
    taken = {
        (item.start, item.end) for item in sentence.products if item.code in made.about.products
    }
    sectors = [item for item in sentence.concepts if item.code.startswith("sector.")]
    taken |= {(item.start, item.end) for item in sectors if item.code == made.about.sector}
    for item in (*sentence.products, *sectors):
        inside = clause[0] <= item.start < clause[1]
        if inside and not any(low < item.end and item.start < high for low, high in taken):
            yield f"whether it is of {item.text} is not sure"


def _of_comparison(sentence: Sentence, clause: tuple[int, int], made: Said) -> Iterator[str]:
    """Yield a caution where a number is set against something that is no earlier period."""
    number, text = made.numeral, sentence.text
    if number is None:
        return
    other = _OTHERS.match(text, number.end) is not None
    if number.kind is NumeralKind.MULTIPLE and ("time" in number.text or other):
        yield "what it is a multiple of is not sure"
    if _OF_A_STEP.match(text, number.end):
        yield "it is a part of a change"
    first = number.end if made.shape is Shape.SHARE else clause[0]
    flows = {item.code for item in sentence.concepts if first <= item.start < clause[1]}
    if len(flows & _APART) > 1 or (made.shape is Shape.SHARE and _of_the_other(sentence, made)):
        yield "two measures are named beside it"
    if made.about and made.about.concept in FLOWS and _tiny(number):
        yield "so small an amount is no total"
    if made.about and made.about.concept in FLOWS and _AVERAGED.search(text, *clause):
        yield "it may be an average of months"
    for match in _COMPARED.finditer(text, *clause) if made.shape in _DELTAS else ():
        hedge = match.end() <= number.start <= match.end() + _HEDGED
        if not hedge and not _periodic(sentence, match.end()):
            yield f"what '{match.group()}' compares it with is not sure"


def _of_the_other(sentence: Sentence, made: Said) -> bool:
    """Return whether a percentage sets one flow against the other: exports, of imports."""
    return made.about == made.whole or {"imports", "exports"} <= {
        item.code for item in sentence.concepts
    }


def _tiny(number: Numeral) -> bool:
    return number.kind is NumeralKind.MONEY and abs(number.value) < _LEAST


def _periodic(sentence: Sentence, place: int) -> bool:
    """Return whether a period is the next thing named after a place, and no place before it."""
    later = [item.start for item in sentence.periods if item.start >= place - 1]
    if not later:
        return False
    named = (*sentence.places, *sentence.concepts)
    starts = [item.start for item in named] + [item.start for item in sentence.numerals]
    return not any(place <= start < later[0] for start in starts)


def _of_direction(sentence: Sentence, segment: Segment, made: Said) -> Iterator[str]:
    """Yield a caution where a measure stands between the word of direction and the number."""
    number = segment.numeral
    if number is None or not made.direction:
        return
    cue = around.cue_end(sentence.text, segment.start, number.start)
    between = [
        item
        for item in sentence.concepts
        if is_metric(item.code) and 0 <= cue <= item.start < number.start
    ]
    linked = [item for item in between if not _LINK.search(sentence.text[cue : item.start])]
    if cue >= 0 and linked:
        yield "what went up or down is not sure"


def _of_period(sentence: Sentence, segment: Segment, made: Said) -> Iterator[str]:
    own = {item.period for item in sentence.periods if segment.holds(item) and item.period}
    named = {item.period for item in sentence.periods if item.period is not None}
    if len(named) > 1 and made.period not in own:
        yield "the sentence names several periods"
    if not own and _after_a_base(sentence, segment):
        yield "the period of the number it went to is not said"
    vague = None if own else _STRETCH.search(sentence.text)
    if vague:
        yield f"which years '{vague.group()}' means is not sure"
    if _is_stretch(made.period) and made.base is None:
        yield "which of several years it is about is not sure"
    if made.period is None or made.about is None:
        return
    rate, stated = is_rate(made.about.concept), _BACK.search(sentence.text) is not None
    short = made.period.is_single and made.period.frequency in _SHORT
    open_ended = made.since or made.base is not None or made.about.concept == "target_range"
    if short and not open_ended and not stated and made.direction and not _arrived(made):
        yield "whether it is against the month before or a year before is not said"
    level = made.shape not in _DELTAS and made.about.concept not in _INDICES
    if rate and level and made.period.months == _YEAR and made.period.start.month != 1:
        yield "whether it is of the year or of its end is not said"


def _after_a_base(sentence: Sentence, segment: Segment) -> bool:
    """Return whether the number before is where a change began: ``from 5 in 2024 to 6``."""
    number = segment.numeral
    before = [item for item in sentence.numerals if number and item.end <= number.start]
    return bool(before) and around.is_base(sentence.text, 0, before[-1].start)


def _arrived(made: Said) -> bool:
    """Return whether a number is a level, so that it is against nothing."""
    index = made.about is not None and made.about.concept in _INDICES
    return made.shape not in _DELTAS and not index


def _of_total(made: Said) -> Iterator[str]:
    """Yield a caution on months of all trade, which are published adjusted for the season too."""
    if made.about is None or made.period is None or partners_of(made.about):
        return
    short = made.period.is_single and made.period.frequency in (Frequency.MONTH, Frequency.QUARTER)
    if made.about.concept in _TOTALS and short:
        yield "a figure adjusted for the season may be meant"


def _is_stretch(period: Period | None) -> bool:
    """Return whether a period is more than a year long, so that a change in it has two ends."""
    return period is not None and period.start.year != period.end.year and period.months != 12


def _adrift(sentence: Sentence, segment: Segment, frame: Frame) -> bool:
    """Return whether a number without its measure does not plainly go on with the one before."""
    number = segment.numeral
    if number is None or frame.age > 0:
        return number is None
    before = sentence.text[segment.start : number.start]
    if around.led_to(before) or around.from_cue(before):
        return False
    if around.joined(before) and any(segment.holds(item) for item in sentence.periods):
        return False
    if around.is_base(sentence.text, segment.start, number.start):
        return False
    named = [item for item in sentence.places if segment.holds(item)]
    return not named


def _between(sentence: Sentence, segment: Segment, concept: str) -> bool:
    """Return whether another measure is named between a number and the one before it."""
    number = segment.numeral
    ends = [item.end for item in sentence.numerals if number and item.end <= number.start]
    return any(
        number is not None
        and max(ends, default=0) <= item.start < number.start
        and is_metric(item.code)
        and item.code != concept
        for item in sentence.concepts
    )


def _by_verb(sentence: Sentence, segment: Segment, concept: str) -> bool:
    """Return whether a measure is a verb of trade without a place in the stretch of its number."""
    if any(segment.holds(item) for item in sentence.places):
        return False
    own = [item for item in sentence.concepts if segment.holds(item) and item.code == concept]
    return any(_TRADED.match(item.text) for item in own)


def _clause(sentence: Sentence, segment: Segment) -> tuple[int, int]:
    """Return the clause of a number: from its measure up to the next strong boundary."""
    number = segment.numeral
    after = STRONG.search(sentence.text, number.end if number else segment.start)
    end = max(segment.end, after.start() if after else len(sentence.text))
    breaks = [match.end() for match in _BREAK.finditer(sentence.text, segment.start, end)]
    first = min(item.start for item in sentence.concepts if segment.holds(item))
    inside = [place for place in breaks if number and place <= min(first, number.start)]
    return (inside[-1] if inside else segment.start), end
