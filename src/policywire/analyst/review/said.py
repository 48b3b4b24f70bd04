"""What a sentence says of one number: measure, parties, period, shape, direction and status."""

from dataclasses import dataclass
from enum import StrEnum

from policywire.analyst.reading.marks import Numeral
from policywire.facts import Period

__all__ = ["About", "Rank", "Said", "Scene", "Shape", "Standing"]


class Shape(StrEnum):
    """How a number stands to what it measures."""

    LEVEL = "level"
    CHANGE = "change"  # in percent of an earlier level
    DIFFERENCE = "difference"  # in the unit of the level, or in points
    MULTIPLE = "multiple"
    SHARE = "share"
    RANK = "rank"
    MOTION = "motion"  # rose, fell: no number is given
    ORDER = "order"  # more than another's, of the same measure


class Standing(StrEnum):
    """What kind of statement it is."""

    FACT = "fact"
    FORECAST = "forecast"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class About:
    """What is measured.

    Attributes
    ----------
    concept : str
        Its id in the lexicon.
    origins, destinations : tuple of str
        Place codes goods or money come from and go to; empty where the text names none.
    products : tuple of str
        Product codes it may mean, any of them; empty for all goods.
    sector : str
        Concept of a kind of Mexico's own trade, such as ``sector.automotive``; or empty.
    """

    concept: str
    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an order.

    Attributes
    ----------
    place : int
        1 is the largest.
    became : bool
        Whether it is said to be new.
    rival : str
        Place code overtaken; or empty.
    streak : int
        How many years in a row it is said to be held; 0 where it does not say.
    """

    place: int
    became: bool = False
    rival: str = ""
    streak: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """What the sentence of a number names besides, which the number may be about instead.

    Attributes
    ----------
    concepts, places, sectors : tuple of str
        Codes, in order.
    products : tuple of tuple of str
        Codes of each product; any of them may be meant.
    periods : tuple of Period
        Periods of the sentence, and the one earlier words leave standing.
    numbers : int
        How many numbers the sentence gives.
    dated : bool
        Whether the period stands right beside the number.
    led : bool
        Whether the number is plainly where a rise or fall led: ``fell to 5``; ``5, down from 6``.
    """

    concepts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    products: tuple[tuple[str, ...], ...] = ()
    periods: tuple[Period, ...] = ()
    numbers: int = 1
    dated: bool = False
    led: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says of one number.

    Attributes
    ----------
    text : str
        The sentence.
    start, end : int
        Where the sentence stands.
    shape : Shape
        How the number stands to what it measures.
    about : About or None
        What is measured; None where it is not recognised.
    numeral : Numeral or None
        The number, with offsets in the whole text; None for a rank in words.
    whole : About or None
        What a share is a share of; of an order, what it is set against.
    period : Period or None
        What it is about; None where the text does not say.
    base : Period or None
        The earlier period it is compared with, where the text says.
    since : bool
        Whether the period is the beginning of an open one.
    direction : int
        1 up, -1 down, 0 not said.
    standing : Standing
        Fact, forecast or target.
    author : str
        Who forecasts; empty where nobody is named.
    rank : Rank or None
        For a rank.
    record : int
        1 where it is called a record high, -1 a record low.
    ending : bool
        Whether it is the value at the end of the period, not its mean.
    options : tuple of About
        What it may measure where the sentence does not say, the likeliest first.
    doubts : tuple of str
        Why it may not be called supported, each a phrase for a note.
    cautions : tuple of str
        Why it may not be called wrong, each a phrase for a note.
    scene : Scene
        What else the sentence names.
    denial : str
        Why nothing is asserted, so that it may be called neither: a phrase for a note; or empty.
    reserves : tuple of str
        What is said besides and was not verified, so that it may not be called supported.
    unread : tuple of str
        Words of its statement that nothing read, so that it may not be called supported.
    """

    text: str
    start: int
    end: int
    shape: Shape
    about: About | None
    numeral: Numeral | None = None
    whole: About | None = None
    period: Period | None = None
    base: Period | None = None
    since: bool = False
    direction: int = 0
    standing: Standing = Standing.FACT
    author: str = ""
    rank: Rank | None = None
    record: int = 0
    ending: bool = False
    options: tuple[About, ...] = ()
    doubts: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    scene: Scene = Scene()
    denial: str = ""
    reserves: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
