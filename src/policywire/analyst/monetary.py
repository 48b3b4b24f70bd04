"""What a sentence claims of monetary policy, held against the ledger and the response tables.

Three claims are refused: a market move credited to a decision that was expected, or whose surprise
is not known; a response whose sign, horizon or size lies outside its band; a path of stock prices
from a model of the economy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from policywire.models.monetary import ledger as book
from policywire.models.monetary.respond import LARGEST_BP, assets
from policywire.models.monetary.tables import surprises
from policywire.policy.decisions import Decisions, load_decisions

__all__ = ["Claimed", "equities", "monetary_claims"]

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b({_MONTHS}) (\d{{1,2}}),? (\d{{4}})\b|\b(\d{{4}}-\d{{2}}-\d{{2}})\b")
_FED = re.compile(
    r"\b(?:Fed(?:eral Reserve)?(?:'s)?|FOMC|Federal Open Market Committee|the Committee"
    r"|rate (?:cut|hike|rise|decision)s?)\b"
)
_MARKET = re.compile(
    r"\b(?:stocks?|equit(?:y|ies)|share prices|S&P(?: 500)?|Nasdaq|Dow(?: Jones)?|Wall Street"
    r"|markets?|bitcoin|ether|crypto\w*|Treasury yields?|yields?|the dollar|the euro)\b",
    re.IGNORECASE,
)
_EQUITY = re.compile(
    r"\b(?:stocks|stock (?:prices|market)|equit(?:y|ies)|share prices|S&P(?: 500)?|Nasdaq"
    r"|Dow Jones|bitcoin|ether|crypto\w*)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:because(?: of)?|after|as a result|in (?:response|reaction) to|reacted|due to|driven by"
    r"|thanks to|owing to|caused|on the back of|following|sent|pushed|lifted|sank on|rose on"
    r"|fell on|in answer to)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|none|never|nothing|nor|without|cannot|hardly)\b|n't\b", re.IGNORECASE
)
_MACRO = re.compile(
    r"\b(?:FRB/US|the Board's model|model of the economy|macro(?:economic)? model|kernel"
    r"|vector autoregression|S?VAR|New Keynesian|DSGE)\b"
)
_MOVES = re.compile(
    r"\b(?P<up>ris(?:e|es|ing)|rose|gain(?:s|ed)?|climb(?:s|ed)?|increas\w+|rais\w+|lift\w*|up"
    r"|strengthen\w*)\b|\b(?P<down>fall(?:s|ing)?|fell|los(?:e|es|t)|drop(?:s|ped)?|declin\w+"
    r"|decreas\w+|lower\w*|cut(?:s)?|reduc\w+|sink(?:s)?|sank|down|weaken\w*|slump\w*)\b",
    re.IGNORECASE,
)
_SURPRISE = re.compile(
    r"(?P<sign>[+\-−]?)(?P<size>\d+(?:\.\d+)?)[- ]?(?:bp|bps|basis[- ]points?)\s+(?P<way>tighter |"
    r"easier |hawkish |dovish |tightening |easing )?(?:monetary |policy |rate )*surprise",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"\b(?:by|of) (?:about |some |around )?(?P<size>\d+(?:\.\d+)?) ?"
    r"(?P<unit>percentage points?|percent|%|bps|bp|basis points?)",
    re.IGNORECASE,
)
_LATER = re.compile(r"(?<![-\w])(?:months?|quarters?|years?|weeks?)\b", re.IGNORECASE)
_ASSETS = (
    ("sp500", re.compile(r"\b(?:S&P(?: 500)?|stocks|stock prices|equities)\b", re.IGNORECASE)),
    ("yield_2y", re.compile(r"\b(?:2|two)-year\b", re.IGNORECASE)),
    ("yield_5y", re.compile(r"\b(?:5|five)-year\b", re.IGNORECASE)),
    ("yield_10y", re.compile(r"\b(?:10|ten)-year\b", re.IGNORECASE)),
    ("yield_30y", re.compile(r"\b(?:30|thirty)-year\b", re.IGNORECASE)),
    ("btc", re.compile(r"\bbitcoin\b", re.IGNORECASE)),
    ("eth", re.compile(r"\bether\b", re.IGNORECASE)),
    ("eurusd", re.compile(r"\bthe euro\b", re.IGNORECASE)),
)
_SAMPLES = ("all", "since-2009", "scheduled")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that the ledger or a band does not bear out.

    Attributes
    ----------
    kind : str
        ``credit``, ``band`` or ``equity``.
    words : str
        What claims it.
    start, end : int
        Where it stands.
    why : str
        What is held.
    """

    kind: str
    words: str
    start: int
    end: int
    why: str


