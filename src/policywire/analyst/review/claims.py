"""Claims: what the sentences of a text say of each number, read with rules.

A number gets the stretch of its sentence up to the next one, and from it measure, parties,
period, shape, direction and status. What it leaves unsaid is taken from earlier words, from the
sentence before at most, and doubt is noted wherever that is not safe.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.reading.terms import Terms
from policywire.analyst.review import around
from policywire.analyst.review.cautions import cautions_of
from policywire.analyst.review.cues import AUTHOR, AVERAGED, ENDED, FORECAST, TARGET
from policywire.analyst.review.doubts import doubts_of
from policywire.analyst.review.frame import Frame
from policywire.analyst.review.metrics import chosen, is_metric, is_rate
from policywire.analyst.review.motions import unnumbered
from policywire.analyst.review.narrowing import weighed
from policywire.analyst.review.pair import with_pair
from policywire.analyst.review.parts import part_and_whole, whole_only
from policywire.analyst.review.ranking import rank_of
from policywire.analyst.review.rates_told import peso_way
from policywire.analyst.review.roles import Party, Role, parties
from policywire.analyst.review.said import Said, Shape, Standing
from policywire.analyst.review.scenes import scene_of
from policywire.analyst.review.segments import Segment, Sentence, cut
from policywire.analyst.review.sharing import is_share
from policywire.analyst.review.stepping import stepped, told_after, told_ahead
from policywire.analyst.review.when import When, stretched, when

__all__ = ["SentenceReader", "claimable"]

_PRONOUN = re.compile(
    r"\W*(?:they|it|this|these|that|those|the\s+(?:figure|total|value|amount|rate|share)|"
    r"est[aeo]s?|es[aeo]s?)\b|[A-Z][\w. ]{1,24}['’]s\s+(?:was|were|is|stood|slipped|fell|rose|"
    r"climbed|dropped|came|grew|shrank|declined|edged|held|reached)\b",
    re.IGNORECASE,
)
_MEASURED = (
    *(NumeralKind.MONEY, NumeralKind.PERCENT, NumeralKind.POINTS, NumeralKind.BASIS_POINTS),
    *(NumeralKind.FRACTION, NumeralKind.MULTIPLE),
)
_YEAR = 12  # months
_MONTH = ("its month is named in earlier words only",)
_DELTAS = (Shape.CHANGE, Shape.DIFFERENCE, Shape.MULTIPLE)
_STEPS = (NumeralKind.POINTS, NumeralKind.BASIS_POINTS)
_PARTS = (NumeralKind.PERCENT, NumeralKind.FRACTION)
_STEPPED = (
    *("tariff_rate", "usmca_use", "unemployment"),
    *("inflation", "core_inflation", "core_pce"),
)
_TURNED = ("peso",)  # a stronger peso is fewer pesos for a dollar
_SHARED = (*_PARTS, *_STEPS)
_COUNTED = ("payrolls", "peso", "dollar_index", "oil_wti", "oil_brent", "industrial_production")


def claimable(sentence: Sentence) -> tuple[Numeral, ...]:
    """Return the numbers of a sentence that measure something."""
    counted = any(item.code in _COUNTED for item in sentence.concepts)
    return tuple(
        item
        for item in sentence.numerals
        if item.kind in _MEASURED or (counted and item.kind is not NumeralKind.MULTIPLE)
    )


@dataclass(frozen=True, slots=True)
class SentenceReader:
    """Reads what sentences say.

    Attributes
    ----------
    terms : Terms
        Words of the lexicons.
    as_of : date
        Where the reader stands; what lies later is a forecast.
    """

    terms: Terms
    as_of: date

    def read(self, sentence: Sentence, frame: Frame) -> tuple[tuple[Said, ...], Frame]:
        """Return what a sentence says of its numbers, and what it leaves standing."""
        found: list[Said] = []
        sentence = with_pair(sentence, frame)
        frame = replace(frame, age=0) if _refers(sentence, frame) else frame
        numerals = claimable(sentence)
        ranked = rank_of(sentence, frame, self.as_of)
        if ranked:
            found.append(ranked)
        else:
            found += unnumbered(sentence, frame, self.as_of)
        segments = cut(sentence, numerals)
        for index, segment in enumerate(segments):
            if segment.numeral is None:
                continue
            said = self._said(sentence, segments[index:], frame)
            found.append(said)
            frame = frame.after(said)
        if not any(item.numeral or item.rank for item in found):
            frame = self._mentioned(sentence, frame)
        return weighed(sentence, found), frame.next(_named(sentence), _owner(sentence))

    def _mentioned(self, sentence: Sentence, frame: Frame) -> Frame:
        """Return the frame a sentence without numbers leaves, where it speaks of one measure."""
        codes = {item.code for item in sentence.concepts if is_metric(item.code)}
        found = parties(sentence.text, sentence.places)
        if len(codes) != 1 or not found:
            return frame
        whole = Segment(0, len(sentence.text), None, True)
        read = whole_only(sentence, whole, found, codes.pop(), frame)
        return frame if read.about is None else replace(frame, about=read.about, age=0)

    def _said(self, sentence: Sentence, ahead: Sequence[Segment], frame: Frame) -> Said:
        segment = ahead[0]
        numeral = segment.numeral
        assert numeral is not None  # the caller passes segments with a number only
        share = numeral.kind in _SHARED and is_share(sentence, segment, numeral, frame)
        concept = self._concept(sentence, segment, numeral, frame, share=share)
        shape = _shape(sentence, segment, numeral, concept, share=share)
        moment = when(sentence, ahead, frame, self.as_of)
        if shape in _DELTAS:
            moment = stretched(sentence, moment)
        made = Said(
            text=sentence.text,
            start=sentence.start,
            end=sentence.start + len(sentence.text),
            shape=shape,
            about=None,
            numeral=numeral,
            direction=peso_way(sentence.text, numeral.start)
            if concept in _TURNED
            else _direction(sentence, ahead, numeral, frame, level=shape not in _DELTAS),
            record=around.record(sentence.text, segment.start, (numeral.start, numeral.end)),
            ending=_ending(sentence, segment),
        )
        made = stepped(sentence, segment, _dated(made, moment))
        made = self._standing(made, sentence, segment, frame)
        read = self._parties(made, sentence, segment, frame, concept, share=share)
        late = _MONTH if _of_earlier_month(sentence, moment) else ()
        return replace(read, cautions=(*read.cautions, *late))

    def _concept(
        self, sentence: Sentence, segment: Segment, numeral: Numeral, frame: Frame, *, share: bool
    ) -> str:
        inside = [item for item in sentence.concepts if segment.holds(item)]
        own = chosen(sentence.text, inside, numeral, share=share)
        if own:
            return own
        carried = _carries(frame, segment)
        return frame.about.concept if frame.about and carried else ""

    def _parties(
        self,
        made: Said,
        sentence: Sentence,
        segment: Segment,
        frame: Frame,
        concept: str,
        *,
        share: bool,
    ) -> Said:
        if not concept:
            return made
        found = parties(sentence.text, sentence.places)
        inside = tuple(item for item in found if segment.start <= item.start < segment.end)
        inside = inside if share else _first_named(inside, segment)
        parts = share and concept != "usmca_use"
        reading = part_and_whole if parts else whole_only
        read = reading(sentence, segment, inside, concept, frame)
        made = replace(made, about=read.about, whole=read.whole, options=read.options)
        more = doubts_of(sentence, segment, made, concept)
        return replace(
            made,
            doubts=(*made.doubts, *read.doubts, *more),
            cautions=cautions_of(sentence, segment, made, concept, frame),
            scene=scene_of(sentence, segment, frame),
        )

    def _standing(self, made: Said, sentence: Sentence, segment: Segment, frame: Frame) -> Said:
        words = sentence.text[segment.start : segment.end]
        author = AUTHOR.search(sentence.text)
        named = author.group() if author else ""
        ahead = made.period is not None and made.period.start > self.as_of
        if TARGET.search(words):
            return replace(made, standing=Standing.TARGET, author=named)
        if ahead or FORECAST.search(words):
            return replace(made, standing=Standing.FORECAST, author=named)
        if not segment.fresh and frame.standing is not Standing.FACT and frame.age == 0:
            return replace(made, standing=frame.standing, author=frame.author)
        return made


def _of_earlier_month(sentence: Sentence, moment: When) -> bool:
    """Return whether a part of a year is meant that only earlier sentences name."""
    period = moment.period
    return period is not None and not sentence.periods and period.months < _YEAR


def _shape(
    sentence: Sentence, segment: Segment, numeral: Numeral, concept: str, *, share: bool
) -> Shape:
    place = (numeral.start, numeral.end)
    step = around.is_step(
        sentence.text, segment.start, place, spanish=around.is_spanish(sentence.text)
    )
    if numeral.kind is NumeralKind.MULTIPLE:
        return Shape.MULTIPLE
    if numeral.kind in _STEPS:
        return Shape.DIFFERENCE
    if numeral.kind not in _PARTS:
        return Shape.DIFFERENCE if step and concept not in ("peso",) else Shape.LEVEL
    if step and (share or concept in _STEPPED):
        return Shape.CHANGE
    if share and concept != "usmca_use":
        return Shape.SHARE
    return Shape.LEVEL if is_rate(concept) else Shape.CHANGE


def _dated(made: Said, moment: When) -> Said:
    return replace(
        made,
        period=moment.period,
        base=moment.base,
        since=moment.since,
        doubts=(*made.doubts, *moment.doubts),
    )


def _ending(sentence: Sentence, segment: Segment) -> bool:
    words = sentence.text[segment.start : segment.end]
    return ENDED.search(words) is not None and AVERAGED.search(words) is None


def _carries(frame: Frame, segment: Segment) -> bool:
    """Return whether the measure of earlier words still stands."""
    return frame.age == 0 or not segment.fresh


def _refers(sentence: Sentence, frame: Frame) -> bool:
    """Return whether a sentence begins with a word for what the one before spoke of."""
    return frame.age == 1 and _PRONOUN.match(sentence.text) is not None


def _named(sentence: Sentence) -> tuple[str, ...]:
    """Return the kinds of trade a sentence names, for the next one."""
    codes = (item.code for item in sentence.concepts)
    return tuple(dict.fromkeys(code for code in codes if code.startswith("sector.")))


def _owner(sentence: Sentence) -> str:
    """Return the place a sentence says most of, for ``its`` in the next one; not our own."""
    found = parties(sentence.text, sentence.places)
    codes = [item.code for item in found if item.role in (Role.DOER, Role.OWNER)]
    foreign = [code for code in codes if code not in ("USA", "WLD")]
    return foreign[-1] if foreign else ""


def _direction(
    sentence: Sentence, ahead: Sequence[Segment], numeral: Numeral, frame: Frame, *, level: bool
) -> int:
    """Return which way a number went; ``fell 3 percent to 5`` and ``5, down from 6`` fell too."""
    segment, text = ahead[0], sentence.text
    own = around.direction(text, segment.start, segment.end, (numeral.start, numeral.end))
    if own or around.is_base(text, segment.start, numeral.start):
        return own
    before = [item for item in sentence.numerals if item.end <= numeral.start]
    if before and level and (gone := around.from_to(text, before[-1], numeral.start)):
        return gone
    if len(ahead) > 1 and ahead[1].numeral is not None:
        later = around.from_cue(text[ahead[1].start : ahead[1].numeral.start])
        if later:
            return later
    led = around.led_to(text[segment.start : numeral.start])
    joined = numeral.kind in _PARTS and around.joined(text[segment.start : numeral.start])
    if (led or joined) and frame.age == 0:
        return frame.direction
    return (told_after(text, numeral.end) or told_ahead(text, numeral.start)) if level else 0


def _first_named(found: tuple[Party, ...], segment: Segment) -> tuple[Party, ...]:
    """Return the places of a segment without those that repeat a role after its number.

    In ``imports from Mexico (up 5.8 percent) outpaced those from Canada`` the number is Mexico's.
    """
    if segment.numeral is None:
        return found
    number = segment.numeral.start
    taken = {item.role for item in found if item.start < number and item.code != "USA"}
    return tuple(item for item in found if item.start < number or item.role not in taken)
