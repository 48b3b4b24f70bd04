"""What a sentence claims of monetary policy, held against the ledger and the response tables.

Three claims are refused: a market move credited to a decision that was expected, whose surprise
is not known, or that is not named; a response whose sign, horizon or size lies outside its band;
a path of stock prices from a model of the economy.
"""

import re
from collections.abc import Iterator

from policywire.analyst.monetary_bands import bands
from policywire.analyst.monetary_credit import credits as credits_of
from policywire.analyst.monetary_words import DIRECTION, EQUITY, MOVED, Claimed, denied

__all__ = ["Claimed", "equities", "monetary_claims"]

_MACRO = re.compile(
    r"\b(?:FRB[/-]?US|[Tt]he (?:Board|Fed|Federal Reserve)['’]s (?:own )?model"
    r"|models? of the economy|(?:macro(?:economic)?|structural|large-scale) models?|kernel"
    r"|vector autoregression|(?:proxy-)?S?VARs?|New Keynesian|DSGE"
    r"|model-consistent expectations|VAR expectations)\b"
)
_EVENT = re.compile(r"\b(?:event (?:regression|stud)\w*|minutes|announcements?)\b", re.IGNORECASE)
# One of them stands in every sentence that the rules below can refuse; most sentences have none.
_TOPICS = (
    "fed", "fomc", "committee", "powell", "central bank", "setters", "rate", "cut", "hike", "eas",
    "tighten", "decision", "policy", "surpris", "expected", "anticipated", "priced", "shock",
    "point", "bp", "frb", "model", "kernel", "vector", "var", "keynes", "dsge",
)  # fmt: skip
_CLAUSES = re.compile(r"(?:;|,? (?:while|whereas|but)|, and)\s")


def monetary_claims(text: str) -> Iterator[Claimed]:
    """Yield the claims of a sentence that what is held does not bear out.

    Parameters
    ----------
    text : str
        One sentence, as printed.
    """
    lowered = text.lower()
    if not any(topic in lowered for topic in _TOPICS):
        return
    yield from credits_of(text)
    yield from _equity_paths(text)
    yield from bands(text)


def equities(text: str) -> re.Match[str] | None:
    """Return the first words of a text that name stock prices or crypto."""
    return EQUITY.search(text)


def _equity_paths(text: str) -> Iterator[Claimed]:
    model, equity = _MACRO.search(text), EQUITY.search(text)
    if model is None or equity is None:
        return
    start, end = _clause(text, equity.start())
    clause = text[start:end]
    if _EVENT.search(clause) or not (MOVED.search(clause) or DIRECTION.search(clause)):
        return
    if not denied(text, 0, end):
        why = "models of the economy give no path of stock prices here"
        yield Claimed("equity", equity[0], *equity.span(), why)


def _clause(text: str, place: int) -> tuple[int, int]:
    """Return where the clause round a place starts and ends."""
    cuts = [0, *(found.end() for found in _CLAUSES.finditer(text)), len(text)]
    return max(cut for cut in cuts if cut <= place), min(cut for cut in cuts if cut > place)
