"""The words in which sentences tell of decisions on rates, of markets and of why they moved.

Lists of whole words and joined patterns; what a sentence says with them is worked out in
:mod:`policywire.analyst.monetary_credit` and :mod:`policywire.analyst.monetary_bands`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

__all__ = [
    "ACT",
    "BODY",
    "BY",
    "CAUSES",
    "CONDITION",
    "DIRECTION",
    "EQUITY",
    "EXPECTING",
    "FOREIGN",
    "GREETED",
    "LATER",
    "LINK",
    "LOOSE_ACT",
    "MARKET",
    "MOVED",
    "NOMINAL",
    "PAST",
    "PRICED",
    "PUSH",
    "SHORT",
    "STOOD",
    "SURPRISED",
    "Claimed",
    "days_in",
    "denied",
    "last",
    "months_in",
    "plain",
]

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTHS = "|".join(_MONTH_NAMES)
_DAY = re.compile(
    rf"\b({_MONTHS}) (\d{{1,2}}),? (\d{{4}})\b|\b(\d{{1,2}}) ({_MONTHS}) (\d{{4}})\b"
    r"|\b(\d{4}-\d{2}-\d{2})\b"
)
_MONTH = re.compile(rf"\b({_MONTHS}),? (\d{{4}})\b")


def _words(*parts: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", flags)


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


# ------------------------------------------------------------------------- who decides, and what

BODY = _words(
    "Fed", "Federal Reserve", "FOMC", "Federal Open Market Committee", "the Committee",
    "The Committee", "Powell", "central bank", "rate[- ]setters",
    flags=0,
)  # fmt: skip
_ACTS = (
    "cuts?|hikes?|rises?|increases?|decreases?|reductions?|decisions?|moves?|easings?|tightenings?"
    "|holds?|pauses?|liftoff"
)
# Words that make a cut, a hike or a decision somebody else's.
FOREIGN = _words(
    r"tariffs?", r"dut(?:y|ies)", r"tax(?:es)?", "quotas?", "trade", "USMCA", "courts?",
    "production", "output", "supply", "spending", "budget", "jobs?", "prices?", "costs?", "pay",
    "dividends?", "OPEC", r"Section \d+", "oil", "steel",
)  # fmt: skip
ACT = re.compile(
    rf"\b(?:(?:(?:interest|policy|funds|repo)[- ])?rates?|policy|monetary|"
    rf"quarter[- ](?:percentage[- ])?point|half[- ](?:percentage[- ])?point|half-percent"
    rf"|\d+(?:\.\d+)?[- ]?(?:bps?|basis[- ]points?)|jumbo)"
    rf"\s+(?:surprise |unexpected )?(?:{_ACTS})\b"
    r"|\brates? (?:was|were|is|are|been|being) (?:cut|raised|lowered|held|left|hiked|increased)\b"
    r"|\b(?:the|an?|this|that|each|every|its|such|both|these|those|last|another|\d{4}|\w+['’]s)\s+"
    r"(?:(?!\b(?:and|or|of|in|to|by|on|the|a|an|that)\b)[\w.,'’-]+\s+){0,3}?(?:cut|hike|easing|tightening)s?\b"
    r"(?!\s+(?:in|of|to|on|from)\s+(?!rates?\b|interest|its\b|\d|(?:the )?(?:federal|funds|policy"
    r"|target|range|benchmark|cost of borrowing)|January|February|March|April|May|June|July|August"
    r"|September|October|November|December))",
    re.IGNORECASE,
)
# Counts only in a sentence that dates a decision held or names who decides, and names no other
# authority's business.
LOOSE_ACT = _words(
    "decisions?", "announcements?", "meeting", "statement", "vote", "move", "increase", "reduction",
    "rise in rates", "hold", "pause", "cut", "hike",
)  # fmt: skip

# --------------------------------------------------------------------------------------- markets

EQUITY = re.compile(
    r"(?<!steel )(?<!inventory )(?<!grain )(?<!housing )(?<!capital )"
    r"\b(?:stocks|stock(?:[- ]market)? (?:prices|wealth|index(?:es)?)|stock market|equit(?:y|ies)"
    r"|share prices|(?<!import )(?<!market )(?<!trade )(?<!claimed )shares(?! of)"
    r"|S&P(?: 500)?|Nasdaq|Dow(?: Jones)?|Wall Street|bitcoin|ether|crypto\w*|tokens)\b",
    re.IGNORECASE,
)
MARKET = re.compile(
    EQUITY.pattern + r"|\b(?:(?:Treasury |bond )?yields?(?! per)|Treasur(?:y|ies)|bonds"
    r"|the (?:dollar|greenback)(?! (?:value|amount|terms))|the (?:euro|yen|peso|loonie)|gold"
    r"|risk assets|(?<!labor )(?<!labour )(?<!job )(?<!export )markets(?! for)"
    r"|the market(?! for| share)|rall(?:y|ies)|sell-?offs?|rout)\b",
    re.IGNORECASE,
)

# ----------------------------------------------------------------------------- moves and causes

_UP = (
    "ris(?:e|es|en|ing)|rose|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|increas(?:e|es|ed|ing)"
    "|rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|up|higher|strengthen(?:s|ed|ing)?|advanc(?:e|es|ed)"
    "|rall(?:y|ies|ied)|jump(?:s|ed)?|soar(?:s|ed)?|surg(?:e|es|ed)|rebound(?:s|ed)?|adds?|added"
    "|boost(?:s|ed|ing)?|firm(?:s|ed)|recover(?:s|ed|y)?"
)
_DOWN = (
    "fall(?:s|en|ing)?|fell|los(?:e|es|t|ing|s|ses)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)"
    "|decreas(?:e|es|ed|ing)|lower(?:s|ed|ing)?|cut(?:s|ting)?|reduc(?:e|es|ed|ing|tion)"
    "|sink(?:s|ing)?|sank|sunk|down|weaken(?:s|ed|ing)?|slump(?:s|ed)?|tumbl(?:e|es|ed)|slid(?:e|es)?"
    "|plung(?:e|es|ed)|retreat(?:s|ed)?|dip(?:s|ped)?|sell-?offs?|sold off|slip(?:s|ped)?|rout"
    "|eas(?:e|es|ed)|depress(?:es|ed)?|shed(?:s)?|tak(?:e|es)(?=[^.;]{1,30}\\boff\\b)"
)
DIRECTION = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
MOVED = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|mov(?:e|es|ed)|swung|react(?:s|ed)?|respond(?:s|ed)?|record)\b",
    re.IGNORECASE,
)
# What a decision does to a market, as a verb that takes the market for its object.
PUSH = re.compile(
    r"\b(?:lift|boost|push|pull|buoy|support|help|hurt|propel|pressur|depress|fuel|trigger|spark"
    r"|prompt|caus|spur|generat|deliver|rattl|cheer|jolt|roil|unsettl|bolster|underpin|ignit"
    r"|unleash|power|driv|rais|lower|hammer|batter|knock|drag|press|squeez|weaken|strengthen|mov"
    r"|sink|dent|reviv|produc|stok|explain)(?:[a-z]?ed|es|s|e|[a-z]?ing)?\b"
    r"|\b(?:sent|sends?|sending|drove|driven|sank|sunk|hits?|hitting|gave|gives?|giving|brought"
    r"|brings?|bringing|led to|leads? to|leading to|weigh(?:s|ed|ing)? (?:heavily )?on"
    r"|set off|sets off|touched off|wiped|took|takes|taking|accounts? for|accounted for"
    r"|resulted in|results in|translated into|(?:is|was|were|stood|lay) behind"
    r"|(?:is|was|were) responsible for"
    r"|(?:is|was|were) (?:followed by|the reason (?:that|why|for)|why)"
    r"|(?:is|was|were) to blame for|deserv(?:es?|ed) (?:the )?(?:credit|blame) for"
    r"|(?:lift|boost|blow|push|drag|toll|help|hit) (?:to|for|on))\b",
    re.IGNORECASE,
)
# What ties a move to what stands after it, and up to four words between.
_GAP = r"(?P<gap>(?:\s+(?!(?:and|while|but)\b)[\w.'’-]+){0,4}\s*)$"
LINK = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|driven by|caused by|as a result of"
    r"|in (?:response|reaction|answer) to|on the (?:back|heels|strength) of|in the wake of"
    r"|ow(?:es?|ed|ing)(?: \w+){0,4} to|courtesy of|attribut\w+ to|reflect(?:s|ed|ing)?"
    r"|(?:com|stemm?|spr[iau]ng)(?:e|es|s|ed)? from|came from|gains? from|follow(?:s|ed) from"
    r"|(?:react|respond)(?:s|ed)? to|(?:response|reaction|answer) to|(?:put|down|traced?|goes|went"
    r"|belongs?) (?:down )?to|(?:price|work|result|product|consequence|fruit|outcome|upshot) of"
    r"|explained by|after|following|follow(?:s|ed)|when|once|as|on|upon|amid)\b"
    rf"{_GAP}",
    re.IGNORECASE,
)
GREETED = _words("welcomed", "greeted", "cheered", "applauded", "punished", "met", "answered")
BY = re.compile(rf"\bby\b{_GAP}", re.IGNORECASE)
STOOD = re.compile(rf"\b(?:stood|lay|was|were|is)\b{_GAP}", re.IGNORECASE)
NOMINAL = re.compile(
    r"\b(?:Fed|FOMC|Powell|cut|hike|rate|decision|policy)-(?:fuell?ed|driven|led|induced|inspired"
    r"|related|triggered|powered|sparked)\b|\bpost-(?:decision|Fed|FOMC|meeting|cut|hike)\b",
    re.IGNORECASE,
)
# Words that end the reach of a verb: what stands after them is another statement's.
CAUSES = _words(
    "before", "when", "because", "while", "whereas", "although", "though", "but", "rates?", "range",
    "inflation", "unemployment", "target", "that", "whose", "as", "who", "if", "after", "tariffs?",
    "prices? of", "output",
)  # fmt: skip
EXPECTING = _words(
    r"expect\w*", r"anticipat\w+", "pric(?:e|ed|ing) in", "priced", "hopes?", "bets?", "odds",
    "prospects?", "ahead of", "before", "futures", "the day of", "that day", "minutes",
    "likel(?:y|ihood)",
)  # fmt: skip
SURPRISED = _words(
    r"surpris\w+", "unexpected(?:ly)?", "unanticipated", r"than (?:\w+ ){0,3}(?:expected|priced)",
    "un-?priced", "shock",
)  # fmt: skip
PRICED = _words("priced in", "(?:had been|was|were|as) (?:widely |fully )?(?:expected|anticipated)")
CONDITION = _words("would", "could", "might", "may", "if", "whether", "should", "unless", flags=0)
PAST = _words(
    r"\w+ed", "rose", "fell", "sank", "sent", "drove", "gave", "hit", "brought", "led", "took",
    "was", "were", "went",
)  # fmt: skip

# ------------------------------------------------------------------------------------ horizons

LATER = re.compile(
    r"(?<![-\w])(?:days|sessions|weeks?|months?|quarters?|years?|over time|eventually|permanently"
    r"|in the long run|for good)\b(?! (?:of data|since))",
    re.IGNORECASE,
)
SHORT = _words(
    "within (?:the |an )?(?:minutes|hour)", r"(?:with)?in (?:30|thirty) minutes", "at once",
    "immediately", "on the day", "that day", "overnight",
)  # fmt: skip

# -------------------------------------------------------------------------------------- reading

_NO = re.compile(
    r"\b(?:not|no|none|never|nothing|nor|without|cannot|hardly|neither|rather than|little)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    r"\b(?:not only|no doubt|no one doubts|not least|nothing less than)\b"
    r"|, not (?!to\b)[^,.;]*(?=,|\.$|$)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r", (?:which|who|taken|made|announced|already|widely|fully|long|rather than|not)\b[^,;]*,",
    re.IGNORECASE,
)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def plain(text: str) -> str:
    """Return a text with its asides blank and no commas in its dates, each letter in its place."""
    return _ASIDE.sub(_blank, _DAY.sub(lambda found: found[0].replace(",", " "), text))


def denied(text: str, start: int, end: int) -> bool:
    """Return whether a claim between two places is one that the sentence denies.

    A contrast after it (``…, not bonds``) and ``not only`` deny nothing.
    """
    return _NO.search(_NO_DENIAL.sub(_blank, text), max(0, start), end) is not None


def last(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Return the match nearest to ``end`` of a pattern that reaches up to it; None without one."""
    found = nearest = pattern.search(text, 0, end)
    while found is not None:
        nearest = found
        found = pattern.search(text, found.start() + 1, end)
    return nearest


def days_in(text: str) -> Iterator[date]:
    """Yield the days that a text writes; a day that is none is left out."""
    for found in _DAY.finditer(text):
        try:
            if found[7]:
                yield date.fromisoformat(found[7])
            elif found[1]:
                yield date(int(found[3]), _MONTH_NAMES.index(found[1]) + 1, int(found[2]))
            else:
                yield date(int(found[6]), _MONTH_NAMES.index(found[5]) + 1, int(found[4]))
        except ValueError:
            continue


def months_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the months that a text writes without a day, as year and month."""
    for found in _MONTH.finditer(_DAY.sub(_blank, text)):
        yield int(found[2]), _MONTH_NAMES.index(found[1]) + 1
