"""Random nouns, each well formed, for the properties of the facts room."""

from datetime import date, timedelta

from hypothesis import strategies as st

from policywire.facts import Dimension, Frequency, Period, Place, Product, SeriesKey, Unit
from policywire.facts.codes import places
from policywire.facts.unit import CURRENCIES, SCALES


def single(day: date, frequency: Frequency) -> Period:
    """Return the grain of ``frequency`` that holds a day, read from its text."""
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    months = {"A": f"{day.year}", "Q": quarter, "M": f"{day:%Y-%m}", "D": day.isoformat()}
    return Period.parse(months[frequency.value])


DAYS = st.dates(date(1600, 1, 1), date(2400, 12, 31))
FREQUENCIES = st.sampled_from(list(Frequency))
SINGLES = st.builds(single, DAYS, FREQUENCIES)
MONTHS = SINGLES.filter(lambda period: period.frequency is Frequency.MONTH)


@st.composite
def ranges(draw: st.DrawFn) -> Period:
    """Draw a range of one grain, at most some sixty grains long."""
    first, grains = draw(SINGLES), draw(st.integers(0, 60))
    step = {"A": 366, "Q": 92, "M": 31, "D": 1}[first.frequency.value]
    return first.through(single(first.start + timedelta(days=grains * step), first.frequency))


TRAILING = st.builds(Period.trailing_year, MONTHS)
PERIODS = SINGLES | ranges() | TRAILING

_SCALES = st.sampled_from([0, *SCALES.values()])
_CODES = st.sampled_from(sorted(CURRENCIES))
_YEARS = st.integers(1900, 2100).map(str)
MONEY = st.builds(Unit, st.just(Dimension.CURRENCY), _CODES, _SCALES, base=st.just("") | _YEARS)
COUNTS = st.builds(
    Unit, st.just(Dimension.COUNT), st.sampled_from(["persons", "jobs", "months", "votes"]), _SCALES
)
INDEXES = st.builds(
    lambda when: Unit(Dimension.INDEX, base=f"{when}=100"),
    _YEARS | st.just("January 2006") | st.just("1982-84"),
)
PRICES = st.builds(
    Unit, st.just(Dimension.PRICE), _CODES, per=st.sampled_from(["USD", "barrel", "MXN", "kWh"])
)
PLAIN = st.sampled_from(["percent", "points", "share", "ratio", "rank"]).map(Unit.parse)
UNITS = MONEY | COUNTS | INDEXES | PRICES | PLAIN

PLACES = st.sampled_from(sorted(places())).map(Place)
PRODUCTS = st.builds(
    Product,
    st.just("hs"),
    st.sampled_from([2, 4, 6, 8, 10]).flatmap(
        lambda size: st.text("0123456789", min_size=size, max_size=size)
    ),
) | st.builds(Product, st.just("naics"), st.text("0123456789", min_size=2, max_size=6))
_WORDS = st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True)
KEYS = st.builds(
    SeriesKey,
    st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True),
    st.lists(_WORDS, min_size=1, max_size=3).map(".".join),
    PLACES,
    st.none() | PLACES,
    st.none() | PRODUCTS,
)