def monetary_claims(text: str) -> Iterator[Claimed]:
    """Yield the claims of a sentence that what is held does not bear out.

    Parameters
    ----------
    text : str
        One sentence, as printed.
    """
    yield from _credits(text)
    yield from _equity_paths(text)
    yield from _bands(text)


def equities(text: str) -> re.Match[str] | None:
    """Return the first words of a text that name stock prices or crypto."""
    return _EQUITY.search(text)


@cache
def _decisions() -> Decisions:
    folder = files("policywire.desks.money")
    return load_decisions(Path(str(folder.joinpath("decisions.yaml"))))


@cache
def _entries() -> dict[date, book.Entry]:
    return {one.decision.day: one for one in book.ledger(_decisions(), surprises())}


def _days(text: str) -> Iterator[date]:
    names = _MONTHS.split("|")
    for found in _DAY.finditer(text):
        try:
            if found[4]:
                yield date.fromisoformat(found[4])
            else:
                yield date(int(found[3]), names.index(found[1]) + 1, int(found[2]))
        except ValueError:
            continue


def _credits(text: str) -> Iterator[Claimed]:
    market, cause = _MARKET.search(text), _CREDIT.search(text)
    if not (market and cause and _FED.search(text) and _MOVES.search(text)):
        return
    if _DENIED.search(text):
        return
    for day in _days(text):
        found = _entries().get(day)
        why = "" if found is None else _uncredited(found)
        if why:
            yield Claimed("credit", cause[0], *cause.span(), why)
            return


def _uncredited(found: book.Entry) -> str:
    """Return why no market move is credited to a decision; empty where one may be."""
    day = found.decision.day
    if found.expected and found.surprise_bp is not None:
        return (
            f"the decision of {day} was priced in, with a surprise of {found.surprise_bp:+.1f} bp"
        )
    if found.surprise_bp is None and found.direction is None:
        return f"how far the decision of {day} surprised is not known"
    return ""


def _equity_paths(text: str) -> Iterator[Claimed]:
    model, equity = _MACRO.search(text), _EQUITY.search(text)
    if model and equity and _MOVES.search(text) and not _DENIED.search(text):
        why = "models of the economy give no path of stock prices here"
        yield Claimed("equity", equity[0], *equity.span(), why)


# ------------------------------------------------------------------- sign, horizon and size


def _bands(text: str) -> Iterator[Claimed]:
    given = _SURPRISE.search(text)
    asset = next(((name, hit) for name, of in _ASSETS if (hit := of.search(text))), None)
    if given is None or asset is None or _DENIED.search(text):
        return
    size = float(given["size"]) * _way(given)
    if not 0 < abs(size) <= LARGEST_BP:
        return
    low, high, unit = _band(asset[0], size)
    told = f"{low:+.2f} to {high:+.2f} {unit} after {size:+g} bp, 90 percent, three samples"
    hit = asset[1]
    late = _LATER.search(text)
    if late is not None:
        why = f"what is held of {hit[0]} is of the 30 minutes around an announcement"
        yield Claimed("band", late[0], *late.span(), why)
        return
    yield from _outside(text, hit, (low, high, unit), told)


def _way(given: re.Match[str]) -> int:
    easier = (given["way"] or "").strip().lower() in ("easier", "dovish", "easing")
    return -1 if easier or given["sign"] in ("-", "−") else 1


def _outside(
    text: str, hit: re.Match[str], band: tuple[float, float, str], told: str
) -> Iterator[Claimed]:
    """Yield a claim whose sign or size the band does not hold."""
    low, high, unit = band
    moves = list(_MOVES.finditer(text))
    if not moves:
        return
    move = min(moves, key=lambda one: abs(one.start() - hit.end()))
    up = move["up"] is not None
    if (up and high <= 0) or (not up and low >= 0):
        yield Claimed("band", move[0], *move.span(), f"its sign is the other: {told}")
        return
    size = _SIZE.search(text)
    if size is None:
        return
    value = _in_unit(float(size["size"]), size["unit"], unit)
    if value is None or not low <= (value if up else -value) <= high:
        yield Claimed("band", size[0], *size.span(), f"outside its band: {told}")


def _band(name: str, size: float) -> tuple[float, float, str]:
    """Return the widest band over the samples, in the table's unit."""
    held = [
        one for sample in _SAMPLES for one in assets(size, sample=sample) if one.variable == name
    ]
    lows = [one.low for one in held if one.low is not None]
    highs = [one.high for one in held if one.high is not None]
    return min(lows), max(highs), held[0].unit


def _in_unit(value: float, written: str, unit: str) -> float | None:
    """Return a size in the unit of a band, or None where it measures something else."""
    word = written.lower()
    if word in ("percent", "%"):
        return value if unit == "percent" else None
    if unit != "bp":
        return None
    return value * 100 if word.startswith("percentage") else value
