"""Vocabulary: the closed classes of words that change nothing about the figure they stand beside.

A claim is called supported only where each of its words is read. Places, periods, measures and
numbers are read as what the figure is about; the words here are read by what they are. Whatever is
neither is left unread, however harmless it looks: ``illegal``, ``far``, ``forecast``.
"""

from policywire.analyst.review.metrics import FLOWS
from policywire.analyst.review.roles import BALANCES, CHARGED, FDI

__all__ = [
    "COMPANIONS",
    "GRAINS",
    "HEDGES",
    "MEANS",
    "ORDERED",
    "PEAKED",
    "PLAIN",
    "RANKED",
    "RECORDED",
    "STEADY",
    "STEPPED",
    "SUMMED",
    "words_of",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = """
    a an the its their of in from to with for on and or as at between by during into s
    was were is are be been being has have had it they that which also meanwhile moreover while
    whereas but however although though overall
    came come comes coming total totals totaled totalled totaling totalling reached reaches
    reaching reach hit hits hitting amounted amounts amounting stood stand stands standing worth
    valued went posted recorded registered ran run runs running saw put equaled equalled
    than against versus vs compared comparison calendar full whole entire all those own whose
    leaving across too
"""
_SPANISH = """
    el la los las lo un una de del al a en y e o u que con por para su sus se es son fue fueron
    ha han sido entre desde hasta mientras también lo cual pero aunque
    sumó sumaron alcanzó alcanzaron ascendió ascendieron totalizó totalizaron registró registraron
    llegó llegaron situó situaron ubicó ubicaron tuvo tuvieron total totales fueran
    frente respecto comparación mismo misma todo todas todos sobre dejando
"""
PLAIN = _words(_ENGLISH) | _words(_SPANISH)
"""Words of grammar, and verbs that say no more than that a figure is what it is."""

HEDGES = _words("""
    about around roughly approximately some only just merely el un unos unas cerca de alrededor a
""")
"""Words right before a number that either widen what it allows or say nothing."""

_GOODS = (
    "goods merchandise products product value shipments foreign trade bienes mercancías productos "
    "valor goods' general nominal two-way two way bilateral comercio comercial exterior "
    "origin entering entered"
)
_SHARED = (
    "share shares slice part portion proportion percent percentage participación cuota parte "
    "proporción ciento"
)
_MOVED = (
    "supplied supplies supply provided provides accounted accounts represented represents made up "
    "makes contributed contributes bought purchased sold sent took takes absorbed received "
    "receives drew draws aportó aportaron representó representaron concentró recibió recibieron "
    "compró"
)
_INVESTED = (
    "inflow inflows lured drew draws attracted attracts received receives took takes captured "
    "captures invested into recibió recibieron captó captaron atrajo atrajeron directa extranjera "
    "inversión foreign direct investment fdi"
)
_PRICES = "rate rates price prices index tasa índice precios consumer headline national"
_TRADED = "per spot traded price prices oil crude barrel petróleo precio barril"
_YIELDS = "yield yields note notes bond bonds treasury u s rate benchmark"
_RATED = (
    "upper lower limit bound end policymakers target range federal funds rate rates fed reserve "
    "reserva federal rango tasa objetivo"
)
_USED = (
    "covered covers share percent claimed claims claim claiming entered entering enter entry under "
    "preference preferences preferential bajo entró entraron t mec agreement usmca goods "
    "merchandise"
)
_ENTERED = (
    "duties duty tariff tariffs calculated imports rate average importers due receipts bill "
    "brought faced faces carried carries bore bears paid"
)
_RECEIPTS = (
    "customs duties duty tariff receipts revenue revenues received treasury collected brought"
)
_WORDS = {
    **{concept: f"{_GOODS} {_MOVED}" for concept in FLOWS},
    **{concept: f"{_GOODS} ran run runs gap" for concept in BALANCES},
    **{concept: f"{_INVESTED} {_MOVED}" for concept in FDI},
    **{concept: f"{_GOODS} {_ENTERED}" for concept in CHARGED},
    **dict.fromkeys(("inflation", "core_inflation", "core_pce", "pce"), _PRICES),
    **dict.fromkeys(("oil_wti", "oil_brent"), _TRADED),
    **dict.fromkeys(("yield_2y", "yield_10y", "yield_30y", "breakeven", "sofr"), _YIELDS),
    **dict.fromkeys(("target_range", "funds_rate"), _RATED),
    "usmca_use": _USED,
    "customs_revenue": _RECEIPTS,
    "unemployment": "rate jobless tasa seasonally adjusted",
    "payrolls": "nonfarm employment jobs workers",
    "peso": "pesos peso dollar dollars dólar per traded trades trading exchange rate",
    "dollar_index": "index broad",
    "industrial_production": "index output",
}
_SETS = {concept: frozenset(words.split()) for concept, words in _WORDS.items()}
_PARTS = frozenset(_SHARED.split())

COMPANIONS = {
    "tariff_rate": ("imports", "duties"),
    "duties": ("imports",),
    "customs_revenue": ("duties",),
    "usmca_use": ("usmca", "imports", "shipments"),
    "target_range": ("funds_rate", "fed_matters"),
    "funds_rate": ("target_range", "fed_matters"),
    "core_inflation": ("inflation",),
    "core_pce": ("pce", "inflation"),
    "yield_2y": ("yields",),
    "yield_10y": ("yields",),
    "yield_30y": ("yields",),
    "oil_wti": ("sector.oil",),
    "oil_brent": ("sector.oil",),
    "imports": ("shipments", "supplier"),
    "exports": ("shipments", "customer"),
    "trade": ("trading_partner",),
    "deficit": ("balance", "surplus", "trade"),
    "surplus": ("balance", "deficit", "trade"),
    "balance": ("deficit", "surplus", "trade"),
}
"""Measures that are named beside another without narrowing it: ``tariff rate on imports``."""

MEANS = _words("averaged average averages averaging mean promedio promedió")
"""Words for a mean, right of rates and prices and wrong of sums."""

STEADY = _words("""
    remained remains remain stayed stays unchanged steady flat stable kept keeping held left
    mantuvo mantuvieron permaneció permanecieron
""")
"""Words that say nothing moved, to be borne out by the period before."""

PEAKED = frozenset(("peaked", "peak", "bottomed"))
"""Words for a turning point, to be borne out by the periods on both sides."""


STEPPED = _words("changed level cambió cambiaron")
"""Words for a change whose size and sign a number gives."""

SUMMED = _words("together combined jointly juntos conjunto")
"""Words for a sum over the places named."""

RECORDED = frozenset(("set",))
"""Words for the making of a record."""

ORDERED = _words("""
    more less larger smaller greater higher lower bigger fewer exceeded topped surpassed
    outstripped trailed those
""")
"""Words that set two places in an order, which is checked."""

RANKED = _words("""
    supplier source market destination recipient host partner customer buyer among states state
    ranked ranks place position still now estados mexicanos
""")
"""Words of a place in an order, which is checked."""

GRAINS = {
    12: _words("annual yearly anual anuales"),
    3: _words("quarterly trimestral"),
    1: _words("monthly mensual"),
}
"""Words for the length of a period, by its months."""


def words_of(concept: str, *, shared: bool = False) -> frozenset[str]:
    """Return the words that name a measure or what is done with it, and nothing narrower.

    Parameters
    ----------
    concept : str
        Its id in the lexicon.
    shared : bool
        Whether the figure is a part of a whole.
    """
    words = _SETS.get(concept, frozenset())
    return words | _PARTS if shared else words
